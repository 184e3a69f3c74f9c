package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks on their way from the device's thread to the card's, and word of what has been heard on the way back. Blocks
 * are used again and again. After a flush nothing of what was before it is told: it belongs to an earlier
 * <em>epoch</em>.
 */
final class PlaybackFeed {

  /**
   * Sound that is taken ahead: the two blocks of the firmware, and what cards and sound servers hold that is not
   * heard.
   */
  static final int AHEAD_MILLIS = 300;

  /** However long they are. */
  private static final int LEAST_BLOCKS = 2;

  /** However short they are. */
  static final int MOST_BLOCKS = 72;

  /** A copy of what the device has handed over. */
  static final class Block {
    short[] samples = new short[0];
    int length;
    /** The device had nothing else to be heard when it handed it over. */
    boolean first;
  }

  private final Scheduler scheduler;
  private final int rateHz;
  private final Runnable telling = this::tell;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Block> waiting = new ArrayDeque<>(MOST_BLOCKS);
  private final ArrayDeque<Block> spare = new ArrayDeque<>(MOST_BLOCKS);
  /** Of the blocks that have not been heard, as far as the device knows; the oldest at {@link #oldest}. */
  private final int[] lengths = new int[MOST_BLOCKS];

  private int oldest;
  private int blocks;
  private long samples;
  private int heard;
  private int epoch;
  private boolean begun;
  private long begunNanos;
  private boolean toldSoon;
  private LongConsumer beginnings = nanos -> {};
  private AudioOutput.@Nullable Listener listener;

  PlaybackFeed(Scheduler scheduler, int rateHz) {
    this.scheduler = scheduler;
    this.rateHz = rateHz;
  }

  // ---- on the device's thread --------------------------------------------------------------------------------------

  void listener(AudioOutput.Listener to) {
    listener = to;
  }

  void beginnings(LongConsumer to) {
    beginnings = to;
  }

  boolean hasRoom() {
    lock.lock();
    try {
      return blocks < MOST_BLOCKS && (blocks < LEAST_BLOCKS || samples * 1_000 < (long) AHEAD_MILLIS * rateHz);
    } finally {
      lock.unlock();
    }
  }

  boolean drained() {
    lock.lock();
    try {
      return blocks == 0;
    } finally {
      lock.unlock();
    }
  }

  void add(short[] from, int length) {
    lock.lock();
    try {
      Block block = spare.poll();
      if (block == null) {
        block = new Block();
      }
      if (block.samples.length < length) {
        block.samples = new short[length];
      }
      System.arraycopy(from, 0, block.samples, 0, length);
      block.length = length;
      block.first = blocks == 0;
      waiting.add(block);
      lengths[(oldest + blocks) % MOST_BLOCKS] = length;
      blocks++;
      samples += length;
    } finally {
      lock.unlock();
    }
  }

  void flush() {
    lock.lock();
    try {
      epoch++;
      spare.addAll(waiting);
      waiting.clear();
      blocks = 0;
      samples = 0;
      heard = 0;
      begun = false;
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    while (true) {
      int before;
      boolean last;
      tellOfBeginning();
      lock.lock();
      try {
        if (heard == 0 && !begun) {
          toldSoon = false;
          return;
        }
        if (begun) {
          continue;
        }
        heard--;
        samples -= lengths[oldest];
        oldest = (oldest + 1) % MOST_BLOCKS;
        last = --blocks == 0;
        before = epoch;
      } finally {
        lock.unlock();
      }
      AudioOutput.Listener to = listener;
      if (to != null) {
        to.onRoom();
        if (last && drained() && epoch == before) {
          to.onDrained();
        }
      }
    }
  }

  private void tellOfBeginning() {
    boolean now;
    long nanos;
    lock.lock();
    try {
      now = begun;
      nanos = begunNanos;
      begun = false;
    } finally {
      lock.unlock();
    }
    if (now) {
      beginnings.accept(nanos);
    }
  }

  // ---- on the card's thread ----------------------------------------------------------------------------------------

  int epoch() {
    lock.lock();
    try {
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /** The next block; null when none waits, or when there was a flush after {@code known}. */
  @Nullable Block next(int known) {
    lock.lock();
    try {
      return known == epoch ? waiting.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  boolean empty() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Block block) {
    lock.lock();
    try {
      spare.add(block);
    } finally {
      lock.unlock();
    }
  }

  /** A block that was the first after silence began to be heard at {@code nanos}; as {@link #heard}. */
  void begun(int known, long nanos) {
    boolean tellNow;
    lock.lock();
    try {
      if (known != epoch) {
        return;
      }
      begun = true;
      begunNanos = nanos;
      tellNow = !toldSoon;
      toldSoon = true;
    } finally {
      lock.unlock();
    }
    if (tellNow) {
      scheduler.execute(telling);
    }
  }

  /** So many more blocks have been heard, unless there was a flush after {@code known}. */
  void heard(int known, int count) {
    boolean tellNow;
    lock.lock();
    try {
      if (known != epoch || count == 0) {
        return;
      }
      heard += count;
      tellNow = !toldSoon;
      toldSoon = true;
    } finally {
      lock.unlock();
    }
    if (tellNow) {
      scheduler.execute(telling);
    }
  }

  /** Sound that the device has handed over and that has not been heard. Any thread. */
  long unheardNanos() {
    lock.lock();
    try {
      return samples * 1_000_000_000L / rateHz;
    } finally {
      lock.unlock();
    }
  }
}
