package io.github.xiaozhisim.stress.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.objective.Requests.End;
import io.github.xiaozhisim.stress.objective.Requests.Took;
import io.github.xiaozhisim.stress.objective.Standing.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Requests requests = new Requests();

  @Test
  void shouldHoldAsLongAsNoWindowMisses() {
    Objectives objectives = watch("first_token.p95 < 500ms over 10s");
    for (int i = 0; i < 60; i++) {
      assertThat(objectives.standings().getFirst().state()).isEqualTo(i < 10 ? State.OPEN : State.HOLDS);
      objectives.look(requests.done(10, 400 + i).over(1));
    }
    Standing standing = objectives.conclude().getFirst();
    assertThat(standing.isMet()).isTrue();
    assertThat(standing.worst()).isCloseTo(459, within(1.0));
    assertThat(standing.atSeconds()).isEqualTo(60);
    assertThat(objectives.lost()).isNull();
  }

  @Test
  void shouldMissForGoodWithTheFirstWindowThatMisses() {
    Objectives objectives = watch("first_token.p95 < 500ms over 10s");
    for (int i = 0; i < 30; i++) {
      objectives.look(requests.done(10, i == 14 ? 900 : 100).over(1));
    }
    Standing standing = objectives.conclude().getFirst();
    assertThat(standing.state()).isEqualTo(State.MISSED);
    assertThat(standing.now()).isCloseTo(100, within(0.1));
    assertThat(standing.worst()).isCloseTo(900, within(1.0));
    assertThat(standing.atSeconds()).isEqualTo(15);
    assertThat(standing.seen()).isEqualTo("900 ms at 15 s");
  }

  /** A window of ten minutes is judged every ten seconds, and at the end once more. */
  @Test
  void shouldJudgeTheLastWindowToItsEnd() {
    Objective tenMinutes = ObjectiveText.parse("first_token.max < 500ms over 10m", Requests.VOCABULARY);
    Objectives objectives = new Objectives(List.of(tenMinutes), Requests.VOCABULARY, 0);
    for (int i = 0; i < 605; i++) {
      objectives.look(requests.done(1, i == 604 ? 900 : 100).over(1));
    }
    assertThat(objectives.standings().getFirst().state()).isEqualTo(State.HOLDS);
    assertThat(objectives.conclude().getFirst().state()).isEqualTo(State.MISSED);
  }

  /** 2 of 38 are more than 5 %, but it takes 20 to say so; one of 5 must not decide. */
  @Test
  void shouldNotJudgeAWindowByOnePieceOfWork() {
    Objectives objectives = watch("first_token.p95 < 500ms over 10s", "failed < 10% over 10s");
    for (int i = 0; i < 10; i++) {
      objectives.look(requests.done(i % 2, 100).ended(i == 3 ? 1 : 0, End.TIMED_OUT).over(1));
    }
    assertThat(objectives.standings()).extracting(Standing::state).containsExactly(State.OPEN, State.OPEN);
    assertThat(objectives.standings().getLast().now()).isCloseTo(100.0 / 6, within(0.01));
  }

  @Test
  void shouldJudgeTheWholeRunAtItsEndWhereNoWindowWasFullEnough() {
    Objectives objectives = watch("first_token.p95 < 500ms over 10s", "first_token.p99 < 50ms over 10s");
    objectives.look(requests.done(5, 100).over(3));
    assertThat(objectives.conclude()).extracting(Standing::state).containsExactly(State.HOLDS, State.MISSED);
  }

  @Test
  void shouldSayThatThereWasNothingToJudge() {
    Objectives objectives = watch("first_token.p95 < 500ms", "failed < 1%", "stall.p95 < 200ms");
    objectives.look(requests.over(1));
    List<Standing> standings = objectives.conclude();
    assertThat(standings).extracting(Standing::isMet).containsExactly(false, false, true);
    assertThat(standings.getFirst().seen()).isEqualTo("nothing to judge");
  }

  @Test
  void shouldTakeHavingNoneForZeroWhereGoodWorkMayHaveNone() {
    Objectives objectives = watch("stall.p95 < 200ms over 5s");
    for (int i = 0; i < 5; i++) {
      objectives.look(requests.done(1, 100).over(1));
    }
    assertThat(objectives.standings().getFirst().state()).isEqualTo(State.HOLDS);
    objectives.look(requests.took(Took.STALL, 300).over(1));
    assertThat(objectives.standings().getFirst().state()).isEqualTo(State.MISSED);
  }

  @Test
  void shouldLeaveWorkThatWasCutShortOutOfShares() {
    Objectives objectives = watch("failed < 2%");
    objectives.look(requests.done(99, 100).ended(1, End.TIMED_OUT).ended(100, End.CUT).over(1));
    assertThat(objectives.standings().getFirst().now()).isEqualTo(1);
    assertThat(objectives.standings().getFirst().state()).isEqualTo(State.HOLDS);
  }

  @Test
  void shouldCountPerTimeOverTheWholeRun() {
    Objectives objectives = watch("retries.per_minute < 6", "requests.per_second >= 2", "done.total > 150");
    for (int i = 0; i < 60; i++) {
      objectives.look(requests.done(2, 100).ended(1, End.TIMED_OUT).counted(i == 30 ? 5 : 0).over(1));
    }
    assertThat(objectives.standings())
        .extracting(Standing::state)
        .containsExactly(State.HOLDS, State.HOLDS, State.IN_DANGER);
    assertThat(objectives.standings()).extracting(Standing::now).containsExactly(5.0, 3.0, 120.0);
    assertThat(objectives.conclude()).extracting(Standing::isMet).containsExactly(true, true, false);
  }

  @Test
  void shouldCountWhatEndsAfterThePlannedTimeButNotThatTime() {
    Objectives objectives =
        watch("requests.per_second >= 2 over 10s", "requests.per_second >= 2", "first_token.max < 1s over 10s");
    for (int i = 0; i < 60; i++) {
      objectives.look(requests.done(2, 100).over(1));
    }
    objectives.look(requests.over(20));
    objectives.look(requests.done(1, 20_000).over(1));
    assertThat(objectives.conclude()).extracting(Standing::isMet).containsExactly(true, true, false);
  }

  // ---- giving up ----

  @Test
  void shouldGiveAWholeRunUpOnlyWhenEvenTwiceAsMuchGoodWorkCouldNotSaveIt() {
    Objectives objectives = watch("first_token.p95 < 500ms");
    for (int i = 0; i < 10; i++) {
      objectives.look(requests.done(10, 900).over(1));
    }
    assertThat(objectives.lost()).as("100 slow ones, 1,000 good ones may still come: 9 %").isNotNull();

    Objectives others = watch("first_token.p50 < 500ms");
    Requests slowAtFirst = new Requests();
    for (int i = 0; i < 10; i++) {
      others.look(slowAtFirst.done(10, 900).over(1));
    }
    assertThat(others.lost()).as("100 slow ones, 1,000 good ones may still come: p50 can be met").isNull();
    assertThat(others.standings().getFirst().state()).isEqualTo(State.IN_DANGER);
    for (int i = 0; i < 50; i++) {
      others.look(slowAtFirst.done(10, 100).over(1));
    }
    assertThat(others.conclude().getFirst().isMet()).isTrue();
  }

  /** 6 of 120 failed in the first of two minutes; the second one is to bring a hundred times as much. */
  @Test
  void shouldNotGiveUpWhatTheGrowingLoadIsToOutweigh() {
    Objectives objectives = growing("failed < 1%", "first_token.p95 < 500ms");
    for (int i = 0; i < 60; i++) {
      objectives.look(requests.done(2, i < 6 ? 900 : 100).ended(i < 6 ? 1 : 0, End.TIMED_OUT).over(1));
      assertThat(objectives.lost()).as("after %d s", i + 1).isNull();
    }
    for (int i = 0; i < 60; i++) {
      objectives.look(requests.done(200, 100).over(1));
    }
    assertThat(objectives.conclude()).extracting(Standing::isMet).containsExactly(true, true);
  }

  /** What is left of a warm-up out of durations is no time in which few came. */
  @Test
  void shouldReckonFromWhenDurationsCount() {
    Objectives objectives = watch("first_token.p95 < 500ms");
    for (int i = 0; i < 15; i++) {
      objectives.look(requests.over(1));
    }
    objectives.look(requests.done(40, 900).over(1));
    assertThat(objectives.lost()).as("40 slow ones in the first second; 44 are to come").isNull();
  }

  /** With its hopes gone it goes on where it is told to, and may be wrong. */
  @Test
  void shouldJudgeAWholeRunByItsEndThoughItWasGivenUpMeanwhile() {
    Objectives objectives = watch("first_token.p95 < 500ms");
    for (int i = 0; i < 30; i++) {
      objectives.look(requests.done(1, 900).over(1));
    }
    assertThat(objectives.lost()).isNotNull();
    for (int i = 0; i < 30; i++) {
      objectives.look(requests.done(100, 100).over(1));
    }
    assertThat(objectives.lost()).isNull();
    assertThat(objectives.conclude().getFirst().isMet()).isTrue();
  }

  @Test
  void shouldGiveUpOnFailuresThatNoGoodWorkCanOutweigh() {
    Objectives objectives = watch("failed < 1%", "done > 99%");
    objectives.look(requests.done(200, 100).ended(4, End.TIMED_OUT).over(1));
    assertThat(objectives.standings()).extracting(Standing::state).containsExactly(State.IN_DANGER, State.IN_DANGER);
    objectives.look(requests.ended(200, End.TIMED_OUT).over(1));
    assertThat(objectives.standings()).extracting(Standing::state).containsExactly(State.IN_DANGER, State.IN_DANGER);
    for (int i = 0; i < 43; i++) {
      objectives.look(requests.done(10, 100).over(1));
    }
    assertThat(objectives.standings()).extracting(Standing::state).containsExactly(State.MISSED, State.MISSED);
  }

  @Test
  void shouldGiveUpAtOnceOnWhatDoesNotGoAway() {
    Objectives objectives =
        watch("retries < 3", "first_token.max < 1s", "retries.per_minute < 3", "requests.total > 5");
    objectives.look(requests.done(1, 1_000).counted(3).over(1));
    assertThat(objectives.standings())
        .extracting(Standing::state)
        .containsExactly(State.MISSED, State.MISSED, State.MISSED, State.IN_DANGER);
  }

  @Test
  void shouldNotGiveUpARunOfUnknownLength() {
    List<Objective> each =
        Stream.of(
                "failed < 1%", "done >= 99%", "first_token.p95 < 1s", "first_token.mean < 1s", "retries.per_minute < 1")
            .map(text -> ObjectiveText.parse(text, Requests.VOCABULARY))
            .toList();
    Objectives objectives = new Objectives(each, Requests.VOCABULARY, 0);
    objectives.look(requests.done(100, 2_000).ended(1_000, End.TIMED_OUT).counted(50).over(100));
    assertThat(objectives.lost()).isNull();
    assertThat(objectives.standings()).extracting(Standing::state).containsOnly(State.IN_DANGER);
    assertThat(objectives.conclude()).extracting(Standing::isMet).containsOnly(false);
  }

  /** Two minutes; in the second one a hundred times as many. */
  private static Objectives growing(String... texts) {
    return new Objectives(
        Stream.of(texts).map(text -> ObjectiveText.parse(text, Requests.VOCABULARY)).toList(),
        Requests.VOCABULARY,
        2 * MINUTE_NANOS,
        nanos -> nanos + 99.0 * Math.max(0, nanos - MINUTE_NANOS));
  }

  private static Objectives watch(String... texts) {
    return new Objectives(
        List.of(texts).stream().map(text -> ObjectiveText.parse(text, Requests.VOCABULARY)).toList(),
        Requests.VOCABULARY,
        MINUTE_NANOS);
  }
}
