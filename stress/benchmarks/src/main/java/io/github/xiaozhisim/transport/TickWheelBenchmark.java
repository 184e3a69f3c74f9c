package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
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
import org.openjdk.jmh.annotations.Param;

/** The timers of many talking devices, each armed again every 60 ms; the cost of one tick and of one timer moved. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class TickWheelBenchmark {

  private static final int FRAME_TICKS = 60;

  @Param({"1000", "5000"})
  public int timers;

  private TickWheel wheel;
  private Timer moved;
  private long tick;
  private long fired;

  @Setup
  public void prepare() {
    wheel = new TickWheel(0, nanos -> {}, thrown -> {});
    for (int i = 0; i < timers; i++) {
      Timer[] self = new Timer[1];
      self[0] =
          wheel.timer(
              () -> {
                fired++;
                self[0].arm((tick + FRAME_TICKS) * TickWheel.TICK_NANOS);
              });
      self[0].arm((i % FRAME_TICKS + 1) * TickWheel.TICK_NANOS);
    }
    moved = wheel.timer(() -> {});
  }

  /** All timers of one millisecond: a sixtieth of them. */
  @Benchmark
  public long tick() {
    wheel.advance(++tick * TickWheel.TICK_NANOS);
    return fired;
  }

  /** What happens to a timeout that is put off again and again. */
  @Benchmark
  public void move() {
    moved.arm(((tick++ & 1023) + 10_000) * TickWheel.TICK_NANOS);
  }
}
