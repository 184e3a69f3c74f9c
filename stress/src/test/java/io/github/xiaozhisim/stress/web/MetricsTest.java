package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus is told. */
class MetricsTest {

  private static final Gauge RSS = new Gauge("rss_mib", "memory", "MiB", "resident memory", "常驻内存");

  private final Recorder recorder = new Recorder(TurnWork.VOCABULARY);
  private final Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(recorder));
  private final Metrics metrics = new Metrics("xiaozhi", "devices", TurnWork.VOCABULARY);

  @Test
  void shouldAddUpWhatIsCounted() throws Exception {
    recorder.add(TurnCount.PACKETS_SENT, 3);
    second();
    recorder.add(TurnCount.PACKETS_SENT, 4);
    second();

    assertThat(scrape()).contains("xiaozhi_packets_sent_total 7.0");
  }

  @Test
  void shouldShowLevelsAsTheyAreNow() throws Exception {
    recorder.add(TurnCount.CHANNELS_OPEN, 5);
    second();
    recorder.add(TurnCount.CHANNELS_OPEN, -2);
    second();

    assertThat(scrape()).contains("xiaozhi_channels_open 3.0").doesNotContain("xiaozhi_channels_open_total");
  }

  @Test
  void shouldTellOutcomesApart() throws Exception {
    recorder.ended(TurnOutcome.ANSWERED);
    recorder.ended(TurnOutcome.TIMED_OUT_STT);
    recorder.ended(TurnOutcome.TIMED_OUT_STT);
    second();

    assertThat(scrape())
        .contains("xiaozhi_turns_ended_total{good=\"true\",outcome=\"answered\"} 1.0")
        .contains("xiaozhi_turns_ended_total{good=\"false\",outcome=\"timed-out-stt\"} 2.0")
        .contains("xiaozhi_turns_ended_total{good=\"false\",outcome=\"refused\"} 0.0");
  }

  @Test
  void shouldShowHowManyAreInEachState() throws Exception {
    recorder.enter(TurnWork.VOCABULARY.place("listening"));
    second();

    assertThat(scrape())
        .contains("xiaozhi_devices{state=\"listening\"} 1.0")
        .contains("xiaozhi_devices{state=\"idle\"} 0.0");
  }

  @Test
  void shouldShowDurationsAsHistogramsInSeconds() throws Exception {
    recorder.record(TurnMeasure.FIRST_SOUND, 450_000_000);
    second();
    recorder.record(TurnMeasure.FIRST_SOUND, 1_100_000_000);
    recorder.record(TurnMeasure.FIRST_SOUND, 120_000_000_000L);
    second();

    assertThat(scrape())
        .contains("# TYPE xiaozhi_first_sound_seconds histogram")
        .contains("xiaozhi_first_sound_seconds_bucket{le=\"0.4\"} 0")
        .contains("xiaozhi_first_sound_seconds_bucket{le=\"0.5\"} 1")
        .contains("xiaozhi_first_sound_seconds_bucket{le=\"1.2\"} 2")
        .contains("xiaozhi_first_sound_seconds_bucket{le=\"60.0\"} 2")
        .contains("xiaozhi_first_sound_seconds_bucket{le=\"+Inf\"} 3")
        .contains("xiaozhi_first_sound_seconds_count 3")
        .containsPattern("xiaozhi_first_sound_seconds_sum 121\\.[56]");
  }

  @Test
  void shouldShowWhatGaugesShowAndNothingOldWhenTheyFail() throws Exception {
    metrics.look(measurements.collect(1), new Reading(1, Map.of(RSS, 140.5)));
    assertThat(scrape()).contains("# HELP xiaozhi_rss_mib resident memory, MiB").contains("xiaozhi_rss_mib 140.5");

    metrics.look(measurements.collect(2), new Reading(2, Map.of()));
    assertThat(scrape()).contains("xiaozhi_rss_mib NaN");
  }

  @Test
  void shouldTellFiguresOfOneNameApart() throws Exception {
    metrics.set("objective.met", "objective", "failed < 1%", 1);
    metrics.set("objective.met", "objective", "first_sound.p95 < 1s", 1);
    metrics.set("objective.met", "objective", "first_sound.p95 < 1s", 0);

    assertThat(scrape())
        .contains("xiaozhi_objective_met{objective=\"failed < 1%\"} 1.0")
        .contains("xiaozhi_objective_met{objective=\"first_sound.p95 < 1s\"} 0.0");
  }

  private void second() {
    metrics.look(measurements.collect(1), new Reading(1, Map.of()));
  }

  private String scrape() throws IOException {
    StringWriter out = new StringWriter();
    metrics.writeTo(out);
    return out.toString();
  }
}
