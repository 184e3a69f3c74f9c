package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.session.SessionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person traces of a device in hand. */
class SessionTraceTest extends DeviceInHand {

  private String traced(LocalSession session, @Nullable Path file) {
    String[] failure = {""};
    scheduler.execute(
        () -> {
          try {
            session.trace(file);
          } catch (SessionException e) {
            failure[0] = String.valueOf(e.getMessage());
          }
        });
    scheduler.runForMillis(1);
    return failure[0];
  }

  @Test
  void shouldTraceWhatTheDeviceDoesFromTheMiddleOfItsLife(@TempDir Path folder) throws Exception {
    LocalSession session = started(ListeningMode.AUTO);
    session.connect();
    scheduler.runForMillis(500);
    Path file = folder.resolve("turn.json");

    assertThat(traced(session, file)).isEmpty();
    session.say(SAID);
    scheduler.runForMillis(20_000);
    assertThat(traced(session, null)).isEmpty();
    session.say(SAID);
    scheduler.runForMillis(20_000);

    JsonNode events = Json.MAPPER.readTree(Files.readString(file)).path("traceEvents");
    List<String> names = new ArrayList<>();
    events.forEach(event -> names.add(event.path("ph").asString("") + " " + event.path("name").asString("")));
    assertThat(names)
        .containsSubsequence("B idle", "B open", "B listening", "i > listen start", "i < tts start", "B speaking");
    assertThat(names).contains("i frame", "C queues");
    assertThat(names.stream().filter(name -> name.startsWith("B"))).hasSameSizeAs(
        names.stream().filter(name -> name.startsWith("E")).toList());
    events.forEach(
        event -> assertThat(event.path("ts").asDouble(-1)).as("from its beginning to its end").isBetween(0.0, 20.1e6));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void shouldWriteATraceThatNobodyEndedWhenTheDeviceIsSwitchedOff(@TempDir Path folder) throws Exception {
    LocalSession session = started(ListeningMode.AUTO);
    Path file = folder.resolve("all.json");

    assertThat(traced(session, file)).isEmpty();
    scheduler.execute(session::close);
    scheduler.runForMillis(1_000);

    assertThat(Json.MAPPER.readTree(Files.readString(file)).path("traceEvents").size()).isPositive();
  }

  @Test
  void shouldSayAtOnceThatATraceCannotBeWritten(@TempDir Path folder) {
    LocalSession session = started(ListeningMode.AUTO);

    assertThat(traced(session, null)).isEqualTo("nothing is traced; 'trace FILE.json' begins it");
    assertThat(traced(session, folder.resolve("nowhere").resolve("a.json")))
        .contains("cannot be written")
        .endsWith("name another file");
  }
}
