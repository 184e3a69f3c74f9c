package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;

/** What comes down, what is played of it, and what the device plays by itself. */
final class PlaybackCases {

  private static final byte[] TWENTY_MILLIS = {0x48, 1, 2, 3};
  private static final byte[] TWICE_SIXTY_MILLIS = {0x59, 1, 2, 1, 2};
  private static final byte[] STEREO = {0x5c, 1, 2, 3};

  @Case("A06")
  void ofSixtyPacketsAtOnceFortyThreeArePlayed(Stage stage) {
    stage.speaking();
    stage.audio(60);
    stage.run(10);
    stage.expect("packets taken", stage.observer().accepted(), 43);
    stage.expect("packets dropped", stage.device().audio().decodeQueueDropped(), 17L);
    stage.run(3_000);
    stage.expect("packets played", stage.device().audio().played(), 43L);
    stage.expectState("speaking");
  }

  @Case("A07")
  void aBurstOfSixAndThenRealTimePlaysWithoutAHole(Stage stage) {
    burst(stage, 6);
  }

  @Case("A08")
  void aBurstOfThreeAndThenRealTimePlaysWithoutAHole(Stage stage) {
    burst(stage, 3);
  }

  private static void burst(Stage stage, int packets) {
    stage.speaking();
    stage.audio(packets);
    stage.run(60);
    stage.audioInRealTime(40);
    stage.run(1_000);
    stage.expect("packets played", stage.device().audio().played(), packets + 40L);
    stage.expect("dropped", stage.observer().dropped(), 0);
    stage.expect("holes", stage.timeline().entries().stream().filter(e -> e.text().startsWith("~ gap")).count(), 0L);
  }

  @Case("A09")
  void aHoleOf300MsIsSilenceAndNothingElse(Stage stage) {
    stage.speaking();
    stage.audio(1);
    stage.run(361);
    stage.audio(5);
    stage.seesNothingFor(1_000);
    stage.expectNote("gap of 301 ms");
    stage.expectState("speaking");
    stage.expect("packets played", stage.device().audio().played(), 6L);
  }

