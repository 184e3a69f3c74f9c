package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios with one mistake each. The first line of each file says what its author is told.
 */
class BrokenScenariosTest {

  private static final String EXPECT = "# expect: ";

  /** Ends an expectation where the program goes on with what there is. */
  private static final String AND_SO_ON = "…";

  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(BrokenScenariosTest.class.getResource("/scenarios/broken")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String expected(Path file) {
    try {
      return Files.readAllLines(file).getFirst().substring(EXPECT.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldSayWhatIsWrongWhereItIsAndWhatToDo(Path file) {
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(Map.of())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true))
            .execute("scenario", "check", file.toString());
    assertThat(exit).isEqualTo(ExitCodes.USAGE);
    String expected = file + ":" + expected(file);
    assertThat(err.toString().lines()).hasSize(1);
    if (expected.endsWith(AND_SO_ON)) {
      assertThat(err.toString()).startsWith(expected.substring(0, expected.length() - AND_SO_ON.length()));
    } else {
      assertThat(err.toString().strip()).isEqualTo(expected);
    }
  }

  @Test
  void shouldKnowAtLeastThirtyMistakesAndTellThemApart() {
    assertThat(files().stream().map(BrokenScenariosTest::expected)).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }
}
