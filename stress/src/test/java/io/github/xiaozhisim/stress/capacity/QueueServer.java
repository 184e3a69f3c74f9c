package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.arrivals.Pacer;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * A server of which everything is known: so many workers, each takes the same time for a request, those who wait are
 * served in their order. Its knee under an even stream of requests is workers / service time. Requests that have waited
 * too long fail.
 */
final class QueueServer implements Load, Climb.Crowd {

  /** What takes how long. */
  enum Took implements Measure {
    QUEUE,
    WORK,
    ALL;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT) + "_ms";
    }

    @Override
    public String meaning() {
      return name();
    }

    @Override
    public String chinese() {
      return name();
    }

    @Override
    public Chart chart() {
      return Chart.STAGES;
    }
  }

  /** How it ends. */
  enum End implements Outcome {
    DONE,
    GIVEN_UP;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean isGood() {
      return this == DONE;
    }

    @Override
    public boolean isCut() {
      return false;
    }
  }

  static final Vocabulary VOCABULARY =
      new Vocabulary("requests", List.of(Took.values()), List.<Count>of(), List.of(End.values()), List.of());

  static final List<Part> PARTS =
      List.of(
          new Part("work", "the work itself", "处理", Took.WORK, List.of()),
          new Part("queue", "the queue", "排队", Took.QUEUE, List.of(End.GIVEN_UP)));

  private record Served(double arrival, double start, double end) {}

  private final double serviceSeconds;
  private final double patienceSeconds;
  private final Spacing spacing;
  private final long seed;
  private final Recorder recorder = new Recorder(VOCABULARY);
  private final Measurements measurements = new Measurements(VOCABULARY, List.of(recorder));
  private final PriorityQueue<Double> freeAt = new PriorityQueue<>();
  private final List<Served> underWay = new ArrayList<>();
  private Pacer pacer = () -> Pacer.NEVER;
  private double nextArrival = Double.POSITIVE_INFINITY;
  private double level;
  private double room = Double.POSITIVE_INFINITY;
  private boolean paused;
  private int givenUp;
  private double now;

  QueueServer(int workers, double serviceSeconds, double patienceSeconds, Spacing spacing, long seed) {
    this.serviceSeconds = serviceSeconds;
    this.patienceSeconds = patienceSeconds;
    this.spacing = spacing;
    this.seed = seed;
    for (int i = 0; i < workers; i++) {
      freeAt.add(0.0);
    }
  }

  /** A second passes. */
  Slice second() {
    double until = now + 1;
    while (nextArrival < until) {
      if (!paused) {
        serve(nextArrival);
      }
      nextArrival = pacer.nextNanos() / 1e9;
    }
    now = until;
    underWay.sort(Comparator.comparingDouble(Served::end));
    while (!underWay.isEmpty() && underWay.getFirst().end() <= now) {
      record(underWay.removeFirst());
    }
    return measurements.collect(Math.round(now * 1e9));
  }

  private void serve(double arrival) {
    double start = Math.max(arrival, freeAt.element());
    if (start - arrival > patienceSeconds) {
      underWay.add(new Served(arrival, Double.NaN, arrival + patienceSeconds));
      return;
    }
    freeAt.remove();
    freeAt.add(start + serviceSeconds);
    underWay.add(new Served(arrival, start, start + serviceSeconds));
  }

  private void record(Served served) {
    if (Double.isNaN(served.start())) {
      recorder.ended(End.GIVEN_UP);
      return;
    }
    recorder.ended(End.DONE);
    recorder.record(Took.QUEUE, Math.round((served.start() - served.arrival()) * 1e9));
    recorder.record(Took.WORK, Math.round(serviceSeconds * 1e9));
    recorder.record(Took.ALL, Math.round((served.end() - served.arrival()) * 1e9));
  }

  @Override
  public double present() {
    return Math.min(level, room);
  }

  /** No more than this can take part. */
  QueueServer withRoomFor(double most) {
    room = most;
    return this;
  }

  @Override
  public boolean isIdle() {
    return underWay.isEmpty();
  }

  @Override
  public Model model() {
    return Model.OPEN;
  }

  @Override
  public void level(double perSecond) {
    level = perSecond;
    pacer = Schedule.of(new Constant(perSecond), spacing, seed).from(Math.round(now * 1e9)).begin();
    nextArrival = pacer.nextNanos() / 1e9;
  }

  @Override
  public double level() {
    return level;
  }

  @Override
  public double most() {
    return 1_000;
  }

  @Override
  public void add(int participants) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void giveUpWaiting() {
    List<Served> waiting =
        underWay.stream().filter(served -> !Double.isNaN(served.start()) && served.start() > now).toList();
    underWay.removeAll(waiting);
    waiting.forEach(_ -> recorder.ended(End.GIVEN_UP));
    List<Double> free = freeAt.stream().map(_ -> now + serviceSeconds).toList(); // at most: who is served now goes on
    freeAt.clear();
    freeAt.addAll(free);
    givenUp += waiting.size();
  }

  /** How many were sent away, and were not served. */
  int givenUp() {
    return givenUp;
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public void stop(String why) {
    throw new UnsupportedOperationException();
  }
}
