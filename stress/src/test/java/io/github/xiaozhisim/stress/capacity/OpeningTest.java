package io.github.xiaozhisim.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Climbs where it is the door that gives way: participants connect when they come, which is before a level is judged.
 */
class OpeningTest {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Tempo TEMPO =
      new Tempo(5 * SECOND_NANOS, 5 * SECOND_NANOS, 20 * SECOND_NANOS, 40 * SECOND_NANOS, 2 * SECOND_NANOS);
  private static final Unit DEVICES = new Unit("device", "devices", "台设备", 1);
  private static final Plan PLAN = new Plan(4, 400, 1, 0.02);

  private enum Took implements Measure {
    DOOR,
    WORK;

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
      return this == DOOR ? Chart.CONNECTING : Chart.HEADLINE;
    }
  }

  private enum End implements Outcome {
    DONE,
    REFUSED;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT);
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

  private static final Vocabulary VOCABULARY =
      new Vocabulary("requests", List.of(Took.values()), List.<Count>of(), List.of(End.values()), List.of());
  private static final List<Part> PARTS =
      List.of(
          new Part("door", "the door", "门", Took.DOOR, List.of(End.REFUSED)),
          new Part("work", "the work", "处理", Took.WORK, List.of()));

  @Test
  void shouldJudgeConnectionsAlsoOfThoseWhoCameBeforeTheLevelWasHeld() {
    Answer answer = climb(new Door(50, false), "work.p95 < 1s", "door.p95 < 2s");
    assertThat(answer.best()).isEqualTo(50);
    assertThat(answer.limit()).isEqualTo(Answer.Limit.SERVER);
  }

  @Test
  void shouldNameTheDoorWhereItGaveWay() {
    Answer answer = climb(new Door(50, false), "work.p95 < 1s", "door.p95 < 2s");
    assertThat(answer.blame().part().label()).isEqualTo("door");
    assertThat(answer.english()).endsWith("at 51 the door gave way first (20 ms with little to do, 3,000 ms there).");
  }

  /** However slowly they are let in on purpose: from 80 to 160 takes two minutes and a half, to 320 five. */
  @Test
  void shouldWaitForAllWhoComeSlowly() {
    Door door = new Door(1e9, false);
    door.eachSecond = 0.53;
    Answer answer = climb(door, "work.p95 < 1s");
    assertThat(answer.steps()).allMatch(Step::complete).allMatch(Step::met);
    assertThat(answer.best()).isEqualTo(400);
  }

  @Test
  void shouldNotWaitForeverForThoseWhoDoNotCome() {
    Door door = new Door(1e9, false);
    door.room = 70;
    Answer answer = climb(door, "work.p95 < 1s");
    assertThat(answer.best()).isEqualTo(70);
    assertThat(answer.english()).endsWith("; at 71 not all of them could take part.");
    assertThat(answer.chinese()).endsWith("；到 71 时有设备未能加入。");
  }

  /** At the confirmation nobody comes who was not there already. */
  @Test
  void shouldNotMissALevelAtWhichNobodyHasToConnect() {
    Answer answer = climb(new Door(1e9, false), "work.p95 < 1s", "door.p95 < 2s");
    assertThat(answer.best()).isEqualTo(400);
    assertThat(answer.steps().getLast().purpose()).isEqualTo(Search.Purpose.CONFIRM);
    assertThat(answer.steps().getLast().standings().getLast().worst()).isNaN();
    assertThat(answer.steps()).allMatch(Step::met);
  }

  @Test
  void shouldNameTheDoorWhereItTurnsAwayWhoComes() {
    Answer answer = climb(new Door(50, true), "failed < 1%");
    assertThat(answer.best()).isEqualTo(50);
    assertThat(answer.blame().part().label()).isEqualTo("door");
    assertThat(answer.blame().failed()).isPositive();
  }

  @Test
  void shouldLeaveTheWorkOfThatTimeOut() {
    Door door = new Door(1e9, false);
    door.slowWhileGathering = true;
    assertThat(climb(door, "work.p95 < 1s").best()).isEqualTo(400);
  }

  private static Answer climb(Door door, String... objectives) {
    Climb climb =
        new Climb(
            PLAN, TEMPO, door, door, Stream.of(objectives).map(text -> ObjectiveText.parse(text, VOCABULARY)).toList(),
            VOCABULARY, PARTS);
    door.climb = climb;
    climb.start();
    int seconds = 0;
    while (!climb.look(door.second())) {
      assertThat(++seconds).isLessThan(20_000);
    }
    return climb.answer(DEVICES);
  }

  /** Works at any level in no time, but lets no more than so many in quickly, or at all. */
  private static final class Door implements Load, Climb.Crowd {
    private final double quick;
    private final boolean refuses;
    private final Recorder recorder = new Recorder(VOCABULARY);
    private final Measurements measurements = new Measurements(VOCABULARY, List.of(recorder));
    private Climb climb;
    private boolean slowWhileGathering;
    private double eachSecond = Double.POSITIVE_INFINITY;
    private double room = Double.POSITIVE_INFINITY;
    private double level;
    private double inside;
    private long nowNanos;

    Door(double quick, boolean refuses) {
      this.quick = quick;
      this.refuses = refuses;
    }

    Slice second() {
      boolean slow = slowWhileGathering && climb.phase() == Climb.Phase.GATHERING;
      double let = Math.min(Math.min(level, room), inside + eachSecond);
      for (double come = inside; come < let; come++) {
        recorder.record(Took.DOOR, (level <= quick || refuses ? 20 : 3_000) * 1_000_000L);
      }
      inside = let;
      for (int i = 0; i < let; i++) {
        boolean out = refuses && i >= quick;
        recorder.ended(out ? End.REFUSED : End.DONE);
        recorder.record(Took.WORK, (slow ? 5_000 : 100) * 1_000_000L);
      }
      nowNanos += SECOND_NANOS;
      return measurements.collect(nowNanos);
    }

    @Override
    public double present() {
      return inside;
    }

    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public Model model() {
      return Model.CLOSED;
    }

    @Override
    public void level(double devices) {
      level = devices;
      inside = Math.min(inside, devices);
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
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public boolean isPaused() {
      return false;
    }

    @Override
    public void stop(String why) {
      throw new UnsupportedOperationException();
    }
  }
}
