package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What Linux tells of a machine and its network, and what is made of a system that tells nothing. */
class MachineFilesTest {

  @Test
  void shouldTakeIdleAndStolenTimeForNobodysWork() {
    String stat = "cpu  10 20 30 400 50 6 7 8 9 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
    assertThat(MachineFiles.time(stat)).as("guest time is in user time").isEqualTo(new MachineFiles.Time(531, 73, 8));
    assertThat(MachineFiles.time("")).isEqualTo(new MachineFiles.Time(0, 0, 0));
  }

  @Test
  void shouldCountAsUsedWhatCannotBeHadWithoutSwapping() {
    String meminfo = "MemTotal:       1000 kB\nMemFree:          50 kB\nMemAvailable:    250 kB\n";
    assertThat(MachineFiles.memoryPercent(meminfo)).isCloseTo(75, within(1e-9));
    assertThat(MachineFiles.memoryPercent("MemTotal:  1000 kB\n")).isEqualTo(-1);
    assertThat(MachineFiles.memoryPercent("")).isEqualTo(-1);
  }

  @Test
  void shouldKeepLoopbackApartFromTheNetwork() {
    String dev =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls \
        carrier compressed
            lo: 700     7    0    0    0     0          0         0     700     7    0    0    0     0       0         \
         0
          eth0:100 5 0 0 0 0 0 0 30 4 0 0 0 0 0 0
         wlan0: 10 5 0 0 0 0 0 0 3 4 0 0 0 0 0 0
        """;
    assertThat(MachineFiles.traffic(dev)).isEqualTo(new MachineFiles.Traffic(110, 33, 700));
    assertThat(MachineFiles.traffic("")).isEqualTo(new MachineFiles.Traffic(-1, -1, -1));
  }

  @Test
  void shouldFindACounterByTheNameInTheLineAboveIt() {
    String snmp = "Ip: Forwarding DefaultTTL\nIp: 2 64\nTcp: RtoMin OutSegs RetransSegs\nTcp: 200 9000 17\n";
    assertThat(MachineFiles.counter(snmp, "Tcp", "RetransSegs")).isEqualTo(17);
    assertThat(MachineFiles.counter(snmp, "Tcp", "NoSuchName")).isEqualTo(-1);
    assertThat(MachineFiles.counter(snmp, "TcpExt", "ListenOverflows")).isEqualTo(-1);
    assertThat(MachineFiles.counter("", "Tcp", "RetransSegs")).isEqualTo(-1);
  }
}
