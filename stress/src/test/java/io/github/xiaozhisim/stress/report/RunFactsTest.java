package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunFactsTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void setLocaleBack() {
    Locale.setDefault(before);
  }

  @Test
  void shouldWriteNumbersTheSameWayInEveryCountry() {
    Locale.setDefault(Locale.GERMANY);
    PageFacts facts =
        RunFacts.of(Runs.of(2_000, 2_000, 12_345, 0, false), new Particulars(List.of(), Map.of(), List.of()), false);
    assertThat(facts.answer().sentence().en()).startsWith("All 12,345 turns of 2,000 devices were answered");
  }

  @Test
  void shouldSayFirstThatARunWasStoppedEarly() {
    RunResult run = Runs.of(2, 2, 30, 12, false).withGoals(new RunResult.Goals(List.of(), true));
    PageFacts facts = RunFacts.of(run, new Particulars(List.of(), Map.of(), List.of()), false);
    assertThat(facts.answer().sentence().en())
        .startsWith(
            "Stopped early, since an objective could not be met any more. Until then: 12 of 42 turns were not "
                + "answered");
    assertThat(facts.answer().sentence().zh()).startsWith("目标已不可能达成，测试提前结束。");
  }
}
