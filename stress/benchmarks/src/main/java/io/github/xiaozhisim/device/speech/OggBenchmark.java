package io.github.xiaozhisim.device.speech;

import java.util.ArrayList;
import java.util.List;
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

/** Three seconds of packets put into the pages of an Ogg stream, and taken out again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class OggBenchmark {

  private static final int PACKETS = 50;

  private final List<byte[]> packets = new ArrayList<>();
  private final long[] granules = new long[PACKETS];
  private byte[] file;

  @Setup
  public void prepare() {
    for (int i = 0; i < PACKETS; i++) {
      packets.add(new byte[120]);
      granules[i] = i * 2_880L;
    }
    file = write();
  }

  @Benchmark
  public byte[] write() {
    return OggPages.write(1, packets, 2, granules);
  }

  @Benchmark
  public Object read() throws SpeechFormatException {
    return OggPages.read(file, "a benchmark");
  }
}
