package io.github.xiaozhisim.stress.server;

import java.util.Arrays;

/**
 * Tells speech from what surrounds it by its level alone: a block is voiced when it is well above the quietest blocks
 * of the last two seconds. The floor therefore follows steady noise, and takes nothing from speech, which has pauses.
 * It is the third quietest block, because codecs begin with a moment of nothing.
 *
 * <p>Time here is the sound's own: the length of the blocks heard, not the clock on the wall.
 */
final class VoiceGate {

  /** Above the noise floor by this much is speech. */
  private static final float ABOVE_FLOOR_DB = 10;

  /** Quieter than this is never speech. */
  private static final float ALWAYS_QUIET_DBFS = -55;

  /** Louder than this is always speech, however long it lasts. */
  private static final float ALWAYS_VOICE_DBFS = -30;

  /** A shorter peak is a click. */
  private static final int SHORTEST_RUN_MICROS = 30_000;

  private static final int SPAN_MICROS = 500_000;
  private static final int SPANS = 4;

  private static final int RANK = 3;

  private static final int ONSET_BLOCKS = 16;

  /** For each of the last spans of time its {@link #RANK} lowest levels, lowest first. */
  private final float[] quietest = new float[SPANS * RANK];
  private final float[] lowest = new float[RANK];
  private int span;
  private long spanMicros;

  /** Levels of the blocks before the first voiced one, to look at again when the floor is better known. */
  private final float[] before = new float[ONSET_BLOCKS];

  private int beforeCount;
  private int blockMicros;

  private long now;
  private long runMicros;
  private long voicedMicros;
  private long firstVoiced = -1;
  private long lastVoicedEnd = -1;
  private long onsetEnd;

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
    beforeCount = 0;
  }

  void hear(float levelDbfs, int micros) {
    follow(levelDbfs, micros);
    boolean loud = levelDbfs > threshold();
    now += micros;
    if (firstVoiced < 0) {
      before[beforeCount++ % ONSET_BLOCKS] = levelDbfs;
      blockMicros = micros;
    }
    if (!loud) {
      runMicros = 0;
      return;
    }
    boolean wasVoiced = runMicros >= SHORTEST_RUN_MICROS;
    runMicros += micros;
    if (runMicros >= SHORTEST_RUN_MICROS) {
      voicedMicros += wasVoiced ? micros : runMicros;
      if (firstVoiced < 0) {
        firstVoiced = now - runMicros;
        onsetEnd = now;
      }
      lastVoicedEnd = now;
    }
  }

  /** Nothing was sent for a while, which is quiet but says nothing of the noise. */
  void quiet(int micros) {
    now += micros;
    runMicros = 0;
    if (firstVoiced < 0) {
      beforeCount = 0;
    }
  }

  /** The level above which a block is loud, for what was heard so far. */
  float threshold() {
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    for (float quiet : quietest) {
      insert(lowest, 0, quiet);
    }
    return Math.clamp(lowest[RANK - 1] + ABOVE_FLOOR_DB, ALWAYS_QUIET_DBFS, ALWAYS_VOICE_DBFS);
  }

  /** All voiced blocks together. */
  long voicedMicros() {
    return voicedMicros;
  }

  boolean anyVoice() {
    return firstVoiced >= 0;
  }

  /**
   * From the beginning of the first voiced block to the end of the last; 0 when nothing was voiced. Where speech began
   * is judged with what is known by now: who begins at once is at first his own noise floor.
   */
  long speechMicros() {
    return firstVoiced < 0 ? 0 : lastVoicedEnd - Math.min(firstVoiced, onset());
  }

  private long onset() {
    float threshold = threshold();
    long onset = onsetEnd;
    int oldest = Math.max(0, beforeCount - ONSET_BLOCKS);
    for (int i = beforeCount - 1; i >= oldest && before[i % ONSET_BLOCKS] > threshold; i--) {
      onset -= blockMicros;
    }
    return onset;
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
      Arrays.fill(quietest, span * RANK, (span + 1) * RANK, Float.POSITIVE_INFINITY);
    }
    insert(quietest, span * RANK, levelDbfs);
  }

  /** Puts a level into an ascending row of {@link #RANK} if it is low enough. */
  private static void insert(float[] rows, int from, float level) {
    int at = from + RANK - 1;
    if (level >= rows[at]) {
      return;
    }
    while (at > from && rows[at - 1] > level) {
      rows[at] = rows[at - 1];
      at--;
    }
    rows[at] = level;
  }
}
