package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.arrivals.NotedLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What those who watch a run may do to it. */
class RunControlsTest {

  private final NotedLoad turned = new NotedLoad(20, 30);

  @Test
  void shouldPassOnWhatIsWanted() {
    RunControls runControls = new RunControls(turned, false);
    runControls.add(5);
    runControls.pause();
    runControls.resume();

    assertThat(turned.done).containsExactly("add 5", "pause", "resume");
    assertThat(runControls.stopped()).isFalse();
    assertThat(runControls.canAdd()).isTrue();
  }

  @Test
  void shouldRememberThatSomebodyHasEndedTheRun() {
    RunControls runControls = new RunControls(turned, false);
    runControls.stop("enough");

    assertThat(turned.done).containsExactly("stop: enough");
    assertThat(runControls.stopped()).isTrue();
    assertThat(runControls.condition()).isEqualTo("stopping");
    assertThat(runControls.canAdd()).isFalse();
  }

  @Test
  void shouldLetNobodySpoilARunThatTurnsItselfUpAndDown() {
    RunControls runControls = new RunControls(turned, true);

    for (Runnable wish :
        List.<Runnable>of(
            runControls::pause, runControls::resume, () -> runControls.add(1), () -> runControls.level(3))) {
      assertThatThrownBy(wish::run)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("this run decides itself how much runs; all you can do is to stop it");
    }
    assertThat(runControls.canAdd()).isFalse();
    runControls.stop("enough");
    assertThat(turned.done).containsExactly("stop: enough");
  }

  @Test
  void shouldKnowHowManyDevicesThereCanBe() {
    assertThat(Preflight.most(100, 1_000_000, n -> n <= 28_232)).isEqualTo(28_232);
    assertThat(Preflight.most(100, 150, n -> n <= 28_232)).as("identities").isEqualTo(150);
    assertThat(Preflight.most(100, 1_000_000, n -> n <= 100)).isEqualTo(100);
    assertThat(Preflight.most(1, 1L << 40, n -> true)).isEqualTo(10_000_000);
  }
}
