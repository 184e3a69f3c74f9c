package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.signal.Resampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a sound file: left the microphone, right the loudspeaker, each at the time at which it was heard. The
 * device's thread hands in blocks and never waits: at most {@link #WAITING_BLOCKS} wait for the disk, later ones are lost and
 * counted. {@link #close} by anybody, once.
 */
public final class ConversationRecording implements SoundTap, AutoCloseable {

  /** More than a second of sound. */
  static final int WAITING_BLOCKS = 256;

  private static final int BLOCK_SAMPLES = 2_048;

  /** A block that is this near to the end of the one before follows it: clocks of sound cards waver. */
  private static final long NEAR_FRAMES = StereoFile.RATE_HZ * 60L / 1_000;

  private final StereoFile file;
  private final long zeroNanos;
  private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(WAITING_BLOCKS);
  private final BlockingQueue<Block> waiting = new ArrayBlockingQueue<>(WAITING_BLOCKS + 1);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer;
  private volatile @Nullable IOException failure;

  /** Sound of one side; without samples: nothing comes any more. */
  private static final class Block {
    final short[] samples;
    int side;
    int length;
    int rateHz;
    long startNanos;

    Block(int room) {
      samples = new short[room];
    }
  }

  private ConversationRecording(StereoFile file, long zeroNanos) {
    this.file = file;
    this.zeroNanos = zeroNanos;
    for (int i = 0; i < WAITING_BLOCKS; i++) {
      free.add(new Block(BLOCK_SAMPLES));
    }
    this.writer = Thread.ofPlatform().name("recording").daemon().start(this::write);
  }

  /**
   * Begins to record.
   *
   * @param path a file that is not there yet
   * @param nowNanos the device's time, at which the file begins
   * @throws IOException with the reason where it cannot be made
   */
  public static ConversationRecording begin(Path path, long nowNanos) throws IOException {
    return new ConversationRecording(new StereoFile(path), nowNanos);
  }

  @Override
  public void microphone(short[] samples, int length, int rateHz, long endNanos) {
    hand(0, samples, length, rateHz, endNanos - nanos(length, rateHz));
  }

  @Override
  public void speaker(short[] samples, int length, int rateHz, long startNanos) {
    hand(1, samples, length, rateHz, startNanos);
  }

  private void hand(int side, short[] samples, int length, int rateHz, long startNanos) {
    for (int from = 0; from < length; from += BLOCK_SAMPLES) {
      Block block = free.poll();
      int part = Math.min(BLOCK_SAMPLES, length - from);
      if (block == null) {
        lost.addAndGet(part);
        continue;
      }
      System.arraycopy(samples, from, block.samples, 0, part);
      block.side = side;
      block.length = part;
      block.rateHz = rateHz;
      block.startNanos = startNanos + nanos(from, rateHz);
      waiting.add(block);
    }
  }

  /** Samples that were lost because the disk was too slow. */
  public long lost() {
    return lost.get();
  }

  private static long nanos(int samples, int rateHz) {
    return samples * 1_000_000_000L / rateHz;
  }

  private void write() {
    Side[] sides = {new Side(), new Side()};
    try (file) {
      for (Block block = waiting.take(); block.length > 0; block = waiting.take()) {
        sides[block.side].take(block);
        free.add(block);
      }
      for (int side = 0; side < sides.length; side++) {
        sides[side].finish(side);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Brings one side to the rate of the file, and into its place. On the writer's thread. */
  private final class Side {
    private @Nullable Resampler resampler;
    private short[] converted = new short[0];
    private int rateHz;
    private long end;

    void take(Block block) throws IOException {
      long start = (block.startNanos - zeroNanos) * StereoFile.RATE_HZ / 1_000_000_000L;
      if (block.rateHz != rateHz || Math.abs(start - end) > NEAR_FRAMES) {
        finish(block.side);
        rateHz = block.rateHz;
        resampler = rateHz == StereoFile.RATE_HZ ? null : new Resampler(rateHz, StereoFile.RATE_HZ);
        end = Math.max(Math.max(end, start), file.firstOpen());
      }
      Resampler by = resampler;
      if (by == null) {
        put(block.side, block.samples, block.length);
      } else {
        converted = roomFor(by.maxOutput(block.length));
        put(block.side, converted, by.process(block.samples, 0, block.length, converted, 0));
      }
    }

    private short[] roomFor(int samples) {
      return converted.length >= samples ? converted : Arrays.copyOf(converted, samples);
    }

    private void put(int side, short[] samples, int length) throws IOException {
      file.put(side, samples, length, end);
      end += length;
    }

    void finish(int side) throws IOException {
      Resampler by = resampler;
      if (by != null) {
        converted = roomFor(by.maxTail());
        put(side, converted, by.finish(converted, 0));
      }
    }
  }

  /**
   * Writes what waits, and ends the file.
   *
   * @throws IOException when something could not be written
   */
  @Override
  public void close() throws IOException {
    waiting.add(new Block(0));
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }
}
