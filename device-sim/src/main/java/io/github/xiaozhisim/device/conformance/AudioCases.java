package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.SimLink;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.ui.Led;
import java.util.Collections;
import java.util.List;

/** What goes up, and what is dropped on the way. */
final class AudioCases {

  private static final SpeechListener NOBODY =
      new SpeechListener() {
        @Override
        public void onSpeechStarted(long nanos) {}

        @Override
        public void onSpeechEnded(long lastVoicedNanos, long endNanos) {}
      };

  @Case("A01")
  void tenSecondsOfSpeechAreAPacketEvery60Ms(Stage stage) {
    stage.listening();
    Clip longest = Corpus.builtIn().utterances().getFirst();
    for (Clip clip : Corpus.builtIn().utterances()) {
      longest = clip.packets().size() > longest.packets().size() ? clip : longest;
    }
    stage.microphone().say(longest, NOBODY);
    stage.run(10_000);
    stage.expectBetween("packets", stage.packetsSent(), 164, 167);
    int wideband = 0;
    List<byte[]> packets = stage.peer().packets().subList(1, longest.packets().size());
    for (byte[] packet : packets) {
      wideband += packet[0] == 0x58 ? 1 : 0;
    }
    stage.expectBetween("packets of wideband speech, in percent", wideband * 100L / packets.size(), 90, 100);
  }

  @Case("A02")
  void silenceIsAPacketEvery60MsMostlyOfOneByte(Stage stage) {
    stage.soundCard(
        new VirtualPcmMicrophone(stage.time(), 16_000, 1),
        new VirtualPcmSpeaker(stage.time(), 24_000, (samples, nanos) -> {}));
    stage.listening();
    stage.run(10_000);
    stage.expectBetween("packets", stage.packetsSent(), 160, 168);
    long small = stage.peer().packets().stream().skip(20).filter(packet -> packet.length == 1).count();
    stage.expectBetween("packets of one byte, in percent", small * 100 / (stage.peer().packets().size() - 20), 75, 95);
  }

  @Case("A03")
  void theFirstPacketComes180MsAfterListenStart(Stage stage) {
    stage.idle();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(170);
    stage.expect("packets", stage.packetsSent(), 0);
    stage.run(20);
    stage.expect("packets", stage.packetsSent(), 1);
  }

  @Case("A04")
  void aStalledUplinkKeepsTheNewestFortyPackets(Stage stage) {
    stage.listening();
    Clip large =
        new Clip("large", "", "", 16_000, 60, Collections.nCopies(400, Payload.shared(new byte[2_000])), -1, -1);
    stage.microphone().say(large, NOBODY);
    stage.run(1_000);
    SimLink link = stage.network().links().getLast();
    stage.user("the server stops to read");
    link.stallUplink();
    stage.run(7_000); // two of them until TCP takes no more
    long dropped = stage.device().audio().sendQueue().dropped();
    stage.expect("packets waiting", stage.device().audio().sendQueue().size(), 40);
    stage.expect("whether packets were dropped", dropped > 0, true);
    stage.expectState("listening");
    stage.user("the server reads again");
    link.resume();
    stage.run(1_000);
    stage.expect("packets waiting", stage.device().audio().sendQueue().size(), 0);
    stage.expect("dropped since", stage.device().audio().sendQueue().dropped() - dropped, 0L);
  }

  @Case("A04")
  void whatAStalledCallLeftBehindIsNotSentInTheNext(Stage stage) {
    stage.listening();
    Clip large =
        new Clip("large", "", "", 16_000, 60, Collections.nCopies(90, Payload.shared(new byte[2_000])), -1, -1);
    stage.microphone().say(large, NOBODY);
    stage.run(1_000);
    stage.network().links().getLast().stallUplink();
    stage.run(6_000);
    stage.button();
    stage.run(10);
    stage.expectState("idle");
    stage.expect("packets waiting", stage.device().audio().sendQueue().size(), 0);
    stage.quiet();
    stage.forget();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 13, 15);
  }

  @Case("A05")
  void aPacketThatCannotBeSentTakesTheQueueWithIt(Stage stage) {
    stage.listening();
    stage.run(1_000);
    byte[] tooLong = new byte[70_000]; // a message ends at 65535 bytes
    Clip one = new Clip("too long", "", "", 16_000, 60, List.of(Payload.once(tooLong)), -1, -1);
    long before = stage.device().audio().sendQueue().dropped();
    stage.microphone().say(one, NOBODY);
    stage.run(120);
    stage.expect("dropped", stage.device().audio().sendQueue().dropped() - before, 1L);
    int sent = stage.packetsSent();
    stage.run(1_000);
    stage.expectBetween("packets sent in the second after", stage.packetsSent() - sent, 16, 18);
    stage.expectState("listening");
  }

  @Case("A20")
  void withEchoCancellationSoundGoesBothWays(Stage stage) {
    stage.realtime();
    stage.speaking();
    stage.audioInRealTime(20);
    stage.expectBetween("packets sent meanwhile", stage.packetsSent(), 19, 21);
    stage.expect("packets taken", stage.observer().accepted(), 20);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesNothingFor(2_000);
  }

  @Case("A21")
  void voiceOnlyChangesTheLight(Stage stage) {
    Led light = (state, voice) -> stage.user("light " + state + (voice ? " voice" : ""));
    stage.fit(board -> board.fit(light));
    stage.listening();
    int before = lights(stage, " voice");
    stage.device().voiceDetected(true);
    stage.run(600);
    stage.device().voiceDetected(false);
    stage.seesNothingFor(600);
    stage.expect("lights with voice", lights(stage, " voice") - before, 1);
    stage.expectBetween("packets sent meanwhile", stage.packetsSent(), 17, 21);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.device().voiceDetected(true);
    stage.run(100);
    stage.expect("lights with voice", lights(stage, " voice") - before, 1);
  }

  private static int lights(Stage stage, String end) {
    return (int)
        stage.timeline().entries().stream()
            .filter(entry -> entry.text().startsWith("* light") && entry.text().endsWith(end))
            .count();
  }

  @Case("A23")
  void theEncoderRefusesAFrameOfAnotherLength(Stage stage) {
    // Nothing reaches the encoder but whole frames, so the encoder itself is asked.
    OpusEncoder encoder = new OpusEncoder(16_000);
    boolean refused = false;
    try {
      encoder.encode(new short[959], 0, 959);
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    stage.expect("whether it was refused", refused, true);
    stage.expect("whether the next is taken", encoder.encode(new short[960], 0, 960).length > 0, true);
  }
}
