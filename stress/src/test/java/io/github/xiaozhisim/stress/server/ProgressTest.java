package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that stands still from 20 to 25 and from 40 to 41 after its first device came at 100. */
class ProgressTest {

  private final Progress progress = new Progress(List.of(new Stall(40, 1), new Stall(20, 5)));

  @Test
  void shouldWorkAsFastAsTheClockUntilSomebodyComes() {
    assertThat(progress.doneNanos(110, 200)).isEqualTo(310);
  }

  @Test
  void shouldPutOffWhatIsLeftToDo() {
    progress.onConnected(100);
    progress.onConnected(300);
    assertThat(progress.doneNanos(100, 20)).as("just in time").isEqualTo(120);
    assertThat(progress.doneNanos(100, 21)).isEqualTo(126);
    assertThat(progress.doneNanos(118, 7)).isEqualTo(130);
    assertThat(progress.doneNanos(122, 0)).as("begun meanwhile").isEqualTo(125);
    assertThat(progress.doneNanos(122, 3)).isEqualTo(128);
    assertThat(progress.doneNanos(125, 3)).isEqualTo(128);
    assertThat(progress.doneNanos(110, 100)).as("both").isEqualTo(216);
    assertThat(progress.doneNanos(150, 10)).isEqualTo(160);
  }
}
