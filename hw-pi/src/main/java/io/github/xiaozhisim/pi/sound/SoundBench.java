package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Microphone and loudspeaker on a bench, to be tried by a person: plays this, listens for so long. The same parts
 * that a device uses, so what works here works there. One thing at a time; any thread.
 */
public final class SoundBench implements AutoCloseable {

  /** Of what is played. */
  public static final int PLAY_RATE_HZ = 24_000;

  /** Of what is heard. */
  public static final int HEAR_RATE_HZ = SoundCardInput.RATE_HZ;

  private static final int BLOCK_SAMPLES = PLAY_RATE_HZ * 60 / 1_000;

  private final Scheduler scheduler;
  private final SoundCardInput input;
  private final SoundCardOutput output;
  private final List<String> troubles = new CopyOnWriteArrayList<>();

  /** Nothing is opened before it is used. */
  public SoundBench(Scheduler scheduler, SoundCards cards, SoundSettings microphone, SoundSettings loudspeaker) {
    this.scheduler = scheduler;
    SoundCardListener listener =
        new SoundCardListener() {
          @Override
          public void gone(String card, String sentence) {
            troubles.add(sentence);
          }

          @Override
          public void back(String card) {}
        };
    input = SoundCardInput.open(scheduler, cards, microphone, listener);
    output = SoundCardOutput.open(scheduler, PLAY_RATE_HZ, cards, loudspeaker, listener);
  }

  /** Plays mono samples of {@link #PLAY_RATE_HZ}; done when the last has been heard. */
  public CompletionStage<Void> play(short[] samples) {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    scheduler.execute(() -> new Playing(samples, heard).begin());
    return heard;
  }

  /** Plays what was heard. */
  public CompletionStage<Void> playBack(short[] heard) {
    return play(Resampler.resample(heard, HEAR_RATE_HZ, PLAY_RATE_HZ));
  }

  /** Listens for so long; gives mono samples of {@link #HEAR_RATE_HZ}. */
  public CompletionStage<short[]> listen(int millis) {
    CompletableFuture<short[]> all = new CompletableFuture<>();
    short[] heard = new short[HEAR_RATE_HZ / 1_000 * millis];
    int[] length = {0};
    scheduler.execute(
        () -> {
          input.enabled(true);
          input.start(
              (samples, count, capturedNanos) -> {
                int fitting = Math.min(count, heard.length - length[0]);
                System.arraycopy(samples, 0, heard, length[0], fitting);
                length[0] += fitting;
                if (length[0] == heard.length && !all.isDone()) {
                  input.stop();
                  input.enabled(false);
                  all.complete(heard);
                }
              });
        });
    return all;
  }

  /** Measures how long sound takes from the loudspeaker to the microphone. */
  public CompletionStage<RoundTrip.Result> roundTrip() {
    return RoundTrip.measure(scheduler, input, output);
  }

  /** How loud the microphone is, in dBFS. */
  public double level() {
    return input.level();
  }

  /** What the cards could not do, in sentences; empty when all is well. */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** What was lost on the way, of both sides. */
  public SoundCounters counters() {
    return input.counters().plus(output.counters());
  }

  @Override
  public void close() {
    input.close();
    output.close();
  }

  /** Feeds the loudspeaker as a device does. */
  private final class Playing implements AudioOutput.Listener {
    private final CompletableFuture<Void> heard;
    private short[] left;

    Playing(short[] samples, CompletableFuture<Void> heard) {
      this.left = samples;
      this.heard = heard;
    }

    void begin() {
      output.listener(this);
      output.enabled(true);
      onRoom();
    }

    @Override
    public void onRoom() {
      while (left.length > 0 && output.hasRoom()) {
        int length = Math.min(BLOCK_SAMPLES, left.length);
        output.play(left, length);
        left = Arrays.copyOfRange(left, length, left.length);
      }
    }

    @Override
    public void onDrained() {
      output.enabled(false);
      heard.complete(null);
    }
  }
}
