package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.virtual.ListeningEar;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.handover.Background;
import io.github.xiaozhisim.stress.handover.Handover;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread that decodes for the ears: takes what has gathered ten times a second, so that no device ever has to wake
 * it. Decoders are lent to an answer while it sounds, and taken back when it has been quiet for a second.
 */
final class EarThread {

  /** More than two seconds of a hundred ears. */
  private static final int CAPACITY = 4_096;

  private static final long WAIT_MILLIS = 100;
  private static final long IDLE_WAIT_MILLIS = 1_000;
  private static final long QUIET_NANOS = 1_000_000_000L;

  private final HeardAnswers sums;
  private final EarBudget budget;
  private final Clock clock;
  private final boolean background;
  private final Handover<Sound> sounds = new Handover<>(CAPACITY);
  private final Thread thread;
  private volatile boolean closing;

  // The thread's own.
  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final List<Answer> lent = new ArrayList<>();
  private final ArrayDeque<ListeningEar> idle = new ArrayDeque<>();
  private long soundNanos;
  private long nowNanos;

  /** An answer that somebody listens to. */
  static final class Answer {
    /** It is no longer whole: of no use to anybody. Written by either thread. */
    private volatile boolean broken;

    private @Nullable ListeningEar ear;
    private ListeningEar.@Nullable Heard heard;
    private long heardNanos;

    void giveUp() {
      broken = true;
    }
  }

  /** A packet to listen to, or without one the end of an answer. */
  private record Sound(Answer answer, byte @Nullable [] packet, long startNanos) {}

  /**
   * @param background whether the devices' threads need all processors there are
   */
  EarThread(HeardAnswers sums, EarBudget budget, Clock clock, boolean background) {
    this.sums = sums;
    this.budget = budget;
    this.clock = clock;
    this.background = background;
    this.thread = Thread.ofPlatform().name("ears").daemon().unstarted(this::run);
  }

  /** On any thread; once is enough. */
  synchronized void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** Hands a packet over; false when there is no room. On the device's thread. */
  boolean hear(Answer answer, byte[] packet, long startNanos) {
    return sounds.offer(new Sound(answer, packet, startNanos));
  }

  /** The answer is over; false when there is no room to say so. On the device's thread. */
  boolean end(Answer answer) {
    return sounds.offer(new Sound(answer, null, 0));
  }

  /** Whether it lies so far behind that nothing new should begin. */
  boolean behind() {
    return sounds.size() > CAPACITY / 4;
  }

  /** Listens to what is still waiting, and ends; returns when it has, at the latest after {@code millis}. */
  void close(long millis) throws InterruptedException {
    closing = true;
    sounds.call();
    if (thread.isAlive()) {
      thread.join(millis);
    }
  }

  private void run() {
    if (background) {
      Background.enter();
    }
    long cpuNanos = cpuNanos();
    try {
      boolean last = false;
      while (!last) {
        sounds.await(lent.isEmpty() ? IDLE_WAIT_MILLIS : WAIT_MILLIS);
        last = closing;
        nowNanos = clock.nowNanos();
        soundNanos = 0;
        sounds.takeAll(this::judge);
        takeBack();
        long spentNanos = cpuNanos() - cpuNanos;
        cpuNanos += spentNanos;
        budget.spent(spentNanos, soundNanos, nowNanos);
        sums.spent(spentNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long cpuNanos() {
    return cpu.isCurrentThreadCpuTimeSupported() ? cpu.getCurrentThreadCpuTime() : clock.nowNanos();
  }

  private void judge(Sound sound) {
    Answer answer = sound.answer();
    if (answer.broken) {
      return; // its decoder is taken back below
    }
    byte[] packet = sound.packet();
    if (packet == null) {
      ListeningEar.Heard heard = whole(answer);
      if (heard != null) {
        sums.heard(heard);
      }
      return;
    }
    ListeningEar ear = answer.ear;
    if (ear == null) {
      ear = lend(answer);
    }
    try {
      sums.packet(ear, packet, sound.startNanos());
    } catch (RuntimeException e) {
      failed(answer);
      return;
    }
    soundNanos += Math.max(0, OpusPacket.durationMicros(packet, 0, packet.length)) * 1_000L;
    answer.heardNanos = nowNanos;
  }

  /** Whatever a server sends comes here, and must not end listening for all others. Nobody uses that decoder again. */
  private void failed(Answer answer) {
    answer.giveUp();
    answer.ear = null;
    lent.remove(answer);
    sums.undecodable();
    sums.leftOut();
  }

  private ListeningEar lend(Answer answer) {
    ListeningEar ear = idle.poll();
    if (ear == null) {
      ear = new ListeningEar();
    }
    answer.ear = ear;
    lent.add(answer);
    ListeningEar.Heard before = answer.heard;
    if (before != null) {
      ear.goOn(before);
    }
    return ear;
  }

  private ListeningEar.@Nullable Heard whole(Answer answer) {
    if (answer.ear != null) {
      lent.remove(answer);
      release(answer);
    }
    return answer.heard;
  }

  private void takeBack() {
    for (int i = lent.size() - 1; i >= 0; i--) {
      Answer answer = lent.get(i);
      if (answer.broken || nowNanos - answer.heardNanos > QUIET_NANOS) {
        lent.remove(i);
        release(answer);
      }
    }
  }

  private void release(Answer answer) {
    ListeningEar ear = answer.ear;
    if (ear != null) {
      answer.heard = ear.putAside();
      answer.ear = null;
      idle.push(ear);
    }
  }
}
