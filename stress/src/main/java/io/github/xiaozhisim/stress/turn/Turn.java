package io.github.xiaozhisim.stress.turn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One turn of one device: what was said, what came back and when. Only this class computes a latency.
 *
 * <p>Written by the device's thread until {@link #end}; never changed afterwards, so that it can be handed to another
 * thread. Latencies count from the end of speech on the microphone's grid and from intended starts, not from when the
 * generator got round to it: a stalled server (or generator) cannot hide. A latency that would be negative, because
 * the server acted before the user had finished, does not exist.
 */
public final class Turn {

  /** No such moment. */
  public static final long UNSET = Long.MIN_VALUE;

  private static final Mark[] MARKS = Mark.values();

  private final int device;
  private final int number;
  /** All moments but the four that packets move. */
  private final long[] nanos = new long[MARKS.length];

  private String utterance = "";
  private String board = "";
  private String heard = "";
  private final long startedWallMillis;
  private double asrMillis = Double.NaN;
  private double heardMillis = Double.NaN;
  private long gapNanos;
  // What every packet touches lies together: with thousands of turns none of it is in the processor's cache.
  private long bytesSent;
  private long bytesReceived;
  private long firstSentNanos = UNSET;
  private long lastSentNanos = UNSET;
  private long firstPacketNanos = UNSET;
  private long lastPacketNanos = UNSET;
  private int packetsSent;
  private int packetsReceived;
  private int gaps;
  private int cutTails;
  private int lateFrames;
  private int droppedFrames;
  private @Nullable TurnOutcome outcome;
  private String error = "";

  /**
   * @param device index of the device, from 0
   * @param number the device's turns, from 1
   */
  public Turn(int device, int number, long intendedNanos, long actualNanos, long wallMillis) {
    this.device = device;
    this.number = number;
    this.startedWallMillis = wallMillis;
    Arrays.fill(nanos, UNSET);
    nanos[Mark.INTENDED_START.ordinal()] = intendedNanos;
    nanos[Mark.ACTUAL_START.ordinal()] = actualNanos;
  }

  /** Notes a moment; the first one counts. */
  public void mark(Mark mark, long atNanos) {
    if (!has(mark)) {
      moveMark(mark, atNanos);
    }
  }

  /** Notes a moment; the last one counts. */
  public void moveMark(Mark mark, long atNanos) {
    switch (mark) {
      case FIRST_SENT -> firstSentNanos = atNanos;
      case LAST_SENT -> lastSentNanos = atNanos;
      case FIRST_PACKET -> firstPacketNanos = atNanos;
      case LAST_PACKET -> lastPacketNanos = atNanos;
      default -> nanos[mark.ordinal()] = atNanos;
    }
  }

  public boolean has(Mark mark) {
    return at(mark) != UNSET;
  }

  /** The moment in nanoseconds of the device's clock, or {@link #UNSET}. */
  public long at(Mark mark) {
    return switch (mark) {
      case FIRST_SENT -> firstSentNanos;
      case LAST_SENT -> lastSentNanos;
      case FIRST_PACKET -> firstPacketNanos;
      case LAST_PACKET -> lastPacketNanos;
      default -> nanos[mark.ordinal()];
    };
  }

  /** What the device is. */
  public void board(String name) {
    board = name;
  }

  /** What is said in this turn, by the clip's name or the text itself. */
  public void utterance(String name) {
    utterance = name;
  }

  public void heard(String text) {
    heard = text;
  }

  /** What an emulated server told about its own recognition. */
  public void emulatedStages(double serverAsrMillis, double serverHeardMillis) {
    asrMillis = serverAsrMillis;
    heardMillis = serverHeardMillis;
  }

  public void packetSent(int bytes, long atNanos) {
    packetsSent++;
    bytesSent += bytes;
    if (firstSentNanos == UNSET) {
      firstSentNanos = atNanos;
    }
    lastSentNanos = atNanos;
  }

  public void packetReceived(int bytes, long atNanos) {
    packetsReceived++;
    bytesReceived += bytes;
    if (firstPacketNanos == UNSET) {
      firstPacketNanos = atNanos;
    }
    lastPacketNanos = atNanos;
  }

  /** What was heard so far was a greeting, and the answer is still to come. */
  public void greeted() {
    firstPacketNanos = UNSET;
    lastPacketNanos = UNSET;
    packetsReceived = 0;
  }

  /** Control messages count in bytes only. */
  public void messageSent(int bytes) {
    bytesSent += bytes;
  }

  public void messageReceived(int bytes) {
    bytesReceived += bytes;
  }

  public void gap(long lengthNanos) {
    gaps++;
    gapNanos += lengthNanos;
  }

  public void cutTail() {
    cutTails++;
  }

  /** An audio frame came outside the answer and was not played. */
  public void lateFrame() {
    lateFrames++;
  }

  /** An audio frame of the answer found the device's queue full. */
  public void droppedFrame() {
    droppedFrames++;
  }

  /** Closes the turn. {@code why} is a sentence, empty when all went well. */
  public void end(TurnOutcome how, String why, long atNanos) {
    if (outcome != null) {
      throw new IllegalStateException(
          "turn " + number + " of device " + device + " ended twice: " + outcome + ", " + how);
    }
    outcome = how;
    error = why;
    nanos[Mark.ENDED.ordinal()] = atNanos;
  }

