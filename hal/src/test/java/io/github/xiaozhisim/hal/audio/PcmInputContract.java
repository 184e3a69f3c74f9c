package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PcmInput} promises. Real sound cards are allowed a fifth of a second to begin.
 *
 * <p><b>Override</b> {@link #open} to make yours on {@link #scheduler}. <b>A failure means</b> that the server
 * hears too little, hears it late, or goes on hearing when the user thinks that nobody listens.
 *
 * <p><b>What it cannot see:</b> it holds up the device's thread and not your driver. Stop what feeds the driver for a
 * second by hand (a pipe, the interrupt), let it go on, and look that nothing older than 200 ms is delivered.
 */
public abstract class PcmInputContract extends TimedContract {

  private static final int STALL_MILLIS = 700;
  private static final int AFTERWARDS_MILLIS = 400;

  private final AtomicLong frames = new AtomicLong();
  private final List<Long> captured = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private PcmInput input;

  /** A fresh input of {@link #scheduler()}, not started; called on it. */
  protected abstract PcmInput open();

  @BeforeEach
  void openIt() {
    onScheduler(() -> input = open());
  }

  @Test
  @Promise(
      value = "a microphone has 16 kHz or more, on one channel or two",
      mend = "Ask the card for what it does and convert nothing yourself: the device resamples.")
  void shouldHaveARateAndChannelsThatTheDeviceCanUse() {
    assertThat(input.rateHz()).isBetween(16_000, 96_000);
    assertThat(input.channels()).isBetween(1, 2);
  }

  @Test
  @Promise(
      value = "a microphone delivers nothing before it is started",
      mend = "Open the card in start, or throw away what it hears before.")
  void shouldBeSilentUntilStarted() {
    pass(300);

    assertThat(captured).isEmpty();
  }

  @Test
  @Promise(
      value = "a microphone delivers as many samples as time passes, in order and on the scheduler",
      mend =
          "Count samples for each channel, mind the rate that the card really runs at, and hand over by "
              + "scheduler.execute.")
  void shouldDeliverAsManySamplesAsTimePasses() {
    long beganNanos = nowNanos();
    start();
    pass(1_000);
    onScheduler(() -> input.stop());

    long passedMillis = millisSince(beganNanos); // a busy machine is back late
    long heardMillis = frames.get() * 1_000 / input.rateHz();

    assertThat(heardMillis).isBetween(passedMillis - 250, passedMillis + 50);
    assertThat(captured).isSorted();
    assertThat(complaints).isEmpty();
  }

  @Test
  @Promise(
      value = "a microphone delivers nothing that is older than 200 ms",
      mend =
          "After a stall throw away what has piled up: time that is made up later makes the device lag for "
              + "ever.")
  void shouldNeverDeliverABacklogOlderThanAFifthOfASecond() {
    start();
    pass(300);
    long beganNanos = nowNanos();
    long before = frames.get();
    int stalled = stall(STALL_MILLIS);
    pass(AFTERWARDS_MILLIS);
    long millis = (frames.get() - before) * 1_000 / input.rateHz();
    long awakeMillis = millisSince(beganNanos) - stalled; // as much as afterwards, and by what the machine was late

    assertThat(complaints).doesNotContain("older than 200 ms");
    if (stalled > 0) {
      assertThat(millis)
          .as("milliseconds of sound in the %s ms after the device stood still for %s", awakeMillis, stalled)
          .isLessThanOrEqualTo(awakeMillis + 300);
    }
  }

  private long millisSince(long beganNanos) {
    return (nowNanos() - beganNanos) / 1_000_000;
  }

  /**
   * Holds the device up, as a long decode or a collection of garbage does. Gives for how long: 0 where time is
   * virtual and does not pass by itself, unless this is overridden.
   */
  protected int stall(int millis) {
    int[] stalled = new int[1];
    onScheduler(
        () -> {
          long began = nowNanos();
          boolean passes = false;
          for (int i = 0; i < 100_000 && !passes; i++) {
            passes = nowNanos() != began;
          }
          while (passes && nowNanos() - began < millis * 1_000_000L) {
            Thread.onSpinWait();
          }
          stalled[0] = passes ? millis : 0;
        });
    return stalled[0];
  }

  @Test
  @Promise(
      value = "nothing is delivered once stop has returned",
      mend =
          "Blocks on their way from the card's thread must look whether it is still started when they arrive.")
  void shouldDeliverNothingAfterStop() {
    start();
    waitFor(() -> captured.size() >= 2, 3_000);
    int[] before = new int[1];
    onScheduler(
        () -> {
          input.stop();
          input.stop();
          before[0] = captured.size();
        });
    pass(300);

    assertThat(captured).hasSize(before[0]);
  }

  @Test
  @Promise(
      value = "a microphone can be started again",
      mend = "Open a fresh line, or keep the old one open and running: a closed line does not start.")
  void shouldStartAgain() {
    start();
    waitFor(() -> captured.size() >= 2, 3_000);
    onScheduler(() -> input.stop());
    pass(100);
    captured.clear();
    start();

    waitFor(() -> captured.size() >= 2, 3_000);

    assertThat(complaints).isEmpty();
  }

  private void start() {
    onScheduler(
        () ->
            input.start(
                (samples, length, capturedNanos) -> {
                  captured.add(capturedNanos);
                  frames.addAndGet(length / input.channels());
                  complainAbout(samples, length, capturedNanos);
                }));
  }

  private void complainAbout(short[] samples, int length, long capturedNanos) {
    if (!scheduler().inScheduler()) {
      complaints.add("delivered on a foreign thread");
    }
    if (length < 1 || length > samples.length || length % input.channels() != 0) {
      complaints.add("a block of " + length + " samples in an array of " + samples.length);
    }
    if (capturedNanos > nowNanos()) {
      complaints.add("delivered before it was heard");
    }
    if (nowNanos() - capturedNanos > 200_000_000L) {
      complaints.add("older than 200 ms");
    }
  }
}
