package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How files of the system are read. */
class SystemRootTest {

  /** Such a file gives all in one read and nothing to a second one that begins behind its first byte. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldReadSettingsOfTheKernelWhole() {
    assertThat(SystemRoot.THIS_MACHINE.proc("sys/net/ipv4/ip_local_port_range").strip()).matches("\\d+\\s+\\d+");
  }

  @Test
  void shouldReadNothingWhereThereIsNothing() {
    assertThat(SystemRoot.text(Path.of("no such file"))).isEmpty();
  }
}
