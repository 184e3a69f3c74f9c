package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An open loudspeaker and the way of samples into it: rate, fades, loudness, level. On the thread of the card; {@link
 * PlaybackPump} decides when.
 */
final class Speaker {

  /** Nobody has said how loud: the card's own volume is left alone. */
  static final int VOLUME_AS_IT_IS = -1;

  final PlaybackLine line;
  /** Of the sound that is being played. */
  PlayPosition position;

  private final int rateHz;
  private final Clock clock;
  private final Gain gain;
  private final SoundLevel level;
  private final int fade;
  private final SampleQueue pending = new SampleQueue();
  private final @Nullable Resampler resampler;
  private short[] scratch = new short[0];
  private int volumePercent = VOLUME_AS_IT_IS;
  private long taken;
  private long soundStart;

  /** {@code rateHz} is that of what is taken. */
  Speaker(PlaybackLine line, int rateHz, SoundLevel level, Clock clock) {
    this.line = line;
    this.rateHz = rateHz;
    this.level = level;
    this.clock = clock;
    position = new PlayPosition(line.rateHz(), 0);
    gain = new Gain(line.rateHz());
    fade = Fade.samples(line.rateHz());
    resampler = line.rateHz() == rateHz ? null : new Resampler(rateHz, line.rateHz());
    level.rate(line.rateHz());
  }

  int samples(int millis) {
    return line.rateHz() * millis / 1_000;
  }

  long nanos(long samples) {
    return samples * 1_000_000_000L / line.rateHz();
  }

  /** Samples held back so that they can be faded out. */
  int fade() {
    return fade;
  }

  /** Samples that wait to be written. */
  int pending() {
    return pending.size();
  }

  void volume(int percent) {
    if (percent != volumePercent) {
      volumePercent = percent;
      gain.set(line.volume(percent) ? 100 : percent);
    }
  }

  /** The card starts; what was taken is the beginning of a sound. */
  void begin() {
    gain.settle();
    line.start();
    position = new PlayPosition(line.rateHz(), clock.nowNanos());
  }

  /**
   * Takes a block.
   *
   * @param fromStop whether the card is stopped, so that counting begins anew
   * @return the count of written samples at which its last one will have been written
   */
  long take(short[] samples, int length, boolean fromStop) {
    boolean first = pending.size() == 0;
    if (first) {
      soundStart = fromStop ? 0 : position.written();
      taken = 0;
    }
    int before = pending.size();
    if (resampler == null) {
      pending.reserve(length);
      System.arraycopy(samples, 0, pending.array(), pending.end(), length);
      pending.added(length);
    } else {
      pending.reserve(resampler.maxOutput(length));
      pending.added(resampler.process(samples, 0, length, pending.array(), pending.end()));
    }
    if (first) {
      Fade.in(pending.array(), pending.start() + before, Math.min(pending.size(), fade));
    }
    taken += length;
    return soundStart + Math.round((double) taken * line.rateHz() / rateHz);
  }

  /** Nothing follows: what the filter holds comes out, and the last milliseconds fade. */
  void endOfSound() {
    if (resampler != null) {
      pending.reserve(resampler.maxTail());
      pending.added(resampler.finish(pending.array(), pending.end()));
    }
    fadeOut();
  }

  /** The rest is not wanted: a few milliseconds of it fade. */
  void cut() {
    keep(fade);
    fadeOut();
  }

  /** Nothing follows, and the rest is not wanted either. */
  void forget() {
    keep(0);
  }

  private void keep(int samples) {
    pending.keep(samples);
    if (resampler != null) {
      resampler.finish(new short[resampler.maxTail()], 0);
    }
  }

  private void fadeOut() {
    int fading = Math.min(pending.size(), fade);
    Fade.out(pending.array(), pending.end() - fading, fading);
  }

  /** Writes {@code count} samples, of what waits or of silence; returns how many the card took. */
  int write(int count, boolean silence) {
    if (count <= 0) {
      return 0;
    }
    if (scratch.length < count) {
      scratch = new short[Math.max(count, line.capacity())];
    }
    if (silence) {
      Arrays.fill(scratch, 0, count, (short) 0);
    } else {
      gain.apply(pending.array(), pending.start(), scratch, count);
    }
    int written = Math.max(0, line.write(scratch, 0, count));
    if (written > 0) {
      position.wrote(written, clock.nowNanos());
      level.add(scratch, 0, written);
      if (!silence) {
        pending.drop(written);
      }
    }
    return written;
  }
}
