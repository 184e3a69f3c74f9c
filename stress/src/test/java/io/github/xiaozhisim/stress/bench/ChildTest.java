package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a bench. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildTest {

  @Test
  void shouldEndATargetThatDoesNotSayItsPort(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    List<String> mute = List.of("sh", "-c", "echo $$ > '" + pid + "'; echo cannot listen; exec sleep 600");
    assertThatThrownBy(() -> new Child.Target(mute, folder.resolve("log")))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("cannot listen");
    long process = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
