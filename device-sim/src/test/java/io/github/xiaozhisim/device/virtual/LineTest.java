package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One direction of a wire: when what arrives, and what does not. */
class LineTest {

  private static final long MILLI = 1_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> arrived = new ArrayList<>();
  private int sent;

  private Line stream(LineQuality quality) {
    return Line.stream(scheduler, quality, new SplittableRandom(1), this::note);
  }

  private Line datagrams(LineQuality quality) {
    return Line.datagrams(scheduler, quality, new SplittableRandom(1), this::note);
  }

  private void note(int kind, Object body) {
    arrived.add(scheduler.clock().nowNanos() / MILLI + " " + body);
  }

  /** Sends numbered messages, one every 60 ms, and waits for the end. */
  private void send(Line line, int count) {
    for (int i = 0; i < count; i++) {
      line.send(2, sent++, 100);
      scheduler.runForMillis(60);
    }
    scheduler.runForMillis(2_000);
  }

  private List<Integer> order() {
    return arrived.stream().map(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1))).toList();
  }

  @Test
  void shouldDeliverAfterItsDelayAndInOrder() {
    Line line = stream(LineQuality.delayed(20 * MILLI));
    line.send(1, "a", 10);
    line.send(1, "b", 10);
    scheduler.runForMillis(10);
    line.send(1, "c", 10);
    scheduler.runForMillis(100);

    assertThat(arrived).containsExactly("20 a", "20 b", "30 c");
  }

  @Test
  void shouldKeepTheOrderOfAStreamWhateverTheJitterAndTheLoss() {
    send(stream(LineQuality.PERFECT.withDelay(20 * MILLI, 400 * MILLI).withLoss(0.3)), 200);

    assertThat(order()).hasSize(200).isSorted();
  }

  @Test
  void shouldHoldUpAStreamBehindALostSegment() {
    Line line = stream(LineQuality.delayed(20 * MILLI).withLoss(1));
    line.send(1, "lost first", 10);
    line.quality(LineQuality.delayed(20 * MILLI));
    line.send(1, "behind it", 10);
    scheduler.runForMillis(1_000);

    assertThat(arrived).containsExactly("220 lost first", "220 behind it");
    assertThat(line.lost()).isEqualTo(1);
  }

  @Test
  void shouldLoseTheirShareOfDatagrams() {
    Line line = datagrams(LineQuality.delayed(20 * MILLI).withLoss(0.25));
    send(line, 1_000);

    assertThat(order()).hasSizeBetween(700, 800).isSorted();
    assertThat(line.lost()).isEqualTo(1_000 - arrived.size());
  }

  @Test
  void shouldLetLaterDatagramsOvertakeThoseHeldBack() {
    send(datagrams(LineQuality.delayed(20 * MILLI).withReordering(0.2)), 100);

    assertThat(order()).hasSize(100).doesNotHaveDuplicates();
    assertThat(order()).isNotEqualTo(order().stream().sorted().toList());
  }

  @Test
  void shouldDeliverTheirShareOfDatagramsTwice() {
    send(datagrams(LineQuality.delayed(20 * MILLI).withDuplication(0.5)), 100);

    assertThat(order()).hasSizeBetween(130, 170).isSorted();
  }

  @Test
  void shouldDoTheSameTwiceWithTheSameStreamOfChance() {
    LineQuality rough = new LineQuality(20 * MILLI, 90 * MILLI, 0, 0.1, 0.1, 0.1);
    send(datagrams(rough), 200);
    List<String> once = List.copyOf(arrived);
    LineTest again = new LineTest();
    again.send(again.datagrams(rough), 200);

    assertThat(again.arrived).isEqualTo(once);
  }

  @Test
  void shouldBeAsFastAsItsReader() {
    Line line = stream(LineQuality.delayed(20 * MILLI).withBytesPerSecond(1_000));
    line.send(1, "a", 500);
    line.send(1, "b", 500);
    scheduler.runForMillis(2_000);

    assertThat(arrived).containsExactly("520 a", "1020 b");
  }

  @Test
  void shouldNotBeWritableWhileTooMuchWaitsForASlowReader() {
    Line line = stream(LineQuality.PERFECT.withBytesPerSecond(32 * 1024));
    line.onWritable(() -> note(0, "writable"));
    line.send(1, "a", 64 * 1024);
    assertThat(line.writable()).isTrue();
    line.send(1, "b", 32 * 1024);
    assertThat(line.writable()).isFalse();
    scheduler.runForMillis(5_000);

    assertThat(arrived).containsExactly("2000 a", "2000 writable", "3000 b");
    assertThat(line.writable()).isTrue();
  }

  @Test
  void shouldHoldAStreamWhileItsReaderStandsStillAndDeliverItThen() {
    Line line = stream(LineQuality.delayed(20 * MILLI));
    line.onWritable(() -> note(0, "writable"));
    line.send(1, "a", 70_000);
    line.stall();
    scheduler.runForMillis(1_000);
    assertThat(arrived).isEmpty();
    assertThat(line.writable()).isFalse();
    line.resume();
    scheduler.runForMillis(1_000);

    assertThat(arrived).containsExactly("1000 a", "1000 writable");
  }

  @Test
  void shouldLoseDatagramsWhileNobodyReads() {
    Line line = datagrams(LineQuality.delayed(20 * MILLI));
    line.send(1, "on the way", 10);
    line.stall();
    line.send(1, "later", 10);
    line.resume();
    line.send(1, "after", 10);
    scheduler.runForMillis(100);

    assertThat(arrived).containsExactly("20 after");
    assertThat(line.lost()).isEqualTo(2);
  }

  @Test
  void shouldTakeNoMoreThanItsLimit() {
    Line line = stream(LineQuality.PERFECT);
    line.stall();
    int taken = 0;
    while (line.send(1, "x", 1 << 20)) {
      taken++;
    }
    assertThat(taken).isEqualTo(17);
  }

  @Test
  void shouldGoOnWhenAReceiverThrows() {
    Line line =
        Line.stream(
            scheduler,
            LineQuality.PERFECT,
            new SplittableRandom(1),
            (kind, body) -> {
              note(kind, body);
              if ("a".equals(body)) {
                throw new IllegalStateException("on purpose");
              }
            });
    line.send(1, "a", 1);
    line.send(1, "b", 1);
    try {
      scheduler.runForMillis(1);
    } catch (IllegalStateException expected) {
      scheduler.runForMillis(1);
    }
    assertThat(arrived).containsExactly("0 a", "0 b");
    assertThat(scheduler.armedTimers()).isZero();
  }
}
