package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Everybody who watches a run while it lasts, besides who reads the live line. On the main thread. */
final class Onlookers implements AutoCloseable {

  private final @Nullable LivePage page;
  private final LiveFacts facts;

  private Onlookers(@Nullable LivePage page, LiveFacts facts) {
    this.page = page;
    this.facts = facts;
  }

  /**
   * Opens what was asked for, and says where it is.
   *
   * @param startNanos the zero of the run, by the devices' clock
   * @throws IOException with a sentence, when the page's port is taken
   */
  static Onlookers open(Views views, Fleet fleet, int devices, Roster roster, PageFacts.Run run, long startNanos, Terminal terminal)
      throws IOException {
    LiveFacts facts = new LiveFacts(run, fleet.errors());
    Integer port = views.livePort();
    if (port == null) {
      return new Onlookers(null, facts);
    }
    LiveDevices list = new LiveDevices(fleet, roster, startNanos, run.startedWallMillis());
    LivePage page =
        LivePage.ofDevices(port, TurnWork.VOCABULARY, PageFacts.of(run), new StopOnly(fleet, devices), list);
    terminal.print("Live page: " + page.uri() + "   for Prometheus: " + page.uri() + "metrics\n");
    return new Onlookers(page, facts);
  }

  /** A second is over. */
  void look(Slice slice, GeneratorWatch generator, Goals goals) {
    if (page != null) {
      page.look(slice, generator.reading(), facts.now(generator.soFar(), goals.standings()));
    }
  }

  /** The run is over. */
  void end(GeneratorWatch generator, Goals goals, boolean interrupted) {
    if (page != null) {
      page.end(facts.over(generator.soFar(), goals.standings(), interrupted));
    }
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
  }
}
