package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options the launcher starts Java with: here a Java that only says them, one on each line. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path place;

  @BeforeEach
  void makeWhatTheLauncherStarts() throws IOException {
    Path root = RepositoryRoot.find();
    Files.createDirectories(place.resolve(".mvn"));
    Files.createDirectories(place.resolve("stress/target/lib"));
    Files.createDirectories(place.resolve("java/bin"));
    Files.copy(root.resolve("xiaozhi"), place.resolve("xiaozhi"));
    Files.copy(root.resolve(".mvn/find-java.sh"), place.resolve(".mvn/find-java.sh"));
    Files.writeString(place.resolve("stress/target/xiaozhi.jar"), "");
    Files.writeString(place.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
    Path java = Files.writeString(place.resolve("java/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private List<String> options(String command, String ofTheUser) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", place.resolve("xiaozhi").toString(), command);
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", place.resolve("java").toString(),
                "XDG_CACHE_HOME", place.resolve("cache").toString(),
                "XIAOZHI_NO_BUILD", "1",
                "XIAOZHI_JAVA_OPTS", ofTheUser));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  @Test
  void shouldGiveAFleetASmallPlaceForNewObjects() throws Exception {
    assertThat(options("fleet", "")).contains("-XX:+UseSerialGC", "-Xmn32m");
    assertThat(options("serve", "")).contains("-XX:+UseSerialGC").doesNotContain("-Xmn32m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "shell", "audio", "doctor"})
  void shouldCompileQuicklyWhatRunsOnABoard(String command) throws Exception {
    assertThat(options(command, "")).contains("-XX:TieredStopAtLevel=1");
  }

  @Test
  void shouldLeaveTheYoungGenerationToAnotherCollector() throws Exception {
    assertThat(options("fleet", "-XX:+UseG1GC"))
        .contains("-XX:+UseG1GC")
        .doesNotContain("-XX:+UseSerialGC", "-Xmn32m");
    assertThat(options("fleet", "-Xmx2g -XX:+UseZGC")).contains("-Xmx2g").doesNotContain("-Xmn32m");
  }

  @Test
  void shouldTakeTheUsersOwnYoungGeneration() throws Exception {
    assertThat(options("fleet", "-Xmn256m")).contains("-Xmn256m", "-XX:+UseSerialGC").doesNotContain("-Xmn32m");
    assertThat(options("fleet", "-XX:+UseSerialGC")).contains("-Xmn32m");
  }
}
