package io.github.xiaozhisim.pi.sound;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of one side of a card while it lives. Any thread. */
final class CardCounts {

  final AtomicLong opened = new AtomicLong();
  final AtomicLong gone = new AtomicLong();
  final AtomicLong underruns = new AtomicLong();
  final AtomicLong underrunNanos = new AtomicLong();
  final AtomicLong overruns = new AtomicLong();
  final AtomicLong lostNanos = new AtomicLong();
  final AtomicLong staleNanos = new AtomicLong();

  SoundCounters now() {
    return new SoundCounters(
        opened.get(),
        gone.get(),
        underruns.get(),
        millis(underrunNanos),
        overruns.get(),
        millis(lostNanos),
        millis(staleNanos));
  }

  private static long millis(AtomicLong nanos) {
    return (nanos.get() + 999_999) / 1_000_000;
  }
}
