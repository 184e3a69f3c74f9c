package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.audio.AudioOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualSpeakerTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final VirtualSpeaker speaker = new VirtualSpeaker(scheduler);
  private final List<String> log = new ArrayList<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();

  @BeforeEach
  void listen() {
    listen(speaker);
  }

  private void listen(VirtualSpeaker to) {
    to.heardBy(
        new VirtualSpeaker.SpeakerListener() {
          @Override
          public void onFirstSound(long nanos) {
            log.add("first @" + millis(nanos));
          }

          @Override
          public void onGap(long fromNanos, long untilNanos) {
            log.add("gap @" + millis(fromNanos) + "-" + millis(untilNanos));
          }

          @Override
          public void onCut(long lostMicros) {
            log.add("cut " + lostMicros);
          }

          @Override
          public void onSilent(long nanos) {
            log.add("silent @" + millis(nanos));
          }
        });
    to.listener(
        new AudioOutput.Listener() {
          @Override
          public void onRoom() {
            while (!waiting.isEmpty() && to.hasRoom()) {
              to.play(null, waiting.remove());
            }
          }

          @Override
          public void onDrained() {
            log.add("drained @" + scheduler.clock().nowNanos() / 1_000_000);
          }
        });
  }

  @Test
  void shouldSoundAtOnceAndTellWhenItWasHeard() {
    runUntilMillis(100);
    play(60_000);
    runUntilMillis(1_000);

    assertThat(log).containsExactly("first @100", "silent @160", "drained @160");
  }

  @Test
  void shouldPlayPacketsOneAfterTheOtherForAsLongAsEachLasts() {
    play(60_000, 20_000, 2_500);
    assertThat(speaker.hasRoom()).isFalse();
    assertThat(speaker.drained()).isFalse();
    runUntilMillis(82);
    assertThat(speaker.drained()).isFalse();
    runUntilMillis(83);

    assertThat(speaker.drained()).isTrue();
    assertThat(log).containsExactly("first @0", "silent @82.5", "drained @82");
  }

  @Test
  void shouldHoldThreePacketsAndRefuseAFourth() {
    play(60_000, 60_000, 60_000);

    assertThatThrownBy(() -> speaker.play(null, 60_000)).isInstanceOf(IllegalStateException.class);
    runUntilMillis(60);
    assertThat(speaker.hasRoom()).isTrue();
  }

  @Test
  void shouldPlayABurstOfSixAndThenOneEvery60MillisWithoutAHole() {
    play(60_000, 60_000, 60_000);
    waiting.addAll(List.of(60_000, 60_000, 60_000));
    for (int i = 1; i <= 50; i++) {
      runUntilMillis(i * 60L);
      offer(60_000);
    }
    runUntilMillis(10_000);

    assertThat(log).containsExactly("first @0", "silent @3360", "drained @3360");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1000, false", "4999, false", "5000, true", "60000, true"})
  void shouldTellOnlyOfHolesThatCanBeHeard(int holeMicros, boolean told) {
    play(60_000);
    scheduler.runUntil(60_000_000L + holeMicros * 1_000L);
    play(60_000);
    scheduler.runForMillis(500);

    assertThat(log.stream().filter(line -> line.startsWith("gap")).count()).isEqualTo(told ? 1 : 0);
    if (holeMicros == 60_000) {
      assertThat(log)
          .containsExactly(
              "first @0", "silent @60", "drained @60", "gap @60-120", "silent @180", "drained @180");
    }
  }

  @Test
  void shouldTellHowMuchSoundAFlushCutsOff() {
    play(60_000, 60_000, 20_000);
    scheduler.runUntil(25_250_000);
    speaker.flush();
    assertThat(speaker.drained()).isTrue();
    assertThat(speaker.hasRoom()).isTrue();
    runUntilMillis(1_000);

    assertThat(log).containsExactly("first @0", "cut 114750");
  }

  @Test
  void shouldNotTellOfACutWhenNothingWasLost() {
    speaker.flush();
    play(60_000);
    runUntilMillis(60);
    speaker.flush();
    runUntilMillis(200);

    assertThat(log).containsExactly("first @0", "silent @60", "drained @60");
  }

  @Test
  void shouldBeginANewAnswerAfterAFlush() {
    play(60_000);
    runUntilMillis(100);
    speaker.flush();
    runUntilMillis(500);
    play(60_000);
    runUntilMillis(1_000);

    assertThat(log)
        .containsExactly("first @0", "silent @60", "drained @60", "first @500", "silent @560", "drained @560");
  }

  @Test
  void shouldPlayAtOnceAfterAFlushInTheMiddle() {
    play(60_000, 60_000);
    runUntilMillis(30);
    speaker.flush();
    play(60_000);
    runUntilMillis(500);

    assertThat(log).containsExactly("first @0", "cut 90000", "first @30", "silent @90", "drained @90");
  }

  @Test
  void shouldNotDriftHoweverLateTheTimersAre() {
    play(60_000, 60_000, 60_000);
    for (int i = 3; i < 100; i++) {
      waiting.add(60_000);
    }
    for (int i = 0; i < 80; i++) {
      stall(50 + i * 73, 50 + i * 73 + 40); // most of the packets' ends are noticed late
    }
    runUntilMillis(10_000);

    assertThat(log).hasSize(3).startsWith("first @0", "silent @6000");
  }

  @Test
  void shouldNotTakeTheMachinesStallForAHole() {
    play(60_000, 60_000);
    stall(50, 170); // both ends are noticed at 170 ms
    runUntilMillis(500);

    assertThat(log).containsExactly("first @0", "silent @120", "drained @170");
  }

  @Test
  void shouldHandEachPacketToTheEarWhenItBeginsToSound() {
    List<String> heard = new ArrayList<>();
    VirtualSpeaker heardSpeaker =
        new VirtualSpeaker(
            scheduler,
            new VirtualSpeaker.Ear() {
              @Override
              public void hear(byte[] packet, long startNanos) {
                heard.add(packet[0] + " @" + millis(startNanos));
              }

              @Override
              public void forget() {
                heard.add("forget");
              }
            });
    assertThat(heardSpeaker.wantsBytes()).isTrue();
    for (byte i = 0; i < 3; i++) {
      heardSpeaker.play(new byte[] {i}, 60_000);
    }
    assertThat(heard).containsExactly("0 @0");
    runUntilMillis(70);
    heardSpeaker.play(new byte[] {3}, 20_000);
    runUntilMillis(130);
    heardSpeaker.flush();
    heardSpeaker.play(new byte[] {9}, 60_000);
    runUntilMillis(1_000);

    assertThat(heard).containsExactly("0 @0", "1 @60", "2 @120", "forget", "9 @130");
  }

  @Test
  void shouldNotWantBytesNobodyListensTo() {
    assertThat(speaker.wantsBytes()).isFalse();
  }

  @Test
  void shouldWorkWithoutAnyListener() {
    VirtualSpeaker alone = new VirtualSpeaker(scheduler);
    alone.play(null, 60_000);
    runUntilMillis(200);

    assertThat(alone.drained()).isTrue();
  }

  @Test
  void shouldRememberTheVolume() {
    assertThat(speaker.volumePercent()).isEqualTo(100);
    speaker.volume(30);
    assertThat(speaker.volumePercent()).isEqualTo(30);
  }

  private void play(int... durationsMicros) {
    for (int duration : durationsMicros) {
      speaker.play(null, duration);
    }
  }

  private void offer(int durationMicros) {
    if (waiting.isEmpty() && speaker.hasRoom()) {
      speaker.play(null, durationMicros);
    } else {
      waiting.add(durationMicros);
    }
  }

  /** At {@code fromMillis} the machine does nothing until {@code untilMillis}. */
  private void stall(long fromMillis, long untilMillis) {
    scheduler.at(
        fromMillis * 1_000_000,
        () -> {
          long until = untilMillis * 1_000_000;
          if (until > scheduler.clock().nowNanos()) {
            ((VirtualClock) scheduler.clock()).moveTo(until);
          }
        });
  }

  private void runUntilMillis(long millis) {
    scheduler.runUntil(millis * 1_000_000);
  }

  private static String millis(long nanos) {
    return nanos % 1_000_000 == 0 ? Long.toString(nanos / 1_000_000) : Double.toString(nanos / 1e6);
  }
}
