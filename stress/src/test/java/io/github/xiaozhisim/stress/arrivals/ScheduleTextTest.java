package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {

  @TempDir Path folder;

  @Test
  void shouldReadEveryShape() {
    assertSame("20/s", new Constant(20));
    assertSame(" 600 / min ", new Constant(10));
    assertSame("3600/h", new Constant(1));
    assertSame("ramp(1/s,20/s,5m)", new Ramp(1, 20, 300));
    assertSame("steps(5/s: 1m, 10/s:30s)", new Steps(List.of(new Steps.Step(5, 60), new Steps.Step(10, 30))));
    assertSame("spikes(5/s, 50/s, 1m, 5s)", new Spikes(5, 50, 60, 5));
    assertSame("sine(10/s, 8/s, 1h30m)", new Sine(10, 8, 5_400));
  }

  @Test
  void shouldReadAnyShapeAsPoisson() {
    assertThat(moments(ScheduleText.parse("poisson(ramp(1/s, 20/s, 5m))", 9)))
        .isEqualTo(moments(Schedule.of(new Ramp(1, 20, 300), Spacing.POISSON, 9)))
        .isNotEqualTo(moments(ScheduleText.parse("poisson(ramp(1/s, 20/s, 5m))", 8)));
  }

  @Test
  void shouldReadATraceFile() throws IOException {
    Path file = Files.writeString(folder.resolve("calls (1).txt"), "1.5\n0.5\n");
    assertThat(moments(ScheduleText.parse("trace(" + file + ")", 1)))
        .startsWith(500_000_000L, 1_500_000_000L, Pacer.NEVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20                      | column 3: here '/' is missing; write a rate like 20/s, 600/min or 1000/h
          20/day                  | column 4: a rate is for each s, min or h; write a rate like 20/s, 600/min or 1000/h
          fast                    | column 1: there is no 'fast'; there are ramp, steps, spikes, sine, poisson, trace, \
          or write a rate like 20/s
          rmap(1/s,2/s,1m)        | column 1: there is no 'rmap'; did you mean ramp?
          ramp(1/s,20,5m)         | column 12: ',' is not '/'; write a rate like 20/s
          ramp(1/s,20/s)          | column 14: ')' is not ','; write ramp(1/s, 20/s, 5m)
          ramp(1/s,20/s,5)        | column 15: '5' is not a time; write a time like 500ms, 5s or 1m30s
          sine(5/s,6/s,1m)        | column 1: a rate of 5.0 ± 6.0 a second would fall below 0
          spikes(5/s,6/s,1s,5s)   | column 1: spikes of 5.0 s do not fit into periods of 1.0 s
          steps(5/s 1m)           | column 11: '1m' is not ':'; write steps(5/s: 1m, 10/s: 1m)
          poisson 20/s            | column 9: '20/s' is not '('; write poisson(20/s)
          poisson(poisson(20/s))  | column 9: there is no 'poisson' here
          20/s 30/s               | column 6: '30/s' is too much; a schedule is one rate or one shape
          2000000/s               | column 1: that is more than a million arrivals a second
          trace()                 | column 7: something is missing here; write trace(FILE)
          trace(no-such-file)     | no-such-file: there is no such file
          """)
  void shouldSayWhereATextIsWrongAndWhatToWrite(String text, String complaint) {
    assertThatThrownBy(() -> ScheduleText.parse(text, 1)).hasMessageContaining(complaint);
  }

  private static void assertSame(String text, Rate rate) {
    assertThat(moments(ScheduleText.parse(text, 1))).isEqualTo(moments(Schedule.of(rate, Spacing.REGULAR, 1)));
  }

  private static List<Long> moments(Schedule schedule) {
    Pacer pacer = schedule.begin();
    return LongStream.generate(pacer::nextNanos).limit(1_000).boxed().toList();
  }
}
