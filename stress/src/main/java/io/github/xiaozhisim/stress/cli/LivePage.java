package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.report.Page;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.PageModel;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Timeline;
import io.github.xiaozhisim.stress.web.Metrics;
import io.github.xiaozhisim.stress.web.PageServer;
import io.github.xiaozhisim.stress.web.Shown;
import io.github.xiaozhisim.stress.web.Token;
import io.github.xiaozhisim.stress.web.Workers;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The live page of a run: keeps what has come so far, and tells it to browsers that look. {@link #look}, {@link #end}
 * and {@link #close} on the main thread; what browsers ask for is made on the page's own. As long as nobody looks,
 * nothing is put into JSON.
 */
final class LivePage implements AutoCloseable {

  /** Five minutes second by second; from then on neighbours become one. */
  private static final int POINTS = 300;

  /** Figures that are dear to make come that rarely; those over time come each second. */
  private static final int MODEL_EVERY = 5;

  private final RunControls runControls;
  private final Metrics metrics;
  private final Timeline timeline;
  private final PageServer server;
  private final Object lock = new Object();
  private volatile PageFacts facts;
  private volatile @Nullable String over;
  private volatile long present;
  private String told = "";
  private int looks;

  private LivePage(
      int port, Vocabulary vocabulary, String workers, PageFacts facts, RunControls runControls, Workers devices)
      throws IOException {
    this.facts = facts;
    this.runControls = runControls;
    this.timeline = Timeline.ofLittleMemory(vocabulary, POINTS);
    this.metrics = new Metrics("xiaozhi", workers, vocabulary);
    this.server = PageServer.open(port, Token.fresh(), new LiveShown(), runControls, devices);
  }

  /**
   * Begins to serve the page of a run of devices.
   *
   * @param port on this machine; 0 for any that is free
   * @param facts what is known of it before it begins
   * @throws IOException when the port is taken, with a sentence that says what to do
   */
  static LivePage ofDevices(int port, Vocabulary vocabulary, PageFacts facts, RunControls runControls, Workers devices)
      throws IOException {
    return new LivePage(port, vocabulary, "devices", facts, runControls, devices);
  }

  /** Where to look. */
  URI uri() {
    return server.uri();
  }

  /** Whether any browser listens now. */
  boolean isWatched() {
    return server.isWatched();
  }

  /** Takes in what the last second has brought, and what is known of the run besides. */
  void look(Slice slice, Reading reading, PageFacts known) {
    facts = known;
    present = slice.states().stream().mapToLong(Long::longValue).sum();
    Interval latest;
    synchronized (lock) {
      timeline.add(slice, reading);
      latest = timeline.latest();
    }
    metrics.look(slice, reading);
    judge(known);
    if (!server.isWatched()) {
      told = "";
      return;
    }
    if (latest != null) {
      server.tell("tick", PageModel.writeTick(timeline.vocabulary(), latest));
    }
    String control = control();
    if (++looks % MODEL_EVERY == 0 || !control.equals(told)) {
      told = control;
      server.tell("model", withControl(PageModel.writeWithoutSeries(known, snapshot())));
    }
  }

  private void judge(PageFacts known) {
    for (PageFacts.Objective objective : known.objectives()) {
      Boolean met = objective.met();
      metrics.set("objective.met", "objective", objective.text(), met == null ? Double.NaN : met ? 1 : 0);
    }
    PageFacts.Judgement judgement = known.verdict();
    for (Verdict each : Verdict.values()) {
      boolean so = judgement != null && judgement.value().equals(each.name());
      metrics.set("generator.verdict", "verdict", each.name(), so ? 1 : 0);
    }
  }

  /** The run is over, and its report is this: the page becomes it. */
  void end(String report) {
    over = report;
    server.end(withControl(report));
  }

  @Override
  public void close() {
    server.close();
  }

  /** All that has come so far. */
  Timeline.Snapshot snapshot() {
    synchronized (lock) {
      return timeline.snapshot();
    }
  }

  /** What the page's buttons follow. */
  private String control() {
    boolean ended = over != null;
    return "{\"state\":\"%s\",\"devices\":%d,\"can_add\":%b}"
        .formatted(ended ? "ended" : runControls.condition(), present, !ended && runControls.canAdd());
  }

  private String withControl(String model) {
    return "{\"control\":" + control() + "," + model.substring(1);
  }

  /** What the server asks for. */
  private final class LiveShown implements Shown {

    @Override
    public void writePage(Writer out, String token) throws IOException {
      String first = "{\"schema\":\"%s\",\"live\":true,\"token\":\"%s\"}".formatted(PageModel.SCHEMA, token);
      Page.writeLive(out, json -> json.write(first));
    }

    @Override
    public void writeModel(Writer out) throws IOException {
      String report = over;
      out.write(withControl(report != null ? report : PageModel.write(facts, snapshot())));
    }

    @Override
    public void writeMetrics(Writer out) throws IOException {
      metrics.writeTo(out);
    }
  }
}
