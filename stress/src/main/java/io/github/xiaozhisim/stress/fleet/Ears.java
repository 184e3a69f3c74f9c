package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.ListeningEar;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ears of a fleet: they really decode what some of the devices play, on threads of their own and within a stated
 * budget, so that listening never makes a device late. What the budget does not carry is left out: whole answers, the
 * same share of them for every ear, and counted. In virtual time nobody can be late, and ears listen
 * {@link #onTheSpot}. The sound of the {@linkplain #slowest slowest} answers is kept, whatever the budget carries.
 *
 * <p>{@link #listen}, {@link #sums} and {@link #slowest} from any thread; an ear itself on its device's thread.
 */
public final class Ears implements AutoCloseable {

  /** A fifth of one processor: decoding for 40 to 120 devices that play at the same time. */
  public static final double USUAL_BUDGET = 0.2;

  private static final long CLOSE_LIMIT_MILLIS = 2_000;

  private final HeardAnswers sums = new HeardAnswers();
  private final SlowAnswers slowest = new SlowAnswers();
  private final EarBudget budget;
  private final List<EarThread> threads = new ArrayList<>();

  private Ears(EarBudget budget) {
    this.budget = budget;
  }

  /**
   * Ears with as many threads as the budget can keep busy.
   *
   * @param processors what they may use: 0.2 is a fifth of one processor
   * @param clock time as the devices have it
   * @param background whether the devices' threads need all processors there are, so that the ears' step back behind
   *     them
   */
  public static Ears within(double processors, Clock clock, boolean background) {
    Ears ears = new Ears(new EarBudget(processors));
    for (int i = 0; i < Math.ceil(processors); i++) {
      ears.threads.add(new EarThread(ears.sums, ears.budget, clock, background));
    }
    return ears;
  }

  /** Ears that decode on the threads of their devices, so that nothing is left out. */
  public static Ears onTheSpot() {
    return new Ears(new EarBudget(0));
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
   * @param skippedPackets packets not listened to
   * @param leftOutAnswers answers not listened to, because the ears' budget or their queue was short
   * @param budget processors that listening may use; 0 where there is no limit
   * @param cpuMillis time of a processor that listening has used; 0 for ears on the spot
   */
  public record Sums(
      long devices,
      long packets,
      long answers,
      long silentAnswers,
      long distortedAnswers,
      long undecodablePackets,
      long skippedPackets,
      long leftOutAnswers,
      double budget,
      long cpuMillis) {}

  /** An ear for one more device. */
  VirtualSpeaker.Ear listen() {
    int number = sums.ear();
    if (threads.isEmpty()) {
      return new OnTheSpot();
    }
    EarThread thread = threads.get(number % threads.size());
    thread.start();
    return new Sampling(number, thread);
  }

  /** The same, with a tape that runs while answers sound. */
  AnswerTape taped() {
    return new AnswerTape(listen(), slowest);
  }

  /** What was heard of the answers that were the longest in coming, the slowest first; some milliseconds of work. */
  public List<HeardTurn> slowest() {
    return slowest.heard();
  }

  public Sums sums() {
    return sums.sums(budget.processors());
  }

  /** Listens to what is still waiting, for 2 s at most, and ends. */
  @Override
  public void close() {
    try {
      for (EarThread thread : threads) {
        thread.close(CLOSE_LIMIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands some of the answers on, each of them whole. */
  private final class Sampling implements VirtualSpeaker.Ear {
    private final EarBudget.Claim claim;
    private final EarThread thread;
    private EarThread.@Nullable Answer answer;
    private boolean begun;
    private boolean sounds;

    Sampling(int number, EarThread thread) {
      this.claim = new EarBudget.Claim(number);
      this.thread = thread;
    }

    @Override
    public void hear(byte[] packet, long startNanos) {
      if (!begun) {
        begun = true;
        if (budget.begins(claim, !thread.behind())) {
          answer = new EarThread.Answer();
        } else {
          sums.leftOut();
        }
      } else if (!sounds) {
        budget.goesOn(answer != null);
      }
      sounds = true;
      EarThread.Answer now = answer;
      if (now == null) {
        sums.skippedPacket();
      } else if (!thread.hear(now, packet, startNanos)) {
        budget.givesUp();
        giveUp(now);
        sums.skippedPacket();
      }
    }

    private void giveUp(EarThread.Answer now) {
      now.giveUp();
      answer = null;
      sums.leftOut();
    }

    @Override
    public void quiet() {
      if (sounds) {
        sounds = false;
        budget.pauses(answer != null);
      }
    }

    @Override
    public void forget() {
      quiet();
      begun = false;
      EarThread.Answer now = answer;
      if (now != null && !thread.end(now)) {
        giveUp(now);
      }
      answer = null;
    }
  }

  /** Decodes at once, and everything. */
  private final class OnTheSpot implements VirtualSpeaker.Ear {
    private final ListeningEar ear = new ListeningEar();

    @Override
    public void hear(byte[] packet, long startNanos) {
      sums.packet(ear, packet, startNanos);
    }

    @Override
    public void forget() {
      long before = ear.answers();
      ear.forget();
      ListeningEar.Heard heard = ear.previousAnswer();
      if (ear.answers() > before && heard != null) {
        sums.heard(heard);
      }
    }
  }
}
