package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.Particulars;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody who watches a run while it lasts, besides who reads the live line. On the main thread. */
final class Onlookers implements AutoCloseable {

  private final @Nullable LivePage page;
  private final @Nullable TopWatch top;
  private final LiveFacts facts;

  private Onlookers(@Nullable LivePage page, @Nullable TopWatch top, LiveFacts facts) {
    this.page = page;
    this.top = top;
    this.facts = facts;
  }

  /**
   * Opens what was asked for, and says where it is.
   *
   * @param title what runs, in a few words
   * @param startNanos the zero of the run, by the devices' clock
   * @throws IOException with a sentence, when the page's port is taken
   */
  static Onlookers open(
      Views views,
      String title,
      Fleet fleet,
      RunControls runControls,
      Roster roster,
      PageFacts.Run run,
      long startNanos,
      Terminal terminal)
      throws IOException {
    LivePage page = null;
    Integer port = views.livePort();
    if (port != null) {
      LiveDevices devices = new LiveDevices(fleet, roster, startNanos, run.startedWallMillis());
      page = LivePage.ofDevices(port, TurnWork.VOCABULARY, PageFacts.of(run), runControls, devices);
      terminal.print("Live page: " + page.uri() + "   for Prometheus: " + page.uri() + "metrics\n");
    }
    String shown = page == null ? title : title + "   " + page.uri();
    TopWatch top =
        views.top() ? new TopWatch(shown, terminal, runControls, fleet.measurements(), fleet.errors()) : null;
    return new Onlookers(page, top, new LiveFacts(run, fleet.errors()));
  }

  /** Whether one of them has the whole screen, so that there is no room for a live line. */
  boolean fillScreen() {
    return top != null;
  }

  /** A second is over. */
  void look(Slice slice, GeneratorWatch generator, Purpose purpose, List<Warning> warnings) {
    if (page != null) {
      page.look(slice, generator.reading(), facts.now(generator.now(), purpose.standings(), warnings));
    }
    if (top != null) {
      top.look(slice, generator, purpose.standings());
    }
  }

  /** The run is over, and this is what came of it. */
  void end(RunResult result, Particulars kept) {
    if (top != null) {
      top.close();
    }
    if (page != null) {
      page.end(new Report(result, kept, page.snapshot(), false).writeModel());
    }
  }

  @Override
  public void close() {
    if (top != null) {
      top.close();
    }
    if (page != null) {
      page.close();
    }
  }
}
