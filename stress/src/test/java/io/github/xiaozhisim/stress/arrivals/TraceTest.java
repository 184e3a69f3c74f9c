package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TraceTest {

  @Test
  void shouldPlayMomentsInTheirOrderWhateverTheOrderOfLines() throws IOException {
    Pacer pacer = read("# recorded on a Monday\n\n2.5,hello\n0.25\n 1 \n").begin();
    assertThat(pacer.nextNanos()).isEqualTo(250_000_000);
    assertThat(pacer.nextNanos()).isEqualTo(1_000_000_000);
    assertThat(pacer.nextNanos()).isEqualTo(2_500_000_000L);
    assertThat(pacer.nextNanos()).isEqualTo(Pacer.NEVER);
    assertThat(pacer.nextNanos()).isEqualTo(Pacer.NEVER);
  }

  @Test
  void shouldCountPointsInTimeFromTheEarliest() throws IOException {
    Pacer pacer = read("2026-01-31T08:00:01.250Z\n2026-01-31T08:00:00Z\n").begin();
    assertThat(pacer.nextNanos()).isZero();
    assertThat(pacer.nextNanos()).isEqualTo(1_250_000_000);
  }

  @Test
  void shouldNameTheLineThatIsWrong() {
    assertThatThrownBy(() -> read("0.1\n\nsoon\n"))
        .hasMessage(
            "calls.txt, line 3: 'soon' is not a moment; write seconds since the start, 12.345, or "
                + "2026-01-31T08:00:00.250Z");
    assertThatThrownBy(() -> read("-1\n")).hasMessageStartingWith("calls.txt, line 1: '-1' is not a moment");
    assertThatThrownBy(() -> read("NaN\n")).hasMessageStartingWith("calls.txt, line 1: 'NaN' is not a moment");
    assertThatThrownBy(() -> read("1\n2026-01-31T08:00:00Z\n"))
        .hasMessageStartingWith("calls.txt, line 2: seconds and points in time in one file");
    assertThatThrownBy(() -> read("# nothing\n"))
        .hasMessage("calls.txt holds no moments; write one a line, in seconds since the start");
  }

  @Test
  void shouldSayWhenThereIsNoFile() {
    assertThatThrownBy(() -> Trace.read(Path.of("no-such-file.txt")))
        .hasMessage("no-such-file.txt: there is no such file");
  }

  private static Trace read(String text) throws IOException {
    return Trace.read(new BufferedReader(new StringReader(text)), "calls.txt");
  }
}