  /** The stage the turn has reached. */
  public Stage stage() {
    if (has(Mark.TTS_START)) {
      return Stage.TTS;
    }
    if (has(Mark.STT) || has(Mark.LLM)) {
      return Stage.ANSWER;
    }
    if (has(Mark.CONNECT_START) && !has(Mark.HELLO_DONE)) {
      return has(Mark.CONNECTED) ? Stage.HELLO : Stage.CONNECT;
    }
    return Stage.STT;
  }

  /** The duration in nanoseconds, or {@link #UNSET} where this turn does not have it. */
  public long nanos(TurnMeasure measure) {
    return switch (measure) {
      case CONNECT -> has(Mark.CONNECT_START) ? between(Mark.ACTUAL_START, Mark.CONNECTED) : UNSET;
      case HELLO -> between(Mark.CONNECTED, Mark.HELLO_DONE);
      case OPEN -> has(Mark.CONNECT_START) ? between(Mark.ACTUAL_START, Mark.HELLO_DONE) : UNSET;
      case ENDPOINT -> endpoint();
      case ASR -> asr();
      case STT -> between(Mark.LAST_VOICED, Mark.STT);
      case LLM -> between(Mark.STT, has(Mark.LLM) ? Mark.LLM : Mark.SENTENCE);
      case TTS_START -> between(llmBefore(Mark.TTS_START) ? Mark.LLM : Mark.STT, Mark.TTS_START);
      case SOUND -> between(Mark.TTS_START, Mark.FIRST_SOUND);
      case WAIT -> between(Mark.INTENDED_START, Mark.ACTUAL_START);
      case FIRST_SOUND -> withWait(between(Mark.LAST_VOICED, Mark.FIRST_SOUND));
      case FIRST_SOUND_NAIVE -> between(Mark.LAST_VOICED, Mark.FIRST_SOUND);
      case INTERRUPT -> between(Mark.INTERRUPTED, Mark.TTS_STOP);
      case TAIL -> between(Mark.LAST_PACKET, Mark.TTS_STOP);
      case TOTAL -> withWait(total());
      case TOTAL_NAIVE -> total();
      case GAP -> gaps > 0 ? gapNanos : UNSET;
      case BOOT, CONNECT_WAIT, TCP, TLS, PACING_LATENESS -> UNSET; // not of one turn
    };
  }

  /** Of an answer that was heard to its end. */
  private long total() {
    if (has(Mark.INTERRUPTED)) {
      return UNSET;
    }
    boolean playedLater = has(Mark.TTS_STOP) && at(Mark.DRAINED) > at(Mark.TTS_STOP);
    return between(Mark.LAST_VOICED, playedLater ? Mark.DRAINED : Mark.TTS_STOP);
  }

  /** The user's wait began when the turn was meant to begin, whatever kept it from beginning. */
  private long withWait(long nanos) {
    long wait = between(Mark.INTENDED_START, Mark.ACTUAL_START);
    return nanos == UNSET || wait == UNSET ? nanos : nanos + wait;
  }

  private boolean llmBefore(Mark mark) {
    return has(Mark.LLM) && at(Mark.LLM) <= at(mark);
  }

  private long endpoint() {
    if (has(Mark.LISTEN_STOP)) {
      return between(Mark.LAST_VOICED, Mark.LISTEN_STOP);
    }
    long stt = between(Mark.LAST_VOICED, Mark.STT);
    if (stt == UNSET || Double.isNaN(asrMillis)) {
      return UNSET;
    }
    return Math.max(0, stt - Math.round(asrMillis * 1e6));
  }

  private long asr() {
    long stt = between(Mark.LAST_VOICED, Mark.STT);
    long endpoint = endpoint();
    return stt == UNSET || endpoint == UNSET ? UNSET : Math.max(0, stt - endpoint);
  }

  private long between(Mark from, Mark until) {
    long a = at(from);
    long b = at(until);
    return a == UNSET || b == UNSET || b < a ? UNSET : b - a;
  }

  public int device() {
    return device;
  }

  public int number() {
    return number;
  }

  public String board() {
    return board;
  }

  public String utterance() {
    return utterance;
  }

  /** The text of the server's stt; empty when there was none. */
  public String heard() {
    return heard;
  }

  /** Length of the speech an emulated server heard, or NaN. */
  public double heardMillis() {
    return heardMillis;
  }

  public int packetsSent() {
    return packetsSent;
  }

  public long bytesSent() {
    return bytesSent;
  }

  public int packetsReceived() {
    return packetsReceived;
  }

  public long bytesReceived() {
    return bytesReceived;
  }

  public int gaps() {
    return gaps;
  }

  public long gapNanos() {
    return gapNanos;
  }

  public int cutTails() {
    return cutTails;
  }

  public int lateFrames() {
    return lateFrames;
  }

  public int droppedFrames() {
    return droppedFrames;
  }

  /** Null until the turn has ended. */
  public @Nullable TurnOutcome outcome() {
    return outcome;
  }

  /** Why it did not end well; empty otherwise. */
  public String error() {
    return error;
  }

  public long startedWallMillis() {
    return startedWallMillis;
  }
}
