package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations recorded with two real servers, played to a device: it says what the firmware would have said. */
class TranscriptReplayTest {

  static Stream<Arguments> conversations() {
    return Stream.of(
        arguments(
            "joey-auto",
            "hello, listen start auto, mcp, mcp, mcp, listen start auto",
            "connecting, listening, speaking, listening"),
        arguments(
            "xinnan-auto",
            "hello, listen start auto, mcp, mcp, mcp, listen start auto",
            "connecting, listening, speaking, listening"),
        arguments(
            "joey-manual",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, listen start manual, listen stop",
            "connecting, listening, idle, speaking, idle, listening, idle, speaking, idle"),
        arguments(
            "xinnan-manual",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, listen start manual, listen stop",
            "connecting, listening, idle, speaking, idle, listening, idle, speaking, idle"),
        arguments(
            "joey-realtime",
            "hello, listen start realtime, mcp, mcp, mcp",
            "connecting, listening, speaking, listening, speaking, listening"),
        // the button aborts without a reason; the device waits in speaking for tts stop, then it is idle
        arguments(
            "joey-abort",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, abort, listen start manual, listen stop",
            "connecting, listening, idle, speaking, idle, listening, idle, speaking, idle"),
        // the greeting interrupts listening, so a second listen start follows it
        arguments(
            "xinnan-wake",
            "hello, listen detect, listen start auto, mcp, mcp, listen start auto, mcp",
            "connecting, listening, speaking, listening"),
        arguments("xinnan-text", "hello, listen detect, mcp, mcp, mcp", "connecting, idle, speaking, idle"),
        arguments(
            "joey-mcp",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, mcp",
            "connecting, listening, idle, speaking, idle"),
        arguments(
            "xinnan-mcp",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, mcp",
            "connecting, listening, idle, speaking, idle"),
        arguments(
            "joey-exit",
            "hello, listen start manual, mcp, mcp, mcp, listen stop",
            "connecting, listening, idle, speaking, idle"),
        arguments(
            "xinnan-realtime",
            "hello, listen start realtime, mcp, mcp, mcp",
            "connecting, listening, speaking, listening, speaking, listening"),
        arguments(
            "xinnan-abort",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, abort, listen start manual, listen stop",
            "connecting, listening, idle, speaking, idle, listening, idle, speaking, idle"),
        // no stt in a turn of words, and a pause of 0.36 s between sentences
        arguments("joey-text", "hello, listen detect, mcp, mcp, mcp", "connecting, idle, speaking, idle"),
        arguments(
            "joey-wake",
            "hello, listen detect, listen start auto, mcp, mcp, mcp, listen start auto",
            "connecting, listening, speaking, listening"),
        // nothing recognised is no message at all
        arguments(
            "joey-emptyasr", "hello, listen start manual, mcp, mcp, mcp, listen stop", "connecting, listening, idle"),
        arguments(
            "xinnan-emptyasr", "hello, listen start manual, mcp, mcp, mcp, listen stop", "connecting, listening, idle"),
        // recorded with a client that never answered the tool; this device does, and the server's times stay
        arguments(
            "joey-mcp-slow",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, mcp",
            "connecting, listening, idle, speaking, idle"),
        arguments(
            "xinnan-mcp-slow",
            "hello, listen start manual, mcp, mcp, mcp, listen stop, mcp",
            "connecting, listening, idle, speaking, idle"),
        // the recorded client said goodbye while it was spoken to: one server stops and closes, the other goes on
        arguments(
            "joey-goodbye",
            "hello, listen start manual, mcp, mcp, mcp, listen stop",
            "connecting, listening, idle, speaking, idle"),
        arguments(
            "xinnan-goodbye",
            "hello, listen start manual, mcp, mcp, mcp, listen stop",
            "connecting, listening, idle, speaking"),
        // this server closes without tts stop
        arguments(
            "xinnan-exit",
            "hello, listen start manual, mcp, mcp, mcp, listen stop",
            "connecting, listening, idle, speaking, idle"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void shouldSayWhatTheFirmwareWouldHaveSaid(String name, String messages, String states) {
    DeviceRig rig = TranscriptReplay.play(name);
    assertThat(String.join(", ", rig.server.kinds())).isEqualTo(messages);
    assertThat(String.join(", ", rig.states)).isEqualTo(states);
    assertThat(rig.violations).isEmpty();
    assertThat(rig.failures).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void shouldPlayEveryPacketOfTheServer(String name, String messages, String states) {
    DeviceRig rig = TranscriptReplay.play(name);
    assertThat(rig.audioAccepted).isEqualTo((int) Transcript.read(name).serverPackets());
    assertThat(rig.audioDropped).isZero();
    assertThat(rig.device.audio().decodeQueueDropped()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void shouldRunTheSameTwice(String name, String messages, String states) {
    assertThat(TranscriptReplay.play(name).server.wire).isEqualTo(TranscriptReplay.play(name).server.wire);
  }

  @Test
  void shouldDoWhatTheServersToolCallAsks() {
    for (String name : List.of("xinnan-mcp", "joey-mcp")) {
      DeviceRig rig = TranscriptReplay.play(name);
      String answer = rig.server.texts.stream().filter(t -> t.contains("\"type\":\"mcp\"")).toList().getLast();
      assertThat(answer).as(name).contains("\"content\":[{\"type\":\"text\",\"text\":\"true\"}],\"isError\":false");
      assertThat(rig.device.volume()).as(name).isEqualTo(35);
    }
  }

  @Test
  void shouldUseTheSessionTheServerNamed() {
    DeviceRig rig = TranscriptReplay.play("joey-auto");
    assertThat(rig.server.texts.get(1)).startsWith("{\"session_id\":\"f30968ff-a47a-c74c-a323-0bb8b4c9d290\"");
  }
}
