package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Linux' files as they are, and as they are elsewhere. */
class SystemFilesTest {

  private static final String STATUS =
      """
      Name:\tjava
      VmHWM:\t  300000 kB
      VmRSS:\t  204800 kB
      Cpus_allowed:\t16
      Cpus_allowed_list:\t1-2,4
      """;

  private static BitSet processors(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }

  @Test
  void shouldReadTheMemoryAndTheProcessorsOfAProcess() {
    assertThat(SystemFiles.residentBytes(STATUS)).isEqualTo(204_800L * 1024);
    assertThat(SystemFiles.allowedProcessors(STATUS)).isEqualTo(processors(1, 2, 4));
    assertThat(SystemFiles.residentBytes("")).isEqualTo(-1);
    assertThat(SystemFiles.allowedProcessors("").isEmpty()).isTrue();
  }

  @Test
  void shouldCountTheTimeOfTheAllowedProcessorsOnly() {
    String stat =
        """
        cpu  300 0 0 3000 0 0 0 30 0 0
        cpu0 100 0 0 1000 0 0 0 10 7 0
        cpu1 200 0 0 2000 0 0 0 20 0 0
        cpu10 900 0 0 9000 0 0 0 90 0 0
        intr 1
        """;
    assertThat(SystemFiles.ticks(stat, processors(0))).isEqualTo(new SystemFiles.Ticks(1_110, 10));
    assertThat(SystemFiles.ticks(stat, processors(0, 1))).isEqualTo(new SystemFiles.Ticks(3_330, 30));
    assertThat(SystemFiles.ticks("", processors(0))).isEqualTo(new SystemFiles.Ticks(0, 0));
  }

  @Test
  void shouldReadHowLongAThreadWaitedForAProcessor() {
    assertThat(SystemFiles.scheduled("57847 1234 1\n")).isEqualTo(new SystemFiles.Scheduled(57_847, 1_234));
    assertThat(SystemFiles.scheduled("")).isEqualTo(new SystemFiles.Scheduled(-1, -1));
  }

  @Test
  void shouldFindTheGroupThatLimitsProcessors() {
    String old = "9:name=systemd:/\n2:cpu,cpuacct:/docker/1\n3:cpuset:/sets\n0::/\n";
    assertThat(SystemFiles.processorGroup(old, false)).isEqualTo("/docker/1");
    assertThat(SystemFiles.processorGroup("0::/user.slice\n", true)).isEqualTo("/user.slice");
    assertThat(SystemFiles.processorGroup("", true)).isEmpty();
  }

  @Test
  void shouldReadLimitsOfBothKinds() {
    assertThat(SystemFiles.limit("50000 100000\n")).isEqualTo(0.5);
    assertThat(SystemFiles.limit("max 100000")).isInfinite();
    assertThat(SystemFiles.limit("-1 100000")).isInfinite();
    assertThat(SystemFiles.limit("")).isInfinite();
    assertThat(SystemFiles.throttledNanos("nr_periods 1\nnr_throttled 5\nthrottled_usec 700\n")).isEqualTo(700_000);
    assertThat(SystemFiles.throttledNanos("nr_throttled 5\nthrottled_time 700\n")).isEqualTo(700);
    assertThat(SystemFiles.throttledNanos("")).isEqualTo(-1);
  }
}
