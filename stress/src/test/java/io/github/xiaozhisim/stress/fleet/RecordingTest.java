package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What keeping the books costs in garbage, on the thread that has to be in time. */
class RecordingTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TURNS = 200;
  private static final int FRAMES = 50;

  private final Journal nowhere =
      new Journal() {
        @Override
        public void turn(Turn turn) {}

        @Override
        public void event(long wallMillis, int device, String what) {}
      };
  private final Ledger ledger =
      new Ledger(0, "virtual", new VirtualClock(0), new TurnRecorder(), nowhere, new ErrorTally());
  private long nowNanos;

  private void frames(int count) {
    for (int i = 0; i < count; i++) {
      nowNanos += 60_000_000;
      ledger.frameLate(i * 1_000L);
      ledger.audioSent(60, nowNanos);
      ledger.audioReceived(120, true, nowNanos);
      ledger.messageReceived(200);
    }
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      Turn turn = ledger.begin(nowNanos, nowNanos, "hello");
      frames(FRAMES);
      turn.mark(Mark.LAST_VOICED, nowNanos);
      turn.mark(Mark.STT, nowNanos + 300_000_000);
      turn.mark(Mark.TTS_START, nowNanos + 500_000_000);
      turn.mark(Mark.TTS_STOP, nowNanos + 900_000_000);
      ledger.end(TurnOutcome.ANSWERED, "", nowNanos + 900_000_000);
    }
  }

  private static long allocatedBy(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void shouldAllocateNothingForAFrame() {
    ledger.begin(0, 0, "hello");
    Runnable work = () -> frames(10_000);
    allocatedBy(work);
    assertThat(allocatedBy(work)).isZero();
  }

  @Test
  void shouldLeaveAThirdOfAKilobyteBehindForATurn() {
    Runnable work = () -> turns(TURNS);
    allocatedBy(work);
    assertThat(allocatedBy(work)).isLessThan(TURNS * 350L);
  }
}
