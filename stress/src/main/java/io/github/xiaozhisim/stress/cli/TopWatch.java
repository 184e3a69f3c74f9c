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

/** {@code --top}: the run on the whole screen, and keys that turn it up and down. On the main thread but for the keys. */
final class TopWatch implements AutoCloseable {

  private static final String KEYS = "q stop   p pause, go on   + a tenth more   - a tenth fewer";
  private static final String NO_KEYS = "Ctrl-C stop";

  private final Load load;
  private final TopFrames frames;
  private final TopScreen screen;
  private final @Nullable Keys keys;
  private volatile boolean stopped;

  /** @param title what runs, in a few words */
  TopWatch(String title, Terminal terminal, Load load, Measurements all, ErrorTally errors) {
    this.load = load;
    this.keys = Keys.listen(this::onKey);
    this.frames = new TopFrames(title, all, errors, keys == null ? NO_KEYS : KEYS);
    this.screen = new TopScreen(terminal);
  }

  void look(Slice slice, GeneratorWatch generator, List<Standing> standings) {
    List<TopFrame.Goal> goals =
        standings.stream()
            .map(each -> new TopFrame.Goal(each.objective().toString(), each.state().name(), each.seen()))
            .toList();
    String condition = stopped ? "ending" : load.isPaused() ? "paused" : "running";
    screen.show(frames.next(slice, generator.reading(), generator.soFar(), goals, condition));
  }

  /** On the keys' own thread. */
  private void onKey(int key) {
    switch (key) {
      case 'q', 'Q' -> {
        stopped = true;
        load.stop("stopped at the terminal");
      }
      case 'p', 'P', ' ' -> {
        if (load.isPaused()) {
          load.resume();
        } else {
          load.pause();
        }
      }
      case '+', '=' -> turn(1);
      case '-' -> turn(-1);
      default -> {}
    }
  }

  /** By a tenth, and at least by one device; arrivals by schedule stay as they are. */
  private void turn(int direction) {
    if (load.model() == Load.Model.CLOSED) {
      load.add(direction * Math.max(1, (int) Math.round(load.level() / 10)));
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
