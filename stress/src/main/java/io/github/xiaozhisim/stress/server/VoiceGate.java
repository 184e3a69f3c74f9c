package io.github.xiaozhisim.stress.server;

import java.util.Arrays;

/**
 * Tells speech from what surrounds it by its level alone: a block is voiced when it is well above the quietest of the
 * last two seconds. The floor therefore follows steady noise, and takes nothing from speech, which has pauses.
 *
 * <p>Time here is the sound's own: the length of the blocks heard, not the clock on the wall.
 */
final class VoiceGate {

  /** Above the noise floor by this much is speech. */
  private static final float ABOVE_FLOOR_DB = 10;

  /** Quieter than this is never speech. */
  private static final float ALWAYS_QUIET_DBFS = -50;

  /** Louder than this is always speech, however long it lasts. */
  private static final float ALWAYS_VOICE_DBFS = -26;

  /** A shorter peak is a click. */
  private static final int SHORTEST_RUN_MICROS = 30_000;

  private static final int SPAN_MICROS = 500_000;
  private static final int SPANS = 4;

  private final float[] quietest = new float[SPANS];
  private int span;
  private long spanMicros;

  private long now;
  private long runMicros;
  private long voicedMicros;
  private long firstVoiced = -1;
  private long lastVoicedEnd = -1;

  VoiceGate() {
    Arrays.fill(quietest, Float.POSITIVE_INFINITY);
  }

  /** A new turn: forgets the speech heard, keeps what it knows of the noise. */
  void restart() {
    now = 0;
    runMicros = 0;
    voicedMicros = 0;
    firstVoiced = -1;
    lastVoicedEnd = -1;
  }

  void hear(float levelDbfs, int micros) {
    follow(levelDbfs, micros);
    boolean loud = levelDbfs > threshold();
    long from = now;
    now += micros;
    if (!loud) {
      runMicros = 0;
      return;
    }
    boolean wasVoiced = runMicros >= SHORTEST_RUN_MICROS;
    runMicros += micros;
    if (runMicros >= SHORTEST_RUN_MICROS) {
      voicedMicros += wasVoiced ? micros : runMicros;
      if (firstVoiced < 0) {
        firstVoiced = wasVoiced ? from : now - runMicros;
      }
      lastVoicedEnd = now;
    }
  }

  /** The level above which a block is loud, for what was heard so far. */
  float threshold() {
    float floor = Float.POSITIVE_INFINITY;
    for (float quiet : quietest) {
      floor = Math.min(floor, quiet);
    }
    return Math.clamp(floor + ABOVE_FLOOR_DB, ALWAYS_QUIET_DBFS, ALWAYS_VOICE_DBFS);
  }

  /** All voiced blocks together. */
  long voicedMicros() {
    return voicedMicros;
  }

  /** From the beginning of the first voiced block to the end of the last; 0 when nothing was voiced. */
  long speechMicros() {
    return firstVoiced < 0 ? 0 : lastVoicedEnd - firstVoiced;
  }

  /** How long it has been quiet since the last voiced block; 0 when nothing was voiced yet. */
  long quietMicros() {
    return firstVoiced < 0 ? 0 : now - lastVoicedEnd;
  }

  private void follow(float levelDbfs, int micros) {
    spanMicros += micros;
    if (spanMicros > SPAN_MICROS) {
      spanMicros = micros;
      span = (span + 1) % SPANS;
      quietest[span] = Float.POSITIVE_INFINITY;
    }
    quietest[span] = Math.min(quietest[span], levelDbfs);
  }
}
