package io.github.xiaozhisim.stress.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.check.Finding.Grade;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run takes of a machine, and what is said when it is not there. */
class MachineCheckTest {

  private static final long GIB = 1L << 30;
  private static final MachineLimits LARGE =
      new MachineLimits(1 << 20, 1 << 20, 1 << 22, 28_232, 4096, 2048, MachineLimits.UNKNOWN, GIB, 8 * GIB, 4 * GIB, 8);

  @TempDir Path folder;

  private static Demand far(int devices, int talking) {
    return new Demand(devices, talking, false, false, false, 1);
  }

  private static List<String> not(Grade grade, Demand demand, MachineLimits limits) {
    return MachineCheck.of(demand, limits).stream()
        .filter(finding -> finding.grade() != grade)
        .map(finding -> finding.what() + " " + finding.grade() + ": " + finding.mend())
        .toList();
  }

  @Test
  void shouldBeContentWhereThereIsEnough() {
    assertThat(not(Grade.FINE, far(5_000, 5_000), LARGE)).isEmpty();
  }

  @Test
  void shouldCountBothEndsWhereBothAreInOneProcess() {
    assertThat(far(1_000, 10).descriptors()).isEqualTo(1_200);
    assertThat(new Demand(1_000, 10, true, true, false, 1).descriptors()).isEqualTo(2_200);
    assertThat(new Demand(1_000, 10, true, true, true, 1).descriptors()).isEqualTo(3_200);
    assertThat(new Demand(1_000, 10, false, true, false, 1).filesOfTheMachine()).isEqualTo(2_200);
  }

  @Test
  void shouldSayTheCommandThatGivesMoreDescriptors() {
    MachineLimits small = new MachineLimits(1024, 4096, 1 << 22, 28_232, 4096, 2048, -1, GIB, 8 * GIB, 4 * GIB, 8);
    assertThat(not(Grade.FINE, far(2_000, 10), small))
        .containsExactly("open files of this process SHORT: sudo prlimit --pid $$ --nofile=2200 && ulimit -n 2200,"
                + " or take the 824 devices that fit (--devices)");
    assertThat(not(Grade.FINE, far(5_000, 10), small))
        .containsExactly(
            "open files of this process SHORT: sudo sysctl -w fs.nr_open=5200 && sudo prlimit --pid $$ --nofile=5200"
                + " && ulimit -n 5200, or take the 824 devices that fit (--devices)");
  }

  @Test
  void shouldShareThePortsAmongTheAddresses() {
    assertThat(not(Grade.FINE, far(40_000, 10), LARGE))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("ports of each address SHORT");
    assertThat(not(Grade.FINE, new Demand(40_000, 10, false, false, false, 2), LARGE)).isEmpty();
  }

  @Test
  void shouldSayWhenTheProcessorsOrMemoryMayBeWhatIsMeasured() {
    MachineLimits two = new MachineLimits(1 << 20, 1 << 20, 1 << 22, 28_232, 4096, 2048, -1, GIB, GIB / 8, GIB, 2);
    assertThat(not(Grade.FINE, far(10_000, 10_000), two))
        .containsExactly(
            "free memory TIGHT: take fewer devices, or a machine with more memory",
            "processors TIGHT: let fewer devices talk (--talking), or take a larger machine");
  }

  @Test
  void shouldLookAtTheBacklogOnlyWhereTheServerIsHere() {
    MachineLimits old = new MachineLimits(1 << 20, 1 << 20, 1 << 22, 28_232, 128, 128, -1, GIB, 8 * GIB, 4 * GIB, 8);
    assertThat(not(Grade.FINE, far(2_000, 10), old)).isEmpty();
    assertThat(not(Grade.FINE, new Demand(2_000, 10, false, true, false, 1), old))
        .containsExactly(
            "waiting to be accepted (somaxconn) TIGHT: sudo sysctl -w net.core.somaxconn=4096, and restart the server",
            "being opened (tcp_max_syn_backlog) TIGHT: sudo sysctl -w net.ipv4.tcp_max_syn_backlog=4096");
  }

  @Test
  void shouldNotComplainAboutWhatTheSystemDoesNotTell() {
    MachineLimits silent = MachineLimits.read(new SystemRoot(folder, folder), GIB, 4);
    assertThat(MachineCheck.of(far(1_000, 100), silent))
        .extracting(Finding::grade)
        .containsOnly(Grade.UNKNOWN, Grade.FINE);
  }

  @Test
  void shouldReadWhatLinuxTells() throws IOException {
    write(
        "self/limits",
        "Limit   Soft   Hard   Units\nMax open files            1024                20000                files\n");
    write("sys/fs/file-nr", "3050\t0\t9223372036854775807\n");
    write("sys/fs/nr_open", "1048576\n");
    write("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
    write("sys/net/ipv4/tcp_mem", "287901\t383868\t575802\n");
    write("sys/net/ipv4/tcp_max_syn_backlog", "2048\n");
    write("sys/net/core/somaxconn", "4096\n");
    write("sys/net/netfilter/nf_conntrack_max", "262144\n");
    write("sys/net/netfilter/nf_conntrack_count", "144\n");
    write("meminfo", "MemTotal:       8000000 kB\nMemAvailable:   4194304 kB\n");
    write("memory.max", "2147483648\n");
    write("memory.current", "1073741824\n");
    assertThat(MachineLimits.read(new SystemRoot(folder, folder), GIB, 4))
        .isEqualTo(
            new MachineLimits(
                20_000, 1 << 20, Long.MAX_VALUE - 3050, 28_232, 4096, 2048, 262_000, 383_868L * 4096, GIB, GIB, 4));
    write("memory.max", "max\n");
    assertThat(MachineLimits.read(new SystemRoot(folder, folder), GIB, 4).memoryBytes()).isEqualTo(4 * GIB);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
