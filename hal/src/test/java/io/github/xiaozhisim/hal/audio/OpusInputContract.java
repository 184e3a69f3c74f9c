package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OpusInput} promises, for codec chips that encode by themselves.
 *
 * <p><b>Override</b> {@link #open} to make yours on {@link #scheduler}. <b>A failure means</b> that the server
 * hears clicks, or that frames come in bursts, which some servers take for the end of the speech.
 */
public abstract class OpusInputContract extends TimedContract {

  private static final int WARM_UP_MILLIS = 120;

  private final List<Long> captured = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private OpusInput input;

  /** A fresh input of {@link #scheduler()}, not started; called on it. */
  protected abstract OpusInput open();

  @BeforeEach
  void openIt() {
    onScheduler(() -> input = open());
  }

  @Test
  @Promise(
      value = "a codec chip delivers nothing before it is started",
      mend = "Throw away what it sends before start.")
  void shouldBeSilentUntilStarted() {
    pass(300);

    assertThat(captured).isEmpty();
  }

  @Test
  @Promise(
      value = "packets come one a frame, and their times lie exactly one frame apart",
      mend = "Tell the time on the grid (first + n frames), not the time at which you read the packet.")
  void shouldDeliverOnePacketAFrameOnAnAbsoluteGrid() {
    start();

    waitFor(() -> captured.size() >= 10, 3_000);

    for (int i = 1; i < 10; i++) {
      assertThat(captured.get(i) - captured.get(i - 1)).isEqualTo(frameNanos());
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  @Promise(
      value = "what the chip hears while it warms up is thrown away",
      mend = "Throw away whole packets until the warm-up is over: a click at the start is taken for speech.")
  void shouldThrowAwayTheWarmUp() {
    long[] began = new long[1];
    onScheduler(() -> began[0] = nowNanos());
    start();

    waitFor(() -> !captured.isEmpty(), 3_000);

    long firstAfter = captured.getFirst() - began[0];
    assertThat(firstAfter)
        .isBetween(WARM_UP_MILLIS * 1_000_000L + frameNanos(), WARM_UP_MILLIS * 1_000_000L + 3 * frameNanos());
  }

  @Test
  @Promise(
      value = "nothing is delivered once stop has returned",
      mend = "Packets on their way must look whether it is still started when they arrive.")
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
      value = "a codec chip can be started again",
      mend = "The grid begins anew with each start.")
  void shouldStartAgain() {
    start();
    waitFor(() -> captured.size() >= 2, 3_000);
    onScheduler(() -> input.stop());
    pass(100);
    captured.clear();
    start();

    waitFor(() -> captured.size() >= 3, 3_000);

    assertThat(complaints).isEmpty();
  }

  private void start() {
    onScheduler(
        () ->
            input.start(
                WARM_UP_MILLIS,
                (packet, capturedNanos) -> {
                  captured.add(capturedNanos);
                  if (!scheduler().inScheduler()) {
                    complaints.add("delivered on a foreign thread");
                  }
                  if (capturedNanos > nowNanos()) {
                    complaints.add("delivered before it was heard");
                  }
                  if (packet.length() < 1) {
                    complaints.add("an empty packet");
                  }
                }));
  }

  private long frameNanos() {
    return input.frameMillis() * 1_000_000L;
  }
}
