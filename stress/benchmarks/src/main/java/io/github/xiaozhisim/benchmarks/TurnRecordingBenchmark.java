package io.github.xiaozhisim.benchmarks;

import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a turn leaves in the statistics: each packet, and the whole at its end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class TurnRecordingBenchmark {

  private static final long MILLIS = 1_000_000L;
  private static final int SENT = 50;
  private static final int RECEIVED = 20;

  private final TurnRecorder recorder = new TurnRecorder();
  private Turn turn;
  private long nanos;

  @Setup
  public void prepare() {
    turn = new Turn(0, 1, 0, 0, 0);
  }

  @Benchmark
  public Turn packetSent() {
    turn.packetSent(60, nanos++);
    return turn;
  }

  @Benchmark
  public void lateness() {
    recorder.record(TurnMeasure.PACING_LATENESS, nanos++ & 0xFFFFF);
  }

  /** 50 packets one way, 20 the other, and everything between. */
  @Benchmark
  public Turn wholeTurn() {
    long now = MILLIS;
    Turn whole = new Turn(1, 1, 0, now, 0);
    for (int i = 0; i < SENT; i++) {
      now += 60 * MILLIS;
      whole.packetSent(60, now);
    }
    whole.mark(Mark.LAST_VOICED, now);
    whole.mark(Mark.STT, now + 200 * MILLIS);
    whole.heard("What time is it?");
    whole.mark(Mark.LLM, now + 300 * MILLIS);
    whole.mark(Mark.TTS_START, now + 400 * MILLIS);
    whole.mark(Mark.FIRST_SOUND, now + 450 * MILLIS);
    now += 450 * MILLIS;
    for (int i = 0; i < RECEIVED; i++) {
      now += 60 * MILLIS;
      whole.packetReceived(120, now);
    }
    whole.mark(Mark.TTS_STOP, now);
    whole.end(TurnOutcome.ANSWERED, "", now);
    recorder.finished(whole);
    return whole;
  }
}
