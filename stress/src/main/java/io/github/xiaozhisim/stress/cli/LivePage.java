package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
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

/**
 * The live page of a run: keeps what has come so far, and tells it to browsers that look. {@link #look}, {@link #end} and
 * {@link #close} on the main thread; what browsers ask for is made on the page's own. As long as nobody looks, nothing is
 * put into JSON.
 */
final class LivePage implements AutoCloseable {

  /** Twelve minutes second by second; from then on neighbours become one. */
  private static final int POINTS = 720;

  /** Figures that are dear to make come that rarely; those over time come each second. */
  private static final int MODEL_EVERY = 5;

  private final Load load;
  private final Metrics metrics;
  private final Timeline timeline;
  private final PageServer server;
  private final Object lock = new Object();
  private volatile PageFacts facts;
  private volatile boolean over;
  private String told = "";
  private int looks;

  private LivePage(int port, Vocabulary vocabulary, String workers, PageFacts facts, Load load, Workers devices)
      throws IOException {
    this.facts = facts;
    this.load = load;
    this.timeline = new Timeline(vocabulary, POINTS);
    this.metrics = new Metrics("xiaozhi", workers, vocabulary);
    this.server = PageServer.open(port, Token.fresh(), new LiveShown(), load, devices);
  }

  /**
   * Begins to serve the page of a run of devices.
   *
   * @param port on this machine; 0 for any that is free
   * @param facts what is known of it before it begins
   * @throws IOException when the port is taken, with a sentence that says what to do
   */
  static LivePage ofDevices(int port, Vocabulary vocabulary, PageFacts facts, Load load, Workers devices) throws IOException {
    return new LivePage(port, vocabulary, "devices", facts, load, devices);
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
    Interval latest;
    synchronized (lock) {
      timeline.add(slice, reading);
      latest = timeline.latest();
    }
    metrics.look(slice, reading);
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

  /** The run is over: this is what remains to be said, and the page becomes a report. */
  void end(PageFacts known) {
    facts = known;
    over = true;
    server.end(withControl(PageModel.write(known, snapshot())));
  }

  @Override
  public void close() {
    server.close();
  }

  private Timeline.Snapshot snapshot() {
    synchronized (lock) {
      return timeline.snapshot();
    }
  }

  /** What the page's buttons follow. */
  private String control() {
    boolean closed = load.model() == Load.Model.CLOSED;
    return "{\"state\":\"%s\",\"devices\":%d,\"can_add\":%b}"
        .formatted(
            over ? "ended" : load.isPaused() ? "paused" : "running",
            closed ? Math.round(load.level()) : 0,
            !over && (!closed || load.level() < load.most()));
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
      out.write(withControl(PageModel.write(facts, snapshot())));
    }

    @Override
    public void writeMetrics(Writer out) throws IOException {
      metrics.writeTo(out);
    }
  }
}
