package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Listening listening;

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

  /** On cards whose troubles somebody else hears of. */
  SoundBench(Scheduler scheduler, SoundCardInput input, SoundCardOutput output) {
    this.scheduler = scheduler;
    this.input = input;
    this.output = output;
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

  /** Listens for so long, or until {@link #enough}; gives mono samples of {@link #HEAR_RATE_HZ}. */
  public CompletionStage<short[]> listen(int millis) {
    Listening listening = new Listening(HEAR_RATE_HZ / 1_000 * millis);
    scheduler.execute(listening::begin);
    return listening.all;
  }

  /** What has been heard until now is all. Any thread. */
  public void enough() {
    scheduler.execute(
        () -> {
          Listening now = listening;
          if (now != null) {
            now.end();
          }
        });
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

  /** Keeps what the microphone hears. */
  private final class Listening implements PcmInput.Sink {
    private final CompletableFuture<short[]> all = new CompletableFuture<>();
    private final short[] heard;
    private int length;

    Listening(int most) {
      heard = new short[most];
    }

    void begin() {
      listening = this;
      input.enabled(true);
      input.start(this);
    }

    @Override
    public void onSamples(short[] samples, int count, long capturedNanos) {
      int fitting = Math.min(count, heard.length - length);
      System.arraycopy(samples, 0, heard, length, fitting);
      length += fitting;
      if (length == heard.length) {
        end();
      }
    }

    void end() {
      if (listening == this) {
        listening = null;
        input.stop();
        input.enabled(false);
        all.complete(Arrays.copyOf(heard, length));
      }
    }
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
