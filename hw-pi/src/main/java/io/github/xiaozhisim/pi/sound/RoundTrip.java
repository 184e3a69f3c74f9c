package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How long sound takes from the program through the loudspeaker, the air (or a cable) and the microphone back into the
 * program: some chirps are played and looked for in what is heard. One measurement for each object, on the scheduler.
 */
public final class RoundTrip {

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int CHIRPS = 5;

  /** Until both cards run evenly. */
  private static final long WARM_UP_NANOS = 500 * NANOS_PER_MILLI;

  /** From chirp to chirp; so long an echo may take. */
  private static final long PERIOD_NANOS = 700 * NANOS_PER_MILLI;

  /** Sound servers hand over what a card in software is going to play before it would sound. */
  private static final long AHEAD_OF_TIME_NANOS = 60 * NANOS_PER_MILLI;

  /** Less like a chirp than this is something else. */
  private static final double LIKE_ENOUGH = 0.4;

  /**
   * What came of it.
   *
   * @param chirps how many were played
   * @param millis how long each took that was heard, in the order in which they were played
   * @param likeness of the best one: 1 when it came back as it went out, about 0.2 for noise
   */
  public record Result(int chirps, List<Double> millis, double likeness) {
    public Result {
      millis = List.copyOf(millis);
    }

    /** Whether most were heard. */
    public boolean heard() {
      return 2 * millis.size() > chirps;
    }

    /** The middle one; NaN where none was heard. */
    public double median() {
      return millis.isEmpty() ? Double.NaN : millis.stream().sorted().toList().get(millis.size() / 2);
    }

    /** Between the fastest and the slowest. */
    public double spread() {
      return millis.stream().mapToDouble(Double::doubleValue).max().orElse(0)
          - millis.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }
  }

  private final Scheduler scheduler;
  private final PcmInput input;
  private final PcmOutput output;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final List<Long> playedNanos = new ArrayList<>();
  private short[] heard = new short[0];
  private int length;
  /** When the sample at {@link #length} would have been heard. */
  private long endNanos;

  private RoundTrip(Scheduler scheduler, PcmInput input, PcmOutput output) {
    this.scheduler = scheduler;
    this.input = input;
    this.output = output;
  }

  /**
   * Begins to measure, which takes some four seconds. Input and output are the caller's, and nobody else uses them
   * meanwhile. Any thread.
   */
  public static CompletionStage<Result> measure(Scheduler scheduler, PcmInput input, PcmOutput output) {
    RoundTrip trip = new RoundTrip(scheduler, input, output);
    scheduler.execute(() -> trip.step(trip::begin));
    return trip.result;
  }

  /** What goes wrong ends the measurement and not the scheduler's patience. */
  private void step(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void begin() {
    heard = new short[input.rateHz() * (CHIRPS + 2)];
    output.listener(
        new AudioOutput.Listener() {
          @Override
          public void onRoom() {}

          @Override
          public void onDrained() {}
        });
    output.enabled(true);
    input.start(this::onSamples);
    scheduler.after(WARM_UP_NANOS, () -> step(this::chirp));
  }

  private void onSamples(short[] samples, int count, long capturedNanos) {
    int channels = input.channels();
    for (int i = 0; i < count / channels && length < heard.length; i++) {
      heard[length++] = samples[i * channels];
    }
    endNanos = capturedNanos;
  }

  private void chirp() {
    if (playedNanos.size() == CHIRPS) {
      end();
      return;
    }
    short[] chirp = Chirp.samples(output.rateHz());
    playedNanos.add(scheduler.clock().nowNanos());
    output.play(chirp, chirp.length);
    scheduler.after(PERIOD_NANOS, () -> step(this::chirp));
  }

  private void end() {
    input.stop();
    input.enabled(false);
    output.enabled(false);
    short[] all = Arrays.copyOf(heard, length);
    int rateHz = input.rateHz();
    List<Double> millis = new ArrayList<>();
    double likeness = 0;
    for (long played : playedNanos) {
      int from = Math.max(0, index(played - AHEAD_OF_TIME_NANOS, rateHz));
      Chirp.Found found = Chirp.find(all, from, index(played + PERIOD_NANOS - AHEAD_OF_TIME_NANOS, rateHz), rateHz);
      likeness = Math.max(likeness, found.likeness());
      if (found.likeness() >= LIKE_ENOUGH) {
        millis.add((nanos(found.index(), rateHz) - played) / 1e6);
      }
    }
    result.complete(new Result(CHIRPS, millis, likeness));
  }

  private int index(long nanos, int rateHz) {
    return (int) (length - (endNanos - nanos) / 1_000 * rateHz / 1_000_000);
  }

  private long nanos(int index, int rateHz) {
    return endNanos - (long) (length - index) * 1_000_000 / rateHz * 1_000;
  }
}
