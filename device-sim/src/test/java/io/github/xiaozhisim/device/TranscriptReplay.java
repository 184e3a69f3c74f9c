package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Transcript.Line;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the server's part of a recorded conversation to a device, and the user's part on its buttons. The recording's
 * times hold between what the device does and what the server answers: where the recorded client sent a message, the
 * replay waits until the device has sent its own and counts on from there.
 */
final class TranscriptReplay {

  private static final int PATIENCE_MILLIS = 20_000;

  final DeviceRig rig;
  private final Transcript transcript;
  private final List<String> awaited = new ArrayList<>();
  private double offsetMillis;

  private TranscriptReplay(Transcript transcript) {
    this.transcript = transcript;
    boolean realtime = transcript.lines().stream().anyMatch(l -> l.text().contains("\"realtime\""));
    this.rig =
        DeviceRig.ready(
            DeviceConfig.defaults().withDefaultMode(realtime ? ListeningMode.REALTIME : ListeningMode.AUTO));
    rig.server.answersHello = false;
  }

  static DeviceRig play(String name) {
    TranscriptReplay replay = new TranscriptReplay(Transcript.read(name));
    replay.play();
    return replay.rig;
  }

  private void play() {
    userBegins();
    for (Line line : transcript.lines()) {
      switch (line.who()) {
        case DEVICE -> {
          if (line.json() && !line.text().contains("\"goodbye\"")) { // firmware: never says so over a WebSocket
            userActs(line);
            awaitMessage(line);
          }
        }
        case SERVER -> serverSends(line);
        case REMARK -> {
          if (line.text().equals("client closes")) {
            rig.runMillis(1_000);
            return;
          }
        }
      }
    }
    rig.runMillis(1_000);
  }

  /** What the user did first decides how the conversation opens. */
  private void userBegins() {
    Line first =
        transcript.lines().stream()
            .filter(l -> l.who() == Transcript.Who.DEVICE && l.text().contains("\"listen\""))
            .findFirst()
            .orElseThrow();
    String kind = ScriptedServer.kind(first.text());
    boolean wake = transcript.lines().stream().anyMatch(l -> l.text().contains("\"mode\": \"auto\""));
    switch (kind) {
      case "listen start manual" -> rig.device.pressToTalk();
      case "listen start auto", "listen start realtime" -> rig.device.toggleChat();
      case "listen detect" -> {
        String text = ScriptedServer.field(first.text(), "text");
        if (wake) {
          rig.device.wakeWord(text);
        } else {
          rig.device.sayText(text);
        }
      }
      default -> throw new IllegalStateException(transcript.name() + " begins with " + kind);
    }
  }

  private void userActs(Line line) {
    String kind = ScriptedServer.kind(line.text());
    if (sent(kind) > awaited.stream().filter(kind::equals).count()) {
      return; // the device has done it by itself
    }
    switch (kind) {
      case "listen start manual" -> at(line, rig.device::pressToTalk);
      case "listen stop" -> at(line, rig.device::releaseToTalk);
      case "abort wake_word_detected" -> at(line, rig.device::toggleChat);
      default -> {}
    }
  }

  private void at(Line line, Runnable action) {
    runTo(line);
    action.run();
  }

  private void awaitMessage(Line line) {
    String kind = ScriptedServer.kind(line.text()).replace("abort wake_word_detected", "abort");
    awaited.add(kind);
    long wanted = awaited.stream().filter(kind::equals).count();
    if (sent(kind) >= wanted) {
      return;
    }
    long limit = rig.nowMillis() + PATIENCE_MILLIS;
    while (sent(kind) < wanted) {
      rig.runMillis(1);
      assertThat(rig.nowMillis())
          .as("%s at %s ms: the device never sent '%s'; it sent %s", transcript.name(), line.millis(), kind,
              rig.server.kinds())
          .isLessThan(limit);
    }
    offsetMillis = rig.nowMillis() - line.millis();
  }

  private long sent(String kind) {
    return rig.server.kinds().stream().filter(kind::equals).count();
  }

  private void serverSends(Line line) {
    if (line.text().startsWith("WS OPEN")) {
      return;
    }
    runTo(line);
    if (line.json()) {
      rig.server.send(line.text());
    } else if (line.binary()) {
      rig.server.connection.sendBinary(Payload.once(line.packet()));
    } else if (line.text().startsWith("WS CLOSED")) {
      rig.server.connection.close(1000, "");
    }
  }

  private void runTo(Line line) {
    long target = Math.round(line.millis() + offsetMillis);
    if (target > rig.nowMillis()) {
      rig.runMillis(target - rig.nowMillis());
    }
  }
}
