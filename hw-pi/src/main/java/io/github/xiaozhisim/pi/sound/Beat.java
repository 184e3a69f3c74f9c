package io.github.xiaozhisim.pi.sound;

import java.util.function.LongConsumer;

/**
 * What makes a card's work go on: a thread of its own ({@link CardThread}), or the time of a test. All steps run one
 * after the other.
 */
interface Beat {

  /** A piece of work that is done again and again. */
  @FunctionalInterface
  interface Step {

    /**
     * Does what is due.
     *
     * @return after how many nanoseconds it wants to be called again, unless it is woken
     */
    long step(long nowNanos);
  }

  /** Begins; once. */
  void start(Step step);

  /** The step runs soon. Any thread. */
  void wake();

  /** No step begins after it returns; {@code last} runs as the last one, unless a step hangs. */
  void stop(LongConsumer last);
}
