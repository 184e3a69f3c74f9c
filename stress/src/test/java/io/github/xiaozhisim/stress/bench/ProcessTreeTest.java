package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the system tells about a process, and what is made of it. */
class ProcessTreeTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldSeeThisProcess() {
    ProcessTree.Sample sample = ProcessTree.sample(ProcessHandle.current());
    assertThat(sample.cpuMillis()).isPositive();
    assertThat(sample.rssKilobytes()).isGreaterThan(10_000);
    assertThat(sample.threadNames().values()).contains("VM Thread");
  }

  @Test
  void shouldDealTheCpuToThePartsOfTheProgram() {
    ProcessTree.Sample before =
        new ProcessTree.Sample(100, 50, 0, Map.of(1L, 20L, 2L, 30L), Map.of(1L, "java", 2L, "xiaozhi-loop-1-"));
    ProcessTree.Sample after =
        new ProcessTree.Sample(
            400,
            150,
            0,
            Map.of(1L, 30L, 2L, 330L, 3L, 40L),
            Map.of(1L, "java", 2L, "xiaozhi-loop-1-", 3L, "VM Thread"));
    // 50 ms of the 400 belong to a thread that has ended.
    assertThat(after.partsSince(before))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(ThreadPart.LOOPS, 300L, ThreadPart.COLLECTOR, 40L, ThreadPart.REST, 60L));
  }

  @Test
  void shouldTellAThreadsPartByItsName() {
    assertThat(ThreadPart.of("xiaozhi-loop-1-")).isEqualTo(ThreadPart.LOOPS);
    assertThat(ThreadPart.of("C1 CompilerThre")).isEqualTo(ThreadPart.COMPILER);
    assertThat(ThreadPart.of("GC Thread#0")).isEqualTo(ThreadPart.COLLECTOR);
    assertThat(ThreadPart.of("report")).isEqualTo(ThreadPart.REPORT);
    assertThat(ThreadPart.of("ears")).isEqualTo(ThreadPart.EARS);
    assertThat(ThreadPart.of("Signal Dispatch")).isEqualTo(ThreadPart.REST);
  }

  @Test
  void shouldReadTheKernelsListsOfProcessors() {
    assertThat(Processors.parse("0-3,8")).containsExactly(0, 1, 2, 3, 8);
    assertThat(Processors.parse("5")).containsExactly(5);
  }
}
