package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.ListeningEar;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The ears of a fleet: they really decode what some of the devices play, on one thread of their own, so that listening
 * never makes a device late. What the thread cannot keep up with is skipped and counted, oldest kept. In virtual time
 * nobody can be late, and ears listen {@link #onTheSpot}.
 *
 * <p>{@link #listen} and {@link #sums} from any thread; an ear itself on its device's thread.
 */
public final class Ears implements AutoCloseable {

  /** About a second of a hundred ears, and some. */
  private static final int CAPACITY = 4_096;

  /** Samples at the end of the scale from which an answer counts as distorted. */
  private static final int DISTORTED_SAMPLES = 200;

  private static final long CLOSE_LIMIT_MILLIS = 2_000;

  private final BlockingQueue<Sound> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread = Thread.ofPlatform().name("ears").daemon().unstarted(this::run);
  private final LongAdder devices = new LongAdder();
  private final LongAdder packets = new LongAdder();
  private final LongAdder answers = new LongAdder();
  private final LongAdder silentAnswers = new LongAdder();
  private final LongAdder distortedAnswers = new LongAdder();
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final boolean onTheSpot;
  private volatile boolean closing;

  public Ears() {
    this(false);
  }

  private Ears(boolean onTheSpot) {
    this.onTheSpot = onTheSpot;
  }

  /** Ears that decode on the threads of their devices, so that nothing is skipped. */
  public static Ears onTheSpot() {
    return new Ears(true);
  }

  /**
   * The sums so far.
   *
   * @param devices how many decode what they play
   * @param packets packets listened to
   * @param answers answers heard to their end
   * @param silentAnswers answers in which there was nothing to hear
   * @param distortedAnswers answers that were clipped
   * @param undecodablePackets packets that are not Opus
   * @param skippedPackets packets not listened to because the ears could not keep up
   */
  public record Sums(
      long devices,
      long packets,
      long answers,
      long silentAnswers,
      long distortedAnswers,
      long undecodablePackets,
      long skippedPackets) {}

  /** A packet to listen to, or without one the end of an answer. */
  private record Sound(ListeningEar ear, byte @Nullable [] packet, long startNanos) {}

  /** An ear for one more device. */
  VirtualSpeaker.Ear listen() {
    devices.increment();
    if (!onTheSpot && thread.getState() == Thread.State.NEW) {
      start();
    }
    return new Outer();
  }

  private synchronized void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  public Sums sums() {
    return new Sums(
        devices.sum(),
        packets.sum(),
        answers.sum(),
        silentAnswers.sum(),
        distortedAnswers.sum(),
        undecodable.sum(),
        skipped.sum());
  }

  /** Listens to what is still waiting, for 2 s at most, and ends. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      Sound next;
      try {
        next = closing ? queue.poll() : queue.take();
      } catch (InterruptedException e) {
        continue; // closing: what waits is still listened to
      }
      if (next == null) {
        return;
      }
      judge(next);
    }
  }

  private void judge(Sound sound) {
    ListeningEar ear = sound.ear();
    if (sound.packet() != null) {
      long broken = ear.decodeErrors();
      ear.hear(sound.packet(), sound.startNanos());
      packets.increment();
      undecodable.add(ear.decodeErrors() - broken);
      return;
    }
    long before = ear.answers();
    ear.forget();
    ListeningEar.Heard heard = ear.previousAnswer();
    if (ear.answers() > before && heard != null) {
      answers.increment();
      if (!heard.audible()) {
        silentAnswers.increment();
      }
      if (heard.clippedSamples() >= DISTORTED_SAMPLES) {
        distortedAnswers.increment();
      }
    }
  }

  /** The side of an ear that the speaker sees. */
  private final class Outer implements VirtualSpeaker.Ear {
    private final ListeningEar inner = new ListeningEar();

    @Override
    public void hear(byte[] packet, long startNanos) {
      listen(new Sound(inner, packet, startNanos));
    }

    @Override
    public void forget() {
      listen(new Sound(inner, null, 0));
    }

    private void listen(Sound sound) {
      if (onTheSpot) {
        judge(sound);
      } else if (!queue.offer(sound)) {
        skipped.increment();
      }
    }
  }
}
