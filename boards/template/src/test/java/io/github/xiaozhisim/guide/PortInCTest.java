package io.github.xiaozhisim.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xiaozhisim.hal.ClockContract;
import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.SettingsContract;
import io.github.xiaozhisim.hal.audio.AudioOutputContract;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headers for ports in C compile without a warning, and their checks promise what the contracts promise. */
class PortInCTest {

  private static final Path SOURCES = Path.of("c").toAbsolutePath();
  private static final Pattern SENTENCE = Pattern.compile("\"([a-z][^\"%]{20,})\"\\)");
  /** What only C can break: in Java a board without sound hands out nothing to check. */
  private static final String IN_C_ONLY = "there is a codec, and it can be brought up";

  @TempDir private Path folder;

  @BeforeAll
  static void needACompiler() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc"))),
        "there is no gcc here");
  }

  @Test
  void shouldKeepAllPromisesWithTheHostsPort() throws Exception {
    compile("-std=c99", "-Wpedantic", "-Wconversion");

    assertThat(run()).containsExactly("0 promises broken");
  }

  @Test
  void shouldSayWhichPromiseAPortBreaks() throws Exception {
    compile("-std=c11", "-DBREAK_FLUSH");

    assertThat(run()).startsWith("promise broken: what is flushed is gone at once, and nothing is told of it");
  }

  @Test
  void shouldPromiseInCWhatTheContractsPromise() throws IOException {
    String checks = Files.readString(SOURCES.resolve("check_port.c"));
    Set<String> inC =
        SENTENCE.matcher(checks).results().map(found -> found.group(1)).collect(Collectors.toSet());
    Set<String> inJava =
        Stream.of(
                ClockContract.class,
                AudioOutputContract.class,
                PcmOutputContract.class,
                PcmInputContract.class,
                SettingsContract.class)
            .flatMap(contract -> Stream.of(contract.getDeclaredMethods()))
            .filter(test -> test.isAnnotationPresent(Promise.class))
            .map(test -> test.getAnnotation(Promise.class).value())
            .collect(Collectors.toSet());

    assertThat(inC).hasSizeGreaterThan(15);
    inC.remove(IN_C_ONLY);
    assertThat(inJava).containsAll(inC);
  }

  private void compile(String... flags) throws Exception {
    List<String> command = new ArrayList<>(List.of("gcc", "-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-o", folder.resolve("port").toString(), "host_port.c", "check_port.c"));
    assertThat(output(command)).as("what gcc has to say").isEmpty();
  }

  private List<String> run() throws Exception {
    return output(List.of(folder.resolve("port").toString()));
  }

  private static List<String> output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).directory(SOURCES.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command.getFirst()).isTrue();
    return text.lines().toList();
  }
}
