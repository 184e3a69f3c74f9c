package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.signal.Resampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a sound file: left the microphone, right the loudspeaker, each at the time at which it was heard.
 * The device's thread hands in blocks and never waits: at most {@link #WAITING_BLOCKS} wait for the disk, later ones
 * are lost and counted. {@link #close} by anybody; once is enough.
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
  private final AtomicLong lostNanos = new AtomicLong();
  private final Thread writer;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile @Nullable IOException failure;

  private enum Kind {
    SOUND,
    /** What was to come is not heard. */
    FLUSH,
    END
  }

  private static final class Block {
    final short[] samples;
    Kind kind = Kind.SOUND;
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

  /** In its turn: what waits before it was told before it. */
  @Override
  public void speakerFlushed(long nowNanos) {
    Block block = free.poll();
    if (block != null) {
      block.kind = Kind.FLUSH;
      block.side = 1;
      block.length = 0;
      block.startNanos = nowNanos;
      waiting.add(block);
    }
  }

  private void hand(int side, short[] samples, int length, int rateHz, long startNanos) {
    for (int from = 0; from < length; from += BLOCK_SAMPLES) {
      Block block = free.poll();
      int part = Math.min(BLOCK_SAMPLES, length - from);
      if (block == null) {
        lostNanos.addAndGet(nanos(part, rateHz));
        continue;
      }
      System.arraycopy(samples, from, block.samples, 0, part);
      block.kind = Kind.SOUND;
      block.side = side;
      block.length = part;
      block.rateHz = rateHz;
      block.startNanos = startNanos + nanos(from, rateHz);
      waiting.add(block);
    }
  }

  /** How much sound was lost because more came at once than could wait for the disk; any thread. */
  public long lostMillis() {
    return (lostNanos.get() + 999_999) / 1_000_000;
  }

  private static long nanos(int samples, int rateHz) {
    return samples * 1_000_000_000L / rateHz;
  }

  private void write() {
    Side[] sides = {new Side(), new Side()};
    try (file) {
      for (Block block = waiting.take(); block.kind != Kind.END; block = waiting.take()) {
        if (block.kind == Kind.FLUSH) {
          sides[block.side].flush(block);
        } else {
          sides[block.side].take(block);
        }
        free.add(block);
      }
      for (int side = 0; side < sides.length; side++) {
        sides[side].finish(side);
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new IOException("the recording is broken: " + e.getMessage(), e);
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
      // Later than near, there was silence; earlier, it waits behind what is still to be heard.
      if (block.rateHz != rateHz || start - end > NEAR_FRAMES) {
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

    void flush(Block at) {
      long from = (at.startNanos - zeroNanos) * StereoFile.RATE_HZ / 1_000_000_000L;
      if (from < end) {
        file.takeBack(at.side, from);
        end = Math.max(from, file.firstOpen());
        rateHz = 0; // what the filter still holds is not heard either
        resampler = null;
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
    if (closing.getAndSet(true)) {
      return;
    }
    Block last = new Block(0);
    last.kind = Kind.END;
    waiting.add(last);
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
