package io.github.xiaozhisim.benchmarks;

import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
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

/** A packet of sound wrapped for the wire, unwrapped, and asked how long it lasts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class OpusWrappingBenchmark {

  private static final byte TOC_60_MILLIS = 0x58;

  @Param public BinaryFraming framing;

  private final byte[] packet = new byte[120];
  private Payload shared;
  private ByteBuffer message;

  @Setup
  public void prepare() {
    packet[0] = TOC_60_MILLIS;
    shared = Payload.shared(packet);
    message = ByteBuffer.wrap(framing.wrap(shared, 0).bytes());
  }

  @Benchmark
  public Payload wrapShared() {
    return framing.wrap(shared, 0);
  }

  @Benchmark
  public Payload wrapOnce() {
    return framing.wrap(Payload.once(packet), 1);
  }

  @Benchmark
  public int unwrap() {
    framing.unwrap(message.clear());
    return OpusPacket.durationMicros(message, message.position(), message.remaining());
  }

  @Benchmark
  public boolean isValid() {
    return OpusPacket.isValid(packet);
  }
}
