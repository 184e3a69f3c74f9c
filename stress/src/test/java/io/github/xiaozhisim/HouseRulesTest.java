package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that only the source text shows; what the classes show is in {@link ArchitectureTest}. */
class HouseRulesTest {

  private static final Path ROOT = RepositoryRoot.find();
  private static final List<Source> SOURCES = sources();

  /** These two name what they forbid. */
  private static final Set<String> RULE_BOOKS = Set.of("HouseRulesTest.java", "ArchitectureTest.java");

  @Test
  void shouldSeeTheSourcesOfEveryModule() {
    assertThat(SOURCES.stream().map(Source::module).distinct()).contains("device-sim", "hal", "hw-pi", "stress");
  }

  @Test
  void shouldLeaveNothingUnfinishedOrSwitchedOff() {
    assertThat(found("\\b(TODO|FIXME|XXX)\\b|@Disabled\\b|assumeTrue\\(false")).isEmpty();
  }

  @Test
  void shouldWaitInTestsForAConditionAndNotForTimeToPass() {
    assertThat(found("\\bThread\\.sleep\\(|\\bTimeUnit\\.[A-Z]+\\.sleep\\(")).isEmpty();
  }

  @Test
  void shouldNotSwallowExceptions() {
    assertThat(found("printStackTrace\\(\\)|catch \\([^)]*\\) *\\{ *}")).isEmpty();
  }

  @Test
  void shouldKeepLinesWithinThePage() {
    Pattern tooLong = Pattern.compile("^.{121,}$");
    assertThat(SOURCES.stream().flatMap(source -> source.linesWith(tooLong))).isEmpty();
  }

  @Test
  void shouldGiveEveryPackageAnIntroduction() {
    Set<Path> introduced =
        SOURCES.stream()
            .filter(source -> source.name().equals("package-info.java"))
            .map(source -> source.path().getParent())
            .collect(Collectors.toSet());
    assertThat(
            SOURCES.stream()
                .filter(Source::main)
                .map(source -> source.path().getParent())
                .filter(folder -> !introduced.contains(folder))
                .distinct()
                .map(Path::toString))
        .as("folders without a package-info.java")
        .isEmpty();
  }

  private static List<String> found(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return SOURCES.stream()
        .filter(source -> !RULE_BOOKS.contains(source.name()))
        .flatMap(source -> source.linesWith(pattern))
        .toList();
  }

  private static List<Source> sources() {
    try (Stream<Path> files = Files.walk(ROOT, 20)) {
      return files
          .filter(path -> path.toString().endsWith(".java"))
          .map(ROOT::relativize)
          .filter(path -> path.getNameCount() > 3 && path.getName(1).toString().equals("src"))
          .sorted()
          .map(Source::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One source file; {@code path} begins with its module. */
  private record Source(Path path, List<String> lines) {

    static Source read(Path path) {
      try {
        return new Source(path, Files.readAllLines(ROOT.resolve(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String module() {
      return path.getName(0).toString();
    }

    String name() {
      return path.getFileName().toString();
    }

    boolean main() {
      return path.getName(2).toString().equals("main");
    }

    Stream<String> linesWith(Pattern pattern) {
      return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
          .filter(i -> pattern.matcher(lines.get(i)).find())
          .map(i -> path + ":" + (i + 1) + ": " + lines.get(i).strip());
    }
  }
}
