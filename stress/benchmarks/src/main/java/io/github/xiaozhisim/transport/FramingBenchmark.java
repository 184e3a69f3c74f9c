package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.annotations.TearDown;

/** A frame made anew, a shared one found again, and frames of a server taken apart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", FramingBenchmark.AS_IN_A_LOOP})
public class FramingBenchmark {

  /** Threads of event loops keep freed buffers at hand; so does JMH's thread with this. */
  static final String AS_IN_A_LOOP = "-Dio.netty.allocator.useCacheForAllThreads=true";

  private static final int FRAMES = 20;

  private final byte[] packet = new byte[120];
  private final Payload shared = Payload.shared(packet);
  private final Count count = new Count();
  private final FrameDecoder decoder = new FrameDecoder(count, new FrameScratch(), false, Manner.STANDARD, 65_536);
  private ByteBuf arrived;

  /** Takes what is decoded. */
  private static final class Count implements FrameDecoder.Sink {
    private long bytes;

    @Override
    public void text(ByteBuffer utf8) {
      bytes += utf8.remaining();
    }

    @Override
    public void binary(ByteBuffer message) {
      bytes += message.remaining();
    }

    @Override
    public void ping(byte[] payload, int length) {}

    @Override
    public void closeFrame(int code, String reason) {}

    @Override
    public void violation(int code, String detail) {
      throw new IllegalStateException(detail);
    }
  }

  @Setup
  public void prepare() {
    arrived = PooledByteBufAllocator.DEFAULT.directBuffer();
    for (int i = 0; i < FRAMES; i++) {
      ByteBuf frame = Frames.fresh(PooledByteBufAllocator.DEFAULT, Frames.BINARY, packet, 0, packet.length, false);
      arrived.writeBytes(frame);
      frame.release();
    }
  }

  @TearDown
  public void release() {
    arrived.release();
  }

  @Benchmark
  public int fresh() {
    ByteBuf frame = Frames.fresh(PooledByteBufAllocator.DEFAULT, Frames.BINARY, packet, 0, packet.length, true);
    int length = frame.readableBytes();
    frame.release();
    return length;
  }

  @Benchmark
  public Object ready() {
    return Frames.shared(Frames.BINARY, shared, true);
  }

  @Benchmark
  public byte[] mask() {
    Frames.mask(packet, 0, packet.length, 0x12345678);
    return packet;
  }

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long decode() {
    decoder.decode(arrived.retain().readerIndex(0));
    return count.bytes;
  }
}
