package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows, their table, their file, and two of them beside each other. */
class ResultTest {

  private static Row row(int devices, double floor, double fleet, double spread) {
    return new Row(
        "turns",
        devices,
        Map.of(
            Metric.FLOOR_CPU, new Row.Value(floor, floor * spread),
            Metric.FLEET_CPU, new Row.Value(fleet, fleet * spread),
            Metric.RATIO, new Row.Value(fleet / floor, fleet / floor * spread)));
  }

  private static BenchResult result(Row... rows) {
    return new BenchResult(
        "0.1.0", "2026-01-01T00:00:00Z", Map.of("java", "25"), "nothing pinned", 1, List.of(rows), List.of("noisy"));
  }

  @Test
  void shouldTakeTheMedianOfTheRoundsAndHalfTheirDistanceAsSpread() {
    Row merged = Row.merged(List.of(row(10, 0.1, 0.20, 0), row(10, 0.1, 0.10, 0), row(10, 0.1, 0.13, 0)));
    assertThat(merged.value(Metric.FLEET_CPU)).isEqualTo(new Row.Value(0.13, 0.05));
    assertThat(merged.value(Metric.FLOOR_CPU)).isEqualTo(new Row.Value(0.1, 0));
    assertThat(merged.value(Metric.HEAP)).isNull();
  }

  @Test
  void shouldBeATable() {
    assertThat(ResultTable.format(result(row(1000, 0.1, 0.15, 0), row(20000, 0.1, 0.14, 0)), null))
        .contains(
            """
              devices   floor   fleet  ratio  us/frame  user share  bytes/frame  RSS KB/dev
                1,000  0.1000  0.1500   1.50         -           -            -           -
               20,000  0.1000  0.1400   1.40         -           -            -           -
            """)
        .endsWith("! noisy\n");
  }

  @Test
  void shouldShowWhatHasChangedAndMarkOnlyWhatIsBeyondNoise() {
    String text = ResultTable.format(result(row(1000, 0.101, 0.15, 0.01)), result(row(1000, 0.1, 0.2, 0.01)));
    assertThat(text).contains("was").contains("-25 % better").contains("+1 %").doesNotContain("+1 % worse");
  }

  @Test
  void shouldSayWhatItIsComparedWithAndWhenThatIsOfLittleUse() {
    BenchResult elsewhere =
        new BenchResult(
            "0.0.9", "2025-12-31T00:00:00Z", Map.of("java", "26"), "", 1, List.of(row(500, 1, 1, 0)), List.of());
    assertThat(ResultTable.format(result(row(1000, 0.1, 0.2, 0)), elsewhere))
        .contains("version 0.0.9 of 2025-12-31")
        .contains("another machine")
        .contains("nothing was measured then and now");
    BenchResult here = result(row(1000, 0.1, 0.2, 0));
    assertThat(ResultTable.format(here, here)).doesNotContain("another machine").doesNotContain("then and now");
  }

  @Test
  void shouldPutGeneratedClassesIntoThePackageTheyWereMadeFor() {
    assertThat(Profile.folder("io.github.xiaozhisim.device.audio.Playback$$TypeSwitch/0x12.34"))
        .isEqualTo("device.audio");
    assertThat(Profile.folder("io.github.xiaozhisim.transport.DirectWrite")).isEqualTo("transport");
  }

  @Test
  void shouldNotMarkWhatTheSpreadExplains() {
    Row.Value before = new Row.Value(1.5, 0.2);
    assertThat(ResultTable.isBeyondNoise(before, new Row.Value(1.8, 0.2))).isFalse();
    assertThat(ResultTable.isBeyondNoise(before, new Row.Value(2.0, 0.2))).isTrue();
    assertThat(ResultTable.isBeyondNoise(new Row.Value(1.5, 0), new Row.Value(1.51, 0))).isFalse();
  }

  @Test
  void shouldNotJudgeAFigureOfOneRoundWhoseSpreadNobodyKnows() {
    Map<Metric, Row.Value> before = new EnumMap<>(Metric.class);
    Map<Metric, Row.Value> now = new EnumMap<>(Metric.class);
    Row.put(before, Metric.FLEET_P99, 2);
    Row.put(now, Metric.FLEET_P99, 4);
    Row.put(before, Metric.FLEET_CPU, 0.1, 0.01);
    Row.put(now, Metric.FLEET_CPU, 0.1, 0.01);
    String one = ResultTable.format(result(new Row("turns", 10, now)), result(new Row("turns", 10, before)));
    assertThat(one).contains("+100 %").doesNotContain("worse");

    Row several = Row.merged(List.of(new Row("turns", 10, now), new Row("turns", 10, now)));
    Row olderOnes = Row.merged(List.of(new Row("turns", 10, before), new Row("turns", 10, before)));
    assertThat(ResultTable.format(result(several), result(olderOnes))).contains("+100 % worse");
    assertThat(ResultTable.format(result(several), result(new Row("turns", 10, before)))).doesNotContain("worse");
  }

  @Test
  void shouldKnowNoSpreadOfWhatOnlyOneRoundCouldMeasure() {
    Row with = new Row("turns", 10, Map.of(Metric.HEAP, new Row.Value(3, Double.NaN)));
    Row merged = Row.merged(List.of(with, new Row("turns", 10, Map.of())));
    assertThat(merged.value(Metric.HEAP)).isEqualTo(new Row.Value(3, Double.NaN));
  }

  @Test
  void shouldKeepInItsFileThatASpreadIsNotKnown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench.json");
    BenchResult result = result(new Row("turns", 10, Map.of(Metric.FLEET_P99, new Row.Value(4, Double.NaN))));
    BenchFile.write(file, result);
    assertThat(Files.readString(file)).doesNotContain("spread");
    assertThat(BenchFile.read(file)).isEqualTo(result);
  }

  @Test
  void shouldComeBackFromItsFileAsItWas(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench.json");
    BenchResult result = result(row(1000, 0.25, 0.5, 0.5), row(2000, 0.5, 2, 0));
    BenchFile.write(file, result);
    assertThat(BenchFile.read(file)).isEqualTo(result);
  }

  @Test
  void shouldSayWhenAFileIsNoResult(@TempDir Path folder) throws IOException {
    Path other = Files.writeString(folder.resolve("report.json"), "{\"schema\": \"xiaozhi-simulator/report/1\"}");
    assertThatThrownBy(() -> BenchFile.read(other)).isInstanceOf(IOException.class).hasMessageContaining("--compare");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertThatThrownBy(() -> BenchFile.read(broken)).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    assertThatThrownBy(() -> BenchFile.read(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void shouldCrossFromTheTargetsProcessAsOneLine() {
    TargetFigures figures = new TargetFigures(8.25, 1000, 3, 2, 450, 99_000, 12, 7, 140, 1, 0.5, 1.25, 2.5, 4, 8);
    assertThat(TargetFigures.parse(figures.line())).isEqualTo(figures);
    assertThat(figures.line()).doesNotContain("\n");
    assertThatThrownBy(() -> TargetFigures.parse("seconds=1.0 open=3")).isInstanceOf(IllegalArgumentException.class);
  }
}
