package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualMicrophoneTest {

  private static final int WARM_UP_MILLIS = 120;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> log = new ArrayList<>();
  private final List<Long> latenesses = new ArrayList<>();
  private int moved;
  private final VirtualMicrophone microphone =
      new VirtualMicrophone(
          scheduler,
          clip('s', 3, -1),
          new VirtualMicrophone.PacingListener() {
            @Override
            public void onFrame(long lateNanos) {
              latenesses.add(lateNanos / 1_000_000);
            }

            @Override
            public void onFramesMoved(int frames) {
              moved += frames;
            }
          });

  // ---- silence -----------------------------------------------------------------------------------------------------

  @Test
  void shouldDeliverTheFirstPacket180MillisAfterTheStartAndThenOneEvery60() {
    scheduler.runForMillis(1_000);
    start();
    scheduler.runForMillis(359);
    assertThat(log).containsExactly("1180 s0 @1180", "1240 s1 @1240", "1300 s2 @1300");

    scheduler.runForMillis(1);
    assertThat(log).hasSize(4);
  }

  @Test
  void shouldRepeatTheSilenceAndGoOnWithItAfterAClip() {
    start();
    runUntilMillis(420); // five frames
    microphone.say(clip('a', 2, -1), new Listener());
    runUntilMillis(660);

    assertThat(packets()).containsExactly("s0", "s1", "s2", "s0", "s1", "a0", "a1", "s2", "s0");
  }

  @Test
  void shouldBeginANewGridWithEveryStart() {
    start();
    runUntilMillis(200);
    microphone.stop();
    microphone.stop();
    runUntilMillis(1_000);
    assertThat(log).containsExactly("180 s0 @180");

    runUntilMillis(1_007);
    start();
    runUntilMillis(1_250);
    assertThat(log).containsExactly("180 s0 @180", "1187 s1 @1187", "1247 s2 @1247");
  }

  @Test
  void shouldStayOnTheGridOfItsDeviceWheneverItStarts() {
    microphone.onGrid(17_000_000);
    runUntilMillis(3);
    start(); // warm at 123; the grid is at 17, 77, 137, …
    runUntilMillis(260);
    microphone.stop();
    runUntilMillis(1_007);
    start();
    runUntilMillis(1_260);
    assertThat(log).containsExactly("197 s0 @197", "257 s1 @257", "1217 s2 @1217");
  }

  @Test
  void shouldRefuseAPhaseOutsideAFrame() {
    assertThatThrownBy(() -> microphone.onGrid(60_000_000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> microphone.onGrid(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldHaveTheFrameLengthOfItsSilence() {
    assertThat(microphone.frameMillis()).isEqualTo(60);
    Clip other = new Clip("x", "", "", 16_000, 20, clip('x', 1, -1).packets(), -1, -1);
    assertThatThrownBy(() -> microphone.say(other, new Listener())).isInstanceOf(IllegalArgumentException.class);
    assertThat(microphone.speaking()).isFalse();
  }

  // ---- speech ------------------------------------------------------------------------------------------------------

  @Test
  void shouldSayFromTheFirstFrameOnWhatItWasToldBeforeTheStart() {
    microphone.say(clip('a', 3, 100), new Listener());
    assertThat(microphone.speaking()).isTrue();
    runUntilMillis(500);
    assertThat(log).isEmpty();

    start();
    runUntilMillis(900);
    assertThat(log)
        .containsExactly(
            "680 began @620",
            "680 a0 @680",
            "740 a1 @740",
            "800 a2 @800",
            "800 ended @800, last voiced @720",
            "860 s0 @860");
    assertThat(microphone.speaking()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 120", // in the warm-up
    "119, 120",
    "120, 120", // just as the first frame begins
    "121, 180", // the frame being captured stays as it is
    "179, 180",
    "180, 180",
    "181, 240"
  })
  void shouldBeginWithTheNextFrameThatHasNotBegun(long sayMillis, long beginMillis) {
    start();
    runUntilMillis(sayMillis);
    microphone.say(clip('a', 1, -1), new Listener());
    runUntilMillis(500);

    assertThat(log)
        .contains(
            (beginMillis + 60) + " began @" + beginMillis,
            (beginMillis + 60) + " a0 @" + (beginMillis + 60),
            (beginMillis + 60) + " ended @" + (beginMillis + 60) + ", last voiced @" + (beginMillis + 60));
    assertThat(packets()).hasSize(6).containsOnlyOnce("a0");
  }

  @Test
  void shouldSayAClipRightAfterAnother() {
    start();
    microphone.say(
        clip('a', 2, 90),
        new Listener() {
          @Override
          public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
            super.onSpeechEnded(lastVoicedNanos, endNanos);
            microphone.say(clip('b', 2, 30), new Listener());
          }
        });
    runUntilMillis(420);

    assertThat(packets()).containsExactly("a0", "a1", "b0", "b1", "s0");
    assertThat(log)
        .contains("240 ended @240, last voiced @210", "300 began @240", "360 ended @360, last voiced @270");
  }

  @Test
  void shouldReplaceWhatIsBeingSaid() {
    start();
    microphone.say(clip('a', 5, 300), new Listener());
    runUntilMillis(250);
    microphone.say(clip('b', 2, 60), new Listener());
    runUntilMillis(430);

    // the frame that was being captured when the speaker changed his mind is silent
    assertThat(packets()).containsExactly("a0", "a1", "s0", "b0", "b1");
    assertThat(log.stream().filter(line -> line.contains("ended"))).containsExactly("420 ended @420, last voiced @360");
  }

  @Test
  void shouldForgetTheClipWhenStoppedAndNotTellTheListener() {
    start();
    microphone.say(clip('a', 5, 300), new Listener());
    runUntilMillis(250);
    microphone.stop();
    assertThat(microphone.speaking()).isFalse();
    start();
    runUntilMillis(500);

    assertThat(packets()).containsExactly("a0", "a1", "s0", "s1");
    assertThat(log).noneMatch(line -> line.contains("ended"));
  }

  @Test
  void shouldBeSilentAfterAHushAndNotTellTheListener() {
    start();
    microphone.say(clip('a', 5, 300), new Listener());
    runUntilMillis(250);
    microphone.hush();
    runUntilMillis(400);

    assertThat(microphone.speaking()).isFalse();
    assertThat(packets()).containsExactly("a0", "a1", "s0", "s1");
    assertThat(log).noneMatch(line -> line.contains("ended"));
  }

  @Test
  void shouldDeliverNothingMoreWhenTheSinkStopsIt() {
    microphone.start(
        WARM_UP_MILLIS,
        (packet, captured) -> {
          log.add("packet");
          microphone.stop();
        });
    runUntilMillis(1_000);

    assertThat(log).containsExactly("packet");
  }

  @Test
  void shouldDeliverNothingMoreWhenTheListenerStopsIt() {
    start();
    microphone.say(
        clip('a', 2, 60),
        new Listener() {
          @Override
          public void onSpeechStarted(long nanos) {
            microphone.stop();
          }
        });
    runUntilMillis(1_000);

    assertThat(log).isEmpty();
  }

  @Test
  void shouldKeepTheGridWhenTheListenerThinksBetterOfIt() {
    start();
    microphone.say(
        clip('a', 2, 60),
        new Listener() {
          @Override
          public void onSpeechStarted(long nanos) {
            microphone.hush();
          }
        });
    runUntilMillis(310);

    assertThat(log).containsExactly("180 s0 @180", "240 s1 @240", "300 s2 @300");
  }

  // ---- punctuality -------------------------------------------------------------------------------------------------

  @Test
  void shouldKeepTheGridWhenADeliveryIsLate() {
    start();
    stall(170, 225);
    runUntilMillis(310);

    assertThat(log).containsExactly("225 s0 @180", "240 s1 @240", "300 s2 @300");
    assertThat(latenesses).containsExactly(45L, 0L, 0L);
    assertThat(moved).isZero();
  }

  @Test
  void shouldMoveTheGridByWholeFramesAndCountThemWhenTheMachineStalls() {
    start();
    stall(190, 430); // the frame of 240 ms is 190 ms late: three frames are moved, 10 ms remain
    runUntilMillis(560);

    assertThat(log).containsExactly("180 s0 @180", "430 s1 @420", "480 s2 @480", "540 s0 @540");
    assertThat(latenesses).containsExactly(0L, 10L, 0L, 0L);
    assertThat(moved).isEqualTo(3);
  }

  @Test
  void shouldNeverBuildUpABacklog() {
    start();
    for (int i = 1; i <= 20; i++) {
      stall(i * 500, i * 500 + 313);
    }
    runUntilMillis(12_000);

    assertThat(latenesses).allMatch(late -> late <= 60);
    assertThat(log.size() + moved).isEqualTo((12_000 - 120) / 60);
    for (int i = 2; i < log.size(); i++) {
      assertThat(captured(i) - captured(i - 2)).isGreaterThanOrEqualTo(120);
    }
  }

  @Test
  void shouldMoveTheLastVoicedSampleWithTheGrid() {
    start();
    microphone.say(clip('a', 5, 250), new Listener());
    stall(190, 430); // a1 comes at 420 instead of 240
    runUntilMillis(700);

    assertThat(log)
        .contains("180 began @120", "600 a4 @600", "600 ended @600, last voiced @550"); // 120 + 250 + 180 moved
  }

  @Test
  void shouldNotMoveTheLastVoicedSampleWhenItWasSaidBeforeTheStall() {
    start();
    microphone.say(clip('a', 5, 50), new Listener());
    stall(190, 430);
    runUntilMillis(700);

    assertThat(log).contains("600 ended @600, last voiced @170");
  }

  @Test
  void shouldTellWhenAClipReallyBeganThatWaitedThroughAStall() {
    start();
    runUntilMillis(185);
    microphone.say(clip('a', 2, 60), new Listener()); // from 240 on
    stall(190, 430);
    runUntilMillis(700);

    assertThat(log).contains("430 s1 @420", "480 began @420", "540 ended @540, last voiced @480");
  }

  private void start() {
    microphone.start(
        WARM_UP_MILLIS,
        (packet, capturedNanos) ->
            log.add(
                nowMillis() + " " + (char) packet.bytes()[0] + packet.bytes()[1] + " @" + capturedNanos / 1_000_000));
  }

  /** At {@code fromMillis} the machine does nothing until {@code untilMillis}. */
  private void stall(long fromMillis, long untilMillis) {
    scheduler.at(fromMillis * 1_000_000, () -> ((VirtualClock) scheduler.clock()).moveTo(untilMillis * 1_000_000));
  }

  private void runUntilMillis(long millis) {
    scheduler.runUntil(millis * 1_000_000);
  }

  private long nowMillis() {
    return scheduler.clock().nowNanos() / 1_000_000;
  }

  private List<String> packets() {
    return log.stream().filter(line -> line.matches("\\d+ [a-z]\\d @.*")).map(line -> line.split(" ")[1]).toList();
  }

  private long captured(int line) {
    return Long.parseLong(log.get(line).substring(log.get(line).indexOf('@') + 1));
  }

  private static Clip clip(char name, int frames, double lastVoicedMillis) {
    List<Payload> packets = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      packets.add(Payload.shared(new byte[] {(byte) name, (byte) i}));
    }
    return new Clip(
        String.valueOf(name), "", "", 16_000, 60, packets, lastVoicedMillis < 0 ? -1 : 10, lastVoicedMillis);
  }

  private class Listener implements VirtualMicrophone.SpeechListener {
    @Override
    public void onSpeechStarted(long nanos) {
      log.add(nowMillis() + " began @" + nanos / 1_000_000);
    }

    @Override
    public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
      log.add(
          nowMillis() + " ended @" + endNanos / 1_000_000 + ", last voiced @" + lastVoicedNanos / 1_000_000);
    }
  }
}
