package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.health.Look;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The timeline of the generator. */
class GeneratorCsvTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter out = new StringWriter();

  private static Look look(int second) {
    Histogram lateness = new Histogram(3);
    lateness.recordValueWithCount(500, 99);
    lateness.recordValue(1_900);
    Histogram lag = new Histogram(3);
    lag.recordValueWithCount(200, 100);
    return new Look(
        second * SECOND,
        SECOND,
        lateness,
        2,
        lag,
        0.25,
        0.01,
        SECOND / 2,
        2,
        0.005,
        3_000_000,
        10 << 20,
        200 << 20,
        77,
        100);
  }

  @Test
  void shouldWriteALineASecond() throws IOException {
    try (GeneratorCsv csv = new GeneratorCsv(out)) {
      csv.add(look(1));
      csv.add(look(2));
    }
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1))
        .isEqualTo(
            "1.000,1.000,100,102,2,0.500,0.500,1.900,0.200,0.200,0.200,25.000,1.000,0.500,0.500,3,10.000,200.000,77");
    assertThat(lines.get(0).split(",")).hasSameSizeAs(lines.get(1).split(","));
  }

  @Test
  void shouldLeaveEmptyWhatIsNotKnown() throws IOException {
    try (GeneratorCsv csv = new GeneratorCsv(out)) {
      Histogram nothing = new Histogram(3);
      csv.add(
          new Look(SECOND, SECOND, nothing, 0, nothing, Double.NaN, Double.NaN, 0, 2, Double.NaN, 0, -1, -1, -1, 0));
    }
    assertThat(out.toString().lines().skip(1)).containsExactly("1.000,1.000,0,0,0,,,,,,,,,0.000,,0,,,");
  }

  @Test
  void shouldGetCoarserInsteadOfEndless() throws IOException {
    int day = 24 * 3_600;
    try (GeneratorCsv csv = new GeneratorCsv(out)) {
      for (int second = 1; second <= day; second++) {
        csv.add(look(second));
      }
    }
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSizeBetween(5_000, 12_000);
    assertThat(lines.get(GeneratorCsv.LINES_BEFORE_COARSER)).startsWith("1800.000,1.000,");
    assertThat(lines.get(GeneratorCsv.LINES_BEFORE_COARSER + 1)).startsWith("1802.000,2.000,100,204,4,");
    assertThat(lines.getLast()).startsWith("86400.000,");
  }

  @Test
  void shouldTellOfABrokenDiskOnlyAtTheEnd() throws IOException {
    int[] writes = new int[1];
    GeneratorCsv csv =
        new GeneratorCsv(
            new Writer() {
              @Override
              public void write(char[] text, int from, int length) throws IOException {
                if (writes[0]++ > 0) {
                  throw new IOException("no space left");
                }
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    csv.add(look(1));
    csv.add(look(2));
    assertThatThrownBy(csv::close).hasMessage("no space left");
  }
}
