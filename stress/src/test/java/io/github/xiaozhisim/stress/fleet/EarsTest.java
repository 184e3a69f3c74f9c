package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarsTest {

  private static final Corpus CORPUS = Corpus.builtIn();
  private static final double PLENTY = 2;

  private final VirtualClock clock = new VirtualClock(0);

  private static void play(VirtualSpeaker.Ear ear, Clip clip) {
    long at = 0;
    for (Payload packet : clip.packets()) {
      ear.hear(packet.bytes(), at);
      at += 60_000_000;
    }
    ear.quiet();
    ear.forget();
  }

  private Ears.Sums heard(Ears ears, int count) {
    try (ears) {
      List<VirtualSpeaker.Ear> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(ears.listen());
      }
      for (VirtualSpeaker.Ear ear : all) {
        play(ear, CORPUS.answers().getFirst());
        ear.forget(); // nothing in between: no answer of its own
        play(ear, CORPUS.silence());
      }
    }
    return ears.sums();
  }

  @Test
  void shouldJudgeWholeAnswersOnThreadsOfTheirOwnAsOnTheSpot() {
    Ears.Sums own = heard(Ears.within(PLENTY, clock, false), 3);
    Ears.Sums onTheSpot = heard(Ears.onTheSpot(), 3);

    assertThat(own.devices()).isEqualTo(3);
    assertThat(own.answers()).isEqualTo(6).isEqualTo(onTheSpot.answers());
    assertThat(own.silentAnswers()).isEqualTo(3).isEqualTo(onTheSpot.silentAnswers());
    assertThat(own.packets()).isEqualTo(onTheSpot.packets());
    assertThat(own.leftOutAnswers()).isZero();
    assertThat(own.skippedPackets()).isZero();
    assertThat(own.budget()).isEqualTo(PLENTY);
  }

  @Test
  void shouldLeaveOutWholeAnswersBeyondTheBudgetAndCountThem() {
    int packets = CORPUS.silence().packets().size();
    Ears ears = Ears.within(0.02, clock, false); // six ears at a time as long as nothing is known
    try (ears) {
      List<VirtualSpeaker.Ear> all = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        all.add(ears.listen());
      }
      long at = 0;
      for (Payload packet : CORPUS.silence().packets()) {
        for (VirtualSpeaker.Ear ear : all) {
          ear.hear(packet.bytes(), at);
        }
        at += 60_000_000;
      }
      all.forEach(VirtualSpeaker.Ear::forget);
    }
    assertThat(ears.sums().answers()).isEqualTo(6);
    assertThat(ears.sums().leftOutAnswers()).isEqualTo(4);
    assertThat(ears.sums().packets()).isEqualTo(6L * packets);
    assertThat(ears.sums().skippedPackets()).isEqualTo(4L * packets);
  }

  @Test
  void shouldCountAnAnswerThatFoundTheQueueFullAsLeftOutAndNotAsHeard() {
    Ears ears = Ears.within(0.02, clock, false);
    try (ears) {
      VirtualSpeaker.Ear ear = ears.listen();
      byte[] packet = CORPUS.answers().getFirst().packets().getFirst().bytes();
      while (ears.sums().skippedPackets() == 0) { // faster than anybody decodes
        ear.hear(packet, 0);
      }
      ear.forget();
    }
    assertThat(ears.sums().answers()).isZero();
    assertThat(ears.sums().leftOutAnswers()).isEqualTo(1);
  }
}
