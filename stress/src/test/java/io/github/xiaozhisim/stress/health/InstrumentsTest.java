package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.monitor.FakeSystem;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the generator says, on a machine whose files are the test's. */
class InstrumentsTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private final SimScheduler loop = new SimScheduler(new VirtualClock(0));
  private final TurnRecorder recorder = new TurnRecorder();
  private final Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder()));
  private FakeSystem system;

  @BeforeEach
  void setUp() {
    system = new FakeSystem(folder);
    system.file("proc/self/status", "VmRSS:\t 2048 kB\nCpus_allowed_list:\t0-1\n");
    system.file("proc/self/cgroup", "0::/fleet\n");
    system.link("proc/thread-self", "1/task/7");
    processors(0, 0);
    scheduled(0, 0);
  }

  private Instruments instruments() {
    return new Instruments(
        system.root(),
        List.of(loop),
        measurements,
        new Instruments.Paced(TurnMeasure.PACING_LATENESS, TurnCount.FRAMES_MOVED, TurnCount.CHANNELS_OPEN));
  }

  private Look look(Instruments instruments, int second) {
    measurements.collect(second * SECOND);
    return instruments.look(second * SECOND);
  }

  private void processors(long workedTicks, long stolenTicks) {
    String each = "%d 0 0 1000 0 0 0 %d 0 0\n".formatted(100 + workedTicks, stolenTicks);
    system.file("proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 " + each + "cpu1 " + each);
  }

  private void scheduled(long ranMillis, long waitedMillis) {
    system.file("proc/1/task/7/schedstat", ranMillis * 1_000_000 + " " + waitedMillis * 1_000_000 + " 3\n");
  }

  @Test
  void shouldTellHowLongALoopRanAndWaitedForAProcessor() {
    try (Instruments instruments = instruments()) {
      loop.runFor(SECOND / 10);
      look(instruments, 1);
      scheduled(700, 250);
      Look second = look(instruments, 2);
      assertThat(second.busyLoop()).isCloseTo(0.7, within(1e-9));
      assertThat(second.waitingLoop()).isCloseTo(0.25, within(1e-9));
    }
  }

  @Test
  void shouldTellFromTheFirstLookOnWhatAHypervisorTook() {
    try (Instruments instruments = instruments()) {
      processors(75, 25);
      assertThat(look(instruments, 1).stolen()).isCloseTo(0.25, within(1e-9));
    }
  }

  @Test
  void shouldCountWhatALimitTookAsStolen() {
    system.file("cgroup/cgroup.controllers", "cpu memory\n");
    system.file("cgroup/fleet/cpu.stat", "throttled_usec 0\n").file("cgroup/fleet/cpu.max", "150000 100000\n");
    try (Instruments instruments = instruments()) {
      processors(100, 0);
      system.file("cgroup/fleet/cpu.stat", "throttled_usec 400000\n");
      Look first = look(instruments, 1);
      assertThat(first.processors()).isEqualTo(1.5);
      assertThat(first.stolen()).as("0.4 s of two processors").isCloseTo(0.2, within(1e-9));
    }
  }

  @Test
  void shouldTellMemoryAndDescriptors() {
    system.file("proc/self/fd/0", "").file("proc/self/fd/1", "");
    try (Instruments instruments = instruments()) {
      Look first = look(instruments, 1);
      assertThat(first.rssBytes()).isEqualTo(2048 * 1024);
      assertThat(first.openDescriptors()).isPositive();
      assertThat(first.processors()).isEqualTo(2);
    }
  }

  @Test
  void shouldLeaveUnknownWhatASystemDoesNotTell() {
    system.remove("proc");
    try (Instruments instruments = instruments()) {
      loop.runFor(SECOND / 10);
      look(instruments, 1);
      Look second = look(instruments, 2);
      assertThat(second.busyLoop()).isNaN();
      assertThat(second.stolen()).isNaN();
      assertThat(second.rssBytes()).isEqualTo(-1);
      assertThat(second.openDescriptors()).isEqualTo(-1);
      assertThat(second.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }
}
