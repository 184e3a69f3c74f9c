package io.github.xiaozhisim.stress.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.objective.Objective.Comparison;
import io.github.xiaozhisim.stress.objective.Requests.Counted;
import io.github.xiaozhisim.stress.objective.Requests.End;
import io.github.xiaozhisim.stress.objective.Requests.Took;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.stress.typed.Complaint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTextTest {

  @Test
  void shouldReadAPercentileInAWindow() {
    assertThat(parse("first_token.p95 < 1500ms over 60s"))
        .isEqualTo(
            new Objective(
                "first_token.p95 < 1500ms over 60s",
                new Subject.OfDurations(Took.FIRST_TOKEN, Subject.Statistic.PERCENTILE, 95),
                Comparison.LESS,
                1_500,
                60_000_000_000L));
  }

  @Test
  void shouldReadAllThatCanBeSaidOfDurations() {
    assertThat(parse("first_token_ms.p99.9 <= 1.5s").subject())
        .isEqualTo(new Subject.OfDurations(Took.FIRST_TOKEN, Subject.Statistic.PERCENTILE, 99.9));
    assertThat(parse("first_token.mean<1m").limit()).isEqualTo(60_000);
    assertThat(parse("stall.max < 200ms").subject())
        .isEqualTo(new Subject.OfDurations(Took.STALL, Subject.Statistic.MAX, 0));
    assertThat(parse("first_token.min > 1ms").comparison()).isEqualTo(Comparison.MORE);
  }

  @Test
  void shouldReadSharesOfOutcomes() {
    assertThat(parse("failed < 1%").subject()).isEqualTo(new Subject.Share(List.of(End.TIMED_OUT)));
    assertThat(parse("timed-out < 0.5%").subject()).isEqualTo(new Subject.Share(List.of(End.TIMED_OUT)));
    assertThat(parse("timed_out < .5%").limit()).isEqualTo(0.5);
    assertThat(parse("done >= 99%").subject()).isEqualTo(new Subject.Share(List.of(End.DONE)));
  }

  @Test
  void shouldReadAmounts() {
    assertThat(parse("retries.per_minute < 0.2").subject())
        .isEqualTo(new Subject.OfCount(Counted.RETRIES, Subject.Per.MINUTE));
    assertThat(parse("retries < 5").subject()).isEqualTo(new Subject.OfCount(Counted.RETRIES, Subject.Per.TOTAL));
    assertThat(parse("failed.total <= 3").subject())
        .isEqualTo(new Subject.Ended(List.of(End.TIMED_OUT), Subject.Per.TOTAL));
    assertThat(parse("requests.per_second >= 20").subject())
        .isEqualTo(new Subject.Ended(List.of(End.DONE, End.TIMED_OUT), Subject.Per.SECOND));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"first_sound.p95 < 1500ms over 60s", "failed < 1%", "gaps.per_minute < 0.2", "turns.per_minute > 600"})
  void shouldReadWhatIsSaidOfTurns(String text) {
    assertThat(ObjectiveText.parse(text, TurnWork.VOCABULARY)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | column 1: here a word is missing; write it like first_sound.p95 < 1500ms \
          over 60s
          95 < 3                          | column 1: '95' is not a word
          first_tokn.p95 < 1s             | column 1: there is no 'first_tokn'; did you mean first_token?
          open < 3                        | column 1: there is no 'open'; there are first_token, stall, failed, \
          requests, retries, done
          first_token < 1s                | column 13: '<' is not '.'; say which of all durations is meant, like \
          first_token.p95
          first_token.p100 < 1s           | column 13: there is no 'p100' of durations; there are p50, p90, p95
          first_token.p0 < 1s             | column 13: a percentile is more than 0; the shortest duration is min
          first_token.p99. < 1s           | column 18: '<' is not a number; write a percentile like p99.9
          first_token.p95                 | column 16: here <, <=, > or >= is missing
          first_token.p95 = 1s            | column 17: here <, <=, > or >= is missing
          first_token.p95 < 1500          | column 19: '1500' is not a time; write a time like 1500ms or 1.5s
          first_token.p95 < fast          | column 19: 'fast' is not a time
          first_token.p95 < 1s over       | column 26: here a time is missing; write a window like over 60s
          first_token.p95 < 1s over 0.1s  | column 22: a window is a second long at least
          first_token.p95 < 1s in 60s     | column 22: 'in' is too much; after the limit comes nothing, or a window \
          like over 60s
          first_token.p95 < 1s over 9s 9  | column 30: '9' is too much; after the window comes nothing
          failed < 1                      | column 11: here '%' is missing; write a share like 1%
          failed < 101%                   | column 10: a share is 100% at most
          failed < 0%                     | column 10: nothing is less than that; write <= where none is allowed
          failed.often < 1                | column 8: there is no 'often' of a number; there are per_minute, \
          per_second, total
          retries.per_minut < 1           | column 9: there is no 'per_minut' of a number; did you mean per_minute?
          retries < 1%                    | column 12: '%' is too much
          """)
  void shouldSayWhereATextIsWrongAndWhatToWrite(String text, String complaint) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(Complaint.class).hasMessageContaining(complaint);
  }

  private static Objective parse(String text) {
    return ObjectiveText.parse(text, Requests.VOCABULARY);
  }
}
