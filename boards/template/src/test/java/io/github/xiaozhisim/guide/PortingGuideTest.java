package io.github.xiaozhisim.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.guide.Guide.Step;
import io.github.xiaozhisim.guide.Workshop.Outcome;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what {@code boards/PORTING.md} says, step by step, and sees what the guide says will be seen. Commands run
 * as they stand there; only Maven and the simulator are played by this test, which compiles, runs the contracts and
 * answers as a server itself. The whole guide with both of them is followed by the continuous integration.
 */
class PortingGuideTest {

  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
  private static final Path GUIDE = REPOSITORY.resolve("boards/PORTING.md");
  private static final Pattern NAMED_TEST = Pattern.compile("-Dtest='?([^' ]+)'?");
  private static final int MOST_LINES = 150;

  @TempDir private Path folder;

  @Test
  void shouldLeadToAToyThatKeepsItsPromisesAndTalks() throws Exception {
    Workshop workshop = new Workshop(REPOSITORY, folder);
    Outcome last = new Outcome(0, "");
    int runs = 0;
    for (Step step : Guide.read(GUIDE, "Step by step").steps()) {
      if (step.file()) {
        workshop.write(step.note(), step.text());
      } else if (step.language().equals("text")) {
        assertThat(last.text()).as("what %s promises will be seen", step).contains(step.text());
      } else if (step.note().equals("talks")) {
        talk(workshop, step);
        runs++;
      } else {
        for (String call : workshop.shell(step.text())) {
          last = doAsCalled(workshop, step, call);
          runs++;
        }
      }
    }
    assertThat(runs).as("calls of Maven and the simulator").isGreaterThan(4);
  }

  private static Outcome doAsCalled(Workshop workshop, Step step, String call) throws Exception {
    Matcher test = NAMED_TEST.matcher(call);
    if (call.startsWith("./xiaozhi boards validate ")) {
      assertThat(Boards.load(workshop.at(call.substring(call.lastIndexOf(' ') + 1)).toString())).isNotEmpty();
      return new Outcome(0, "");
    }
    assertThat(call).as("a command that this test can play, at %s", step).startsWith("./mvnw ").contains("boards/toy");
    assertThat(Files.readString(workshop.at("pom.xml"))).contains("<module>boards/toy</module>");
    assertThat(test.find()).as("%s names its tests", call).isTrue();
    workshop.compile();
    Outcome outcome = workshop.test(test.group(1));
    assertThat(outcome.code()).as("%s said\n%s", call, outcome.text()).isEqualTo(step.note().equals("fails") ? 1 : 0);
    return outcome;
  }

  private void talk(Workshop workshop, Step step) throws Exception {
    Matcher words = Pattern.compile("echo '([^']+)'").matcher(step.text());
    assertThat(words.find()).as("%s says something", step).isTrue();
    try (NettyTransport transport = NettyTransport.open();
        NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, new EchoingServer())) {
      List<String> command = workshop.java("io.github.xiaozhisim.toy.ToyDevice");
      command.add(workshop.at("boards/toy/board.json").toString());
      command.add("ws://127.0.0.1:" + server.port() + "/xiaozhi/v1/");
      command.add(folder.resolve("settings.json").toString());
      Process toy = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      List<String> lines = new CopyOnWriteArrayList<>();
      Thread reader = Thread.ofPlatform().daemon().start(() -> read(toy, lines));
      try (Writer keyboard = toy.outputWriter(StandardCharsets.UTF_8)) {
        within(() -> lines.contains("[STANDBY]"), lines);
        keyboard.write(words.group(1) + "\n");
        keyboard.flush();
        within(() -> lines.contains("ASSISTANT: 听到了"), lines);
      }
      reader.join(Duration.ofSeconds(20));
      assertThat(toy.waitFor(Duration.ofSeconds(20))).as("ends with its input").isTrue();
      assertThat(lines).contains("USER: " + words.group(1));
      assertThat(toy.exitValue()).as("%s", lines).isZero();
    }
  }

  private static void within(java.util.function.BooleanSupplier seen, List<String> lines) {
    await("among " + lines).atMost(Duration.ofSeconds(20)).until(seen::getAsBoolean);
  }

  private static void read(Process toy, List<String> lines) {
    try (BufferedReader in = toy.inputReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add("cannot be read: " + e);
    }
  }

  @Test
  void shouldBeginANewBoardInLessThanAHundredAndFiftyLines() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("boards/template/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    assertThat(lines).as("lines of the template, imports and comments and all").isLessThan(MOST_LINES);
  }
}
