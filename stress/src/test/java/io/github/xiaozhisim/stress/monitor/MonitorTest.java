package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a machine second by second, and when it is worth a warning. */
class MonitorTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Gauge OWN = new Gauge("generator_rss_mib", "generator.memory", "MiB", "memory", "内存");

  @TempDir private Path folder;

  private FakeSystem system;
  private Monitor monitor;
  private int second;
  private long ticks = 1_000;
  private long busyTicks;
  private long receivedBytes;
  private long segments;
  private long again;

  @BeforeEach
  void setUp() {
    system = new FakeSystem(folder);
    monitor = Monitor.of(system.root());
    look(0, 0, 0, 0);
  }

  /** A second passes in which this happens. */
  private Reading look(int busyPercent, long received, long sentSegments, long sentAgain) {
    ticks += 200;
    busyTicks += 2 * busyPercent;
    receivedBytes += received;
    segments += sentSegments;
    again += sentAgain;
    system.file("proc/stat", "cpu  " + busyTicks + " 0 0 " + (ticks - busyTicks) + " 0 0 0 0 0 0\n");
    system.file("proc/net/dev", "a|b\nc|d\n eth0: " + receivedBytes + " 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0\n");
    system.file("proc/net/snmp", "Tcp: CurrEstab OutSegs RetransSegs\nTcp: 12 " + segments + " " + again + "\n");
    return monitor.read(second++ * SECOND, Map.of(OWN, 100.0));
  }

  @Test
  void shouldPutWhatIsSeenOnTheTimeAxisOfTheRun() {
    Reading reading = look(30, 1_250_000, 1_000, 0);
    assertThat(reading.atNanos()).isEqualTo(SECOND);
    assertThat(reading.values()).containsEntry(OWN, 100.0).containsEntry(MachineProbe.CONNECTIONS, 12.0);
    assertThat(reading.values().get(MachineProbe.CPU)).isCloseTo(30, within(1e-9));
    assertThat(reading.values().get(MachineProbe.RECEIVED)).isCloseTo(10, within(1e-9));
  }

  @Test
  void shouldLeaveOutWhatTheSystemDoesNotTell() {
    Reading reading = look(30, 0, 0, 0);
    assertThat(reading.values()).doesNotContainKeys(MachineProbe.MEMORY, MachineProbe.OVERFLOWS);
    system.remove("proc");
    assertThat(monitor.read(9 * SECOND, Map.of()).values()).isEmpty();
  }

  @Test
  void shouldTellTheShareOfSegmentsThatWereSentAgain() {
    assertThat(look(0, 0, 1_000, 20).values().get(MachineProbe.RETRANSMITTED)).isCloseTo(2, within(1e-9));
    assertThat(look(0, 0, 5, 5).values().get(MachineProbe.RETRANSMITTED)).as("too few to tell").isZero();
  }

  @Test
  void shouldWarnOfWhatLastsAndNotOfAPeak() {
    for (int i = 0; i < 4; i++) {
      look(0, 0, 1_000, 30);
    }
    assertThat(monitor.warnings()).isEmpty();
    look(0, 0, 1_000, 0);
    for (int i = 0; i < 7; i++) {
      look(0, 0, 1_000, i == 2 ? 90 : 20);
    }
    assertThat(monitor.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.gauge()).isEqualTo(MachineProbe.RETRANSMITTED);
              assertThat(warning.fromNanos()).isEqualTo(6 * SECOND);
              assertThat(warning.readings()).isEqualTo(7);
              assertThat(warning.worst()).isCloseTo(9, within(1e-9));
              assertThat(warning.english())
                  .startsWith("9.0 % of the TCP segments were sent again")
                  .endsWith("7 s in all)");
              assertThat(warning.chinese()).startsWith("9.0 % 的").contains("重传");
            });
  }
}
