package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import org.jspecify.annotations.Nullable;

/**
 * An ear that really listens: it decodes every packet that sounds and judges what came out, so that an answer of
 * silence, of broken packets or of clipped noise is not taken for an answer. Times are those of the speaker.
 *
 * <p>Decoding costs memory and time; decoder and buffer are made with the first packet, 25 KB, and kept. Whoever
 * listens for many speakers lends one ear to one after the other: {@link #putAside}. On one thread only.
 */
public final class ListeningEar implements VirtualSpeaker.Ear {

  /** Blocks louder than this (RMS, dB of full scale) are heard; a quiet voice has −35, a codec's silence −80. */
  public static final double AUDIBLE_DB = -45;

  /** Any Opus rate does, whatever the packets were made from; this is what most boards play. */
  private static final int RATE_HZ = 24_000;

  private static final int BLOCK_SAMPLES = RATE_HZ / 200;
  private static final long BLOCK_NANOS = 5_000_000;
  private static final double FULL_SCALE = 32_768;
  private static final double AUDIBLE_ENERGY =
      Math.pow(10, AUDIBLE_DB / 10) * FULL_SCALE * FULL_SCALE * BLOCK_SAMPLES;
  private static final int CLIPPED = Short.MAX_VALUE;

  /** What has been heard of one answer. */
  public static final class Heard {
    private long firstSoundNanos = -1;
    private long soundEndNanos = -1;
    private int packets;
    private int decodeErrors;
    private int audibleBlocks;
    private int clippedSamples;
    private int peak;

    private Heard() {}

    /** Packets that began to sound, broken ones included. */
    public int packets() {
      return packets;
    }

    /** Packets that could not be decoded; they are silent for as long as their header says. */
    public int decodeErrors() {
      return decodeErrors;
    }

    /** Whether there was anything to hear. */
    public boolean audible() {
      return firstSoundNanos >= 0;
    }

    /** When the first audible block of 5 ms began, or -1. */
    public long firstSoundNanos() {
      return firstSoundNanos;
    }

    /** When the last audible block so far ended, or -1. */
    public long soundEndNanos() {
      return soundEndNanos;
    }

    /** Sound, counted in blocks of 5 ms. */
    public int soundMillis() {
      return audibleBlocks * 5;
    }

    /** Silence between the first and the last sound: pauses of the speaker as well as holes in the stream. */
    public int silenceInsideMillis() {
      return audible() ? (int) ((soundEndNanos - firstSoundNanos) / 1_000_000) - soundMillis() : 0;
    }

    /** The loudest sample in dB of full scale, 0 at most; negative infinity when all were zero. */
    public double peakDb() {
      return 20 * Math.log10(peak / FULL_SCALE);
    }

    /** Samples at the very end of the scale; a few hundred in one answer are distortion. */
    public int clippedSamples() {
      return clippedSamples;
    }
  }

  private @Nullable OpusDecoder decoder;
  private short[] samples = new short[0];
  private Heard now = new Heard();
  private @Nullable Heard before;
  private long answers;
  private long silentAnswers;
  private long decodeErrors;

  @Override
  public void hear(byte[] packet, long startNanos) {
    OpusDecoder ready = decoder;
    if (ready == null) {
      ready = new OpusDecoder(RATE_HZ);
      decoder = ready;
      samples = new short[ready.maxSamples()];
    }
    now.packets++;
    int length;
    try {
      length = ready.decode(packet, samples);
    } catch (OpusDecodeException e) {
      now.decodeErrors++;
      decodeErrors++;
      return;
    }
    for (int from = 0; from + BLOCK_SAMPLES <= length; from += BLOCK_SAMPLES) {
      judge(from, startNanos + from / BLOCK_SAMPLES * BLOCK_NANOS);
    }
  }

  private void judge(int from, long blockNanos) {
    double energy = 0;
    int loudest = 0;
    for (int i = from; i < from + BLOCK_SAMPLES; i++) {
      int size = Math.abs(samples[i]);
      loudest = Math.max(loudest, size);
      energy += (double) size * size;
      if (size >= CLIPPED) {
        now.clippedSamples++;
      }
    }
    now.peak = Math.max(now.peak, loudest);
    if (energy >= AUDIBLE_ENERGY) {
      now.audibleBlocks++;
      if (now.firstSoundNanos < 0) {
        now.firstSoundNanos = blockNanos;
      }
      now.soundEndNanos = blockNanos + BLOCK_NANOS;
    }
  }

  @Override
  public void forget() {
    if (decoder != null) {
      decoder.reset();
    }
    if (now.packets > 0) {
      answers++;
      silentAnswers += now.audible() ? 0 : 1;
      before = now;
      now = new Heard();
    }
  }

  /**
   * Stops in the middle of an answer: its decoder forgets, and the ear is as if it had heard nothing of it.
   *
   * @return what has been heard so far, for {@link #goOn}
   */
  public Heard putAside() {
    if (decoder != null) {
      decoder.reset();
    }
    Heard soFar = now;
    now = new Heard();
    return soFar;
  }

  /** Hears the rest of an answer of which this much has been heard, perhaps by another ear. */
  public void goOn(Heard before) {
    now = before;
  }

  /** What has been heard since {@link #forget}; it grows while the answer sounds. */
  public Heard answer() {
    return now;
  }

  /** The answer before the last {@link #forget}, the one that had packets; null when there was none. */
  public @Nullable Heard previousAnswer() {
    return before;
  }

  /** Answers that have ended, from the start. */
  public long answers() {
    return answers;
  }

  /** Of these, those in which nothing could be heard. */
  public long silentAnswers() {
    return silentAnswers;
  }

  /** Packets that could not be decoded, from the start. */
  public long decodeErrors() {
    return decodeErrors;
  }
}
