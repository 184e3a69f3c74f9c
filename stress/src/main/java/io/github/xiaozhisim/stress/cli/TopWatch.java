package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.live.Keys;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.live.TopFrame;
import io.github.xiaozhisim.stress.live.TopFrames;
import io.github.xiaozhisim.stress.live.TopScreen;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code --top}: the run on the whole screen, and keys that turn it up and down. On the main thread but for the keys.
 */
final class TopWatch implements AutoCloseable {

  private static final String KEYS = "q stop   p pause, go on   + a tenth more   - a tenth fewer";
  private static final String STOP_KEY = "q stop";
  private static final String NO_KEYS = "Ctrl-C stop";

  private final RunControls runControls;
  private final TopFrames frames;
  private final TopScreen screen;
  private final @Nullable Keys keys;

  /** @param title what runs, in a few words */
  TopWatch(String title, Terminal terminal, RunControls runControls, Measurements all, ErrorTally errors) {
    this.runControls = runControls;
    this.keys = Keys.listen(this::onKey);
    this.frames = new TopFrames(title, all, errors, keys == null ? NO_KEYS : runControls.isFree() ? KEYS : STOP_KEY);
    this.screen = new TopScreen(terminal);
  }

  void look(Slice slice, GeneratorWatch generator, List<Standing> standings) {
    List<TopFrame.Goal> goals =
        standings.stream()
            .map(each -> new TopFrame.Goal(each.objective().toString(), each.state().name(), each.seen()))
            .toList();
    screen.show(frames.next(slice, generator.reading(), generator.soFar(), goals, runControls.condition()));
  }

  /** On the keys' own thread. */
  private void onKey(int key) {
    if (key == 'q' || key == 'Q') {
      runControls.stop("stopped at the terminal");
    } else if (runControls.isFree()) {
      turn((char) key);
    }
  }

  private void turn(char key) {
    switch (key) {
      case 'p', 'P', ' ' -> {
        if (runControls.isPaused()) {
          runControls.resume();
        } else {
          runControls.pause();
        }
      }
      case '+', '=' -> turn(1);
      case '-' -> turn(-1);
      default -> {}
    }
  }

  /** By a tenth, and at least by one device; arrivals by schedule stay as they are. */
  private void turn(int direction) {
    if (runControls.model() == Load.Model.CLOSED) {
      runControls.add(direction * Math.max(1, (int) Math.round(runControls.level() / 10)));
    }
  }

  @Override
  public void close() {
    screen.close();
    if (keys != null) {
      keys.close();
    }
  }
}