  @Case("A10")
  void soundOf24KhzPlaysThoughTheHelloSays16(Stage stage) {
    long[] loud = {0};
    soundCard(stage, loud);
    stage.peer().answersHelloWith(hello("16000", "60"));
    stage.speaking();
    loud[0] = 0;
    sendTone(stage, 10);
    stage.run(1_000);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), 0L);
    stage.expectBetween("loud samples at 24 kHz", loud[0], 12_000, 15_000);
  }

  @Case("A11")
  void aPacketLongerThanAnnouncedIsADecodeError(Stage stage) {
    stage.speaking();
    stage.peer().sendBinary(TWICE_SIXTY_MILLIS);
    stage.audio(1);
    stage.run(500);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), stage.strict() ? 1L : 0L);
    stage.expect("packets played", stage.device().audio().played(), stage.strict() ? 1L : 2L);
  }

  @Case("A12")
  void aPacketShorterThanAnnouncedPlaysAsLongAsItIs(Stage stage) {
    stage.speaking();
    long before = stage.nowMillis();
    stage.peer().sendBinary(TWENTY_MILLIS);
    while (stage.notes("silent") < 2 && stage.nowMillis() < before + 1_000) { // the first was the sound of being ready
      stage.run(1);
    }
    stage.expectBetween("its time in ms", stage.nowMillis() - before, 20, 23);
  }

  @Case("A15")
  void aStereoPacketIsPlayed(Stage stage) {
    stage.speaking();
    stage.peer().sendBinary(STEREO);
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 1L);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), 0L);
  }

  @Case("A16")
  void aSoundWithAFullQueueHoldsUpTheMainLoop(Stage stage) {
    stage.mqttSpeaking();
    for (int i = 1; i <= 50; i++) {
      stage.gateway().sendAudio(i, Stage.packet());
    }
    stage.run(10);
    stage.gateway().drop();
    stage.run(10);
    stage.button(); // its abort cannot be published: a failure, which sounds
    stage.sees("[idle]");
    stage.expectNote("sound exclamation");
    stage.button();
    stage.seesNothingFor(150); // five packets of the sound, and no room for them yet
    stage.seesWithin(300, "[connecting]", "D> CONNECT", "D> hello", "[listening]");
    stage.seesBetween(2_000, 4_000, "D> LS(auto)"); // all that is queued plays out
  }

  /** Section 1.5: capture waits for silence, also where a sound begins before the loop hears of the silence. */
  @Case(value = "A16", in = Fidelity.STRICT)
  void listeningWaitsForASoundThatBeganWhileTheLoopStoodStill(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 1_500)));
    stage.speaking();
    stage.audio(10);
    stage.server(T_STOP);
    stage.sees("[listening]");
    McpTalk mcp = new McpTalk(stage);
    int photo = mcp.call("self.camera.take_photo", "{\"question\":\"?\"}");
    stage.seesNothingFor(1_400); // the answer has been heard to its end
    stage.server("{\"type\":\"alert\",\"status\":\"Note\",\"message\":\"battery\",\"emotion\":\"sad\"}");
    stage.run(60);
    mcp.seesError(photo, 0, "Failed to capture photo");
    stage.seesWithin(2_000, "D> LS(auto)");
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
  }

  @Case("A17")
  void aVolumeOfZeroIsTenAfterARestart(Stage stage) {
    stage.listening();
    stage.server(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":0}}}}");
    stage.run(50);
    stage.expect("volume", stage.device().volume(), 0);
    stage.powerCycle();
    stage.run(50);
    stage.expect("volume", stage.device().volume(), 10);
    stage.forget();
  }

  @Case("A19")
  void theSleepingOutputIsWokenForTheNextAnswer(Stage stage) {
    stage.speaker().withAmplifier(on -> stage.user("amplifier " + (on ? "on" : "off")));
    stage.listening();
    stage.run(20_000);
    stage.expect("off", amplifier(stage, "off"), 1);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(3);
    stage.run(300);
    stage.expect("on", amplifier(stage, "on"), 2); // the first time for the sound of being ready
    stage.expect("packets played", stage.device().audio().played(), 3L);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  private static int amplifier(Stage stage, String how) {
    return (int)
        stage.timeline().entries().stream().filter(entry -> entry.text().equals("* amplifier " + how)).count();
  }

  @Case("A26")
  void aMissingDecoderComesBackWithAnotherValidPairOnly(Stage stage) {
    stage.speaking();
    stage.audio(1); // recorded: 24000/60
    stage.run(100);
    stage.server(hello("44100", "60"));
    stage.run(10);
    stage.audio(3);
    stage.run(300);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), stage.strict() ? 3L : 0L);
    stage.server(hello("24000", "60"));
    stage.run(10);
    stage.audio(3); // the pair that is still recorded
    stage.run(300);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), stage.strict() ? 6L : 0L);
    stage.server(hello("16000", "60"));
    stage.run(10);
    stage.audio(3);
    stage.run(300);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), stage.strict() ? 6L : 0L);
    stage.expect("packets played", stage.device().audio().played(), stage.strict() ? 4L : 10L);
  }

  private static String hello(String rate, String millis) {
    return "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\",\"audio_params\":{\"sample_rate\":"
        + rate + ",\"frame_duration\":" + millis + "}}";
  }

  private static void soundCard(Stage stage, long[] loud) {
    stage.soundCard(
        new VirtualPcmMicrophone(stage.time(), 16_000, 1),
        new VirtualPcmSpeaker(
            stage.time(),
            24_000,
            (samples, nanos) -> {
              for (short sample : samples) {
                loud[0] += Math.abs(sample) > 300 ? 1 : 0;
              }
            }));
  }

  private static void sendTone(Stage stage, int packets) {
    OpusEncoder encoder = new OpusEncoder(24_000);
    short[] frame = new short[encoder.frameSamples()];
    for (int packet = 0; packet < packets; packet++) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (short) (9_000 * Math.sin(2 * Math.PI * 440 * (packet * frame.length + i) / 24_000));
      }
      stage.peer().sendBinary(encoder.encode(frame, 0, frame.length));
    }
  }
}
