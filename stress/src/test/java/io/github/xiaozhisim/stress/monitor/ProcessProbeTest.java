package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.measure.Reading;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a server that runs on this machine. */
class ProcessProbeTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ProcessGauges SERVER = new ProcessGauges("server", "python3 (7)");

  @TempDir private Path folder;

  private FakeSystem system;
  private long restartedAs = -1;

  @BeforeEach
  void setUp() {
    system = new FakeSystem(folder);
    process(7, 1, 500, 100);
  }

  private void process(int number, int parent, int ticks, int start) {
    String rest = ") S " + parent + " 7 7 0 -1 4194304 99 0 0 0 " + ticks + " 0 0 0 20 0 2 0 " + start + " 0\n";
    system.file("proc/" + number + "/stat", number + " (odd) (name" + rest);
    system.file("proc/" + number + "/status", "VmRSS:\t 10240 kB\n");
    system.file(
        "proc/" + number + "/limits", "Max open files            1024                 4096                 files\n");
    thread(number, number, ticks / 2);
    thread(number, number + 1, ticks - ticks / 2);
  }

  private void thread(int process, int number, int ticks) {
    String rest = " (loop) R 1 7 7 0 -1 4194304 99 0 0 0 " + ticks + " 0 0 0 20 0 1 0 100 0\n";
    system.file("proc/" + process + "/task/" + number + "/stat", number + rest);
  }

  private ProcessProbe probe() {
    return new ProcessProbe(system.root(), SERVER, 7, () -> restartedAs);
  }

  private static Reading read(ProcessProbe probe, int second) {
    Readout readout = new Readout();
    probe.read(second * SECOND, readout);
    return readout.at(second * SECOND);
  }

  @Test
  void shouldTellWhatItUsedSinceTheLookBefore() {
    ProcessProbe probe = probe();
    read(probe, 1);
    process(7, 1, 620, 100);
    thread(7, 8, 250 + 90);
    Map<?, Double> values = read(probe, 2).values();
    assertThat(values.get(SERVER.cpu())).as("120 ticks of a hundredth").isCloseTo(120, within(1e-9));
    assertThat(values.get(SERVER.busiestThread())).isCloseTo(90, within(1e-9));
    assertThat(values.get(SERVER.memory())).isCloseTo(10, within(1e-9));
    assertThat(values.get(SERVER.threads())).isEqualTo(2);
  }

  @Test
  void shouldAddUpWorkersThatItStarted() {
    ProcessProbe probe = probe();
    process(20, 7, 100, 300);
    process(30, 20, 100, 300);
    process(40, 1, 100, 300);
    read(probe, 6);
    process(20, 7, 150, 300);
    process(30, 20, 130, 300);
    process(40, 1, 900, 300);
    Map<?, Double> values = read(probe, 7).values();
    assertThat(values.get(SERVER.cpu())).as("not those of others").isCloseTo(80, within(1e-9));
    assertThat(values.get(SERVER.memory())).isCloseTo(30, within(1e-9));
  }

  @Test
  void shouldNotTakeWhatAWorkerUsedBeforeItWasFoundForWorkOfThisSecond() {
    ProcessProbe probe = probe();
    read(probe, 4);
    process(20, 7, 5_000, 300);
    assertThat(read(probe, 5).values().get(SERVER.cpu())).isZero();
  }

  @Test
  void shouldSayThatItIsGoneAndTakeUpTheOneThatCameInItsPlace() {
    ProcessProbe probe = probe();
    read(probe, 1);
    system.remove("proc/7");
    assertThat(read(probe, 2).values()).containsOnlyKeys(SERVER.down());
    process(50, 1, 10, 900);
    restartedAs = 50;
    assertThat(read(probe, 3).values()).as("it is not looked for each second").containsOnlyKeys(SERVER.down());
    assertThat(read(probe, 6).values()).containsKey(SERVER.memory()).doesNotContainKeys(SERVER.down(), SERVER.cpu());
    process(50, 1, 30, 900);
    assertThat(read(probe, 7).values().get(SERVER.cpu())).isCloseTo(20, within(1e-9));
  }

  @Test
  void shouldNotTakeAnotherProcessWithTheSameNumberForIt() {
    ProcessProbe probe = probe();
    read(probe, 1);
    process(7, 1, 10, 999);
    assertThat(read(probe, 2).values()).containsOnlyKeys(SERVER.down());
  }

  @Test
  void shouldTellTheShareOfItsDescriptorsAndNothingWhereItMayNotLook() {
    assertThat(read(probe(), 1).values()).as("no folder of descriptors").doesNotContainKeys(SERVER.descriptors());
    system.file("proc/7/fd/0", "");
    Map<?, Double> values = read(probe(), 1).values();
    assertThat(values.get(SERVER.descriptors())).isPositive();
    assertThat(values.get(SERVER.descriptorShare()))
        .isCloseTo(values.get(SERVER.descriptors()) / 1024 * 100, within(1e-9));
  }

  @Test
  void shouldCountTheTrafficOfAContainersOwnNetwork() {
    system.link("proc/self/ns/net", "net:[1]").link("proc/7/ns/net", "net:[2]");
    system.file("proc/7/net/dev", " eth0: 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0\n");
    ProcessProbe probe = probe();
    read(probe, 1);
    system.file("proc/7/net/dev", " eth0: 250000 1 0 0 0 0 0 0 125000 1 0 0 0 0 0 0\n");
    Map<?, Double> values = read(probe, 2).values();
    assertThat(values.get(SERVER.received())).isCloseTo(2, within(1e-9));
    assertThat(values.get(SERVER.sent())).isCloseTo(1, within(1e-9));
  }
}
