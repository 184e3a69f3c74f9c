package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Requests;
import io.github.xiaozhisim.stress.timeline.Requests.End;
import io.github.xiaozhisim.stress.timeline.Requests.Tally;
import io.github.xiaozhisim.stress.timeline.Requests.Wait;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page knows nothing of devices: here it shows requests. */
class PageModelTest {

  private static final PageFacts FACTS =
      PageFacts.of(
          new PageFacts.Run(
              false,
              List.of("ask", "--times", "3"),
              7,
              1_767_225_600_000L,
              false,
              false,
              Map.of("version", "1.2", "cores", 2)));

  private final Requests requests = new Requests();
  private final Timeline timeline = new Timeline(Requests.VOCABULARY, 4);

  private JsonNode page(PageFacts facts) {
    return PageModel.JSON.readTree(PageModel.write(facts, timeline.snapshot()));
  }

  private static JsonNode chart(JsonNode page, String id) {
    return find(page.at("/series/charts"), id);
  }

  private static JsonNode find(JsonNode list, String id) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " in " + list));
  }

  @Test
  void shouldSayWhatRanAndHow() {
    timeline.add(requests.second(), null);
    JsonNode page = page(FACTS);
    assertThat(page.get("schema").asString()).isEqualTo("xiaozhi-simulator/page/1");
    assertThat(page.get("work").asString()).isEqualTo("requests");
    assertThat(page.get("run").toString())
        .isEqualTo(
            "{\"command\":[\"./xiaozhi\",\"ask\",\"--times\",\"3\"],\"seed\":7,\"started\":\"2026-01-01T00:00:00Z\","
                + "\"duration_s\":1.0,"
                + "\"interrupted\":false,\"unfinished\":false,\"version\":\"1.2\",\"environment\":"
                + page.at("/run/environment")
                + "}");
    assertThat(page.at("/verdict/value").isNull()).isTrue();
  }

  @Test
  void shouldDrawHeadlinesAsPercentilesOverTime() {
    requests.answered(10).answered(20).answered(30);
    timeline.add(requests.second(), null);
    timeline.add(requests.second(), null);
    JsonNode chart = chart(page(FACTS), "first_token");
    assertThat(chart.get("kind").asString()).isEqualTo("band");
    assertThat(chart.get("section").asString()).isEqualTo("latency");
    assertThat(chart.get("unit").asString()).isEqualTo("ms");
    assertThat(find(chart.get("lines"), "first_token.p50").get("v").toString())
        .as("nothing was measured in the second second").isEqualTo("[20.015,null]");
    assertThat(find(chart.get("lines"), "first_token.max").get("v").get(0).asDouble()).isEqualTo(30.015);
  }

  @Test
  void shouldKeepTheExtremesOfWhatItPutsTogether() {
    for (int i = 0; i < 8; i++) {
      requests.recorder().add(Tally.HICCUPS, i == 3 ? 8 : 0);
      timeline.add(requests.second(), requests.reading(i == 2 ? 500 : 100));
    }
    JsonNode page = page(FACTS);
    assertThat(page.at("/series/t").toString()).isEqualTo("[0.0,4.0]");
    JsonNode hiccups = find(chart(page, "quality").get("lines"), "count.hiccups");
    assertThat(hiccups.get("v").toString()).isEqualTo("[2,0]");
    assertThat(hiccups.get("lo").toString()).isEqualTo("[0,0]");
    assertThat(hiccups.get("hi").toString()).isEqualTo("[8,0]");
    JsonNode memory = chart(page, "gauge.generator.memory");
    assertThat(memory.get("section").asString()).isEqualTo("generator");
    assertThat(memory.get("unit").asString()).isEqualTo("MiB");
    assertThat(find(memory.get("lines"), "memory_mib").get("hi").toString()).isEqualTo("[500,100]");
  }

  @Test
  void shouldLeaveOutLinesThatShowNothing() {
    timeline.add(requests.answered(1).second(), null);
    JsonNode page = page(FACTS);
    assertThat(page.at("/series/charts").toString()).doesNotContain("outcome.failed", "count.hiccups", "queue");
    assertThat(page.get("outcomes").toString())
        .isEqualTo("[{\"id\":\"done\",\"en\":\"done\",\"zh\":\"done\",\"count\":1,\"good\":true}]");
  }

  @Test
  void shouldGiveEachLineAnIdOfItsOwnAndTicksTheSameOnes() {
    requests.answered(5).recorder().ended(End.FAILED);
    requests.recorder().record(Wait.QUEUE, 1_000_000);
    requests.recorder().record(Wait.LATENESS, 1_000_000);
    requests.recorder().add(Tally.HICCUPS, 1);
    timeline.add(requests.second(), requests.reading(3));
    JsonNode page = page(FACTS);
    List<String> ids = page.at("/series/charts").findValues("lines").stream()
        .flatMap(lines -> lines.findValuesAsString("id").stream()).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("first_token.p95", "outcome.failed", "memory_mib", "queue.p50");
    Interval latest = timeline.latest();
    assertThat(latest).isNotNull();
    JsonNode tick = PageModel.JSON.readTree(PageModel.writeTick(Requests.VOCABULARY, latest));
    assertThat(tick.get("t").asDouble()).isZero();
    assertThat(tick.get("v").propertyNames()).containsAll(ids);
    assertThat(tick.at("/v/outcome.failed").asDouble()).isEqualTo(1);
  }

  @Test
  void shouldPutCardsFirstThatTellHowItWent() {
    requests.answered(100).answered(200).recorder().ended(End.FAILED);
    requests.recorder().ended(End.CUT);
    timeline.add(requests.second(), null);
    JsonNode cards = page(FACTS).get("cards");
    assertThat(find(cards, "good").get("value").asDouble())
        .as("what was cut short is nobody's fault")
        .isEqualTo(66.667);
    assertThat(find(cards, "good").get("tone").asString()).isEqualTo("bad");
    assertThat(find(cards, "first_token.p95").get("value").asDouble()).isEqualTo(200.063);
    assertThat(find(cards, "hiccups").get("tone").asString()).isEqualTo("good");
  }

  @Test
  void shouldTakeTheWholeForPartsThatNobodyKnows() {
    requests.recorder().record(Wait.BOTH, 7_000_000);
    timeline.add(requests.second(), null);
    assertThat(page(FACTS).get("waterfall").findValuesAsString("id")).containsExactly("both");
    requests.recorder().record(Wait.QUEUE, 3_000_000);
    requests.recorder().record(Wait.THINKING, 4_000_000);
    timeline.add(requests.second(), null);
    assertThat(page(FACTS).get("waterfall").findValuesAsString("id")).containsExactly("queue", "thinking");
  }

  @Test
  void shouldHoldTheWholeDistribution() {
    for (int i = 1; i <= 1_000; i++) {
      requests.answered(i);
    }
    timeline.add(requests.second(), null);
    JsonNode points = page(FACTS).at("/distribution/0/points");
    assertThat(points.get(0).get(0).asDouble()).isZero();
    assertThat(points.get(points.size() - 1).toString()).startsWith("[100.0,1000.");
    assertThat(points.size()).isBetween(20, 100);
  }

  @Test
  void shouldTellWhatItIsTold() {
    timeline.add(requests.second(), null);
    PageFacts facts =
        FACTS
            .withVerdict(new PageFacts.Judgement("DEGRADED", List.of(new Words("too slow", "太慢"))))
            .withAnswer(new PageFacts.Answer(false, new Words("It failed.", "失败。")))
            .withObjectives(List.of(objective("failed < 1%")))
            .withErrors(List.of(new PageFacts.Failure("no route", 3, List.of("request 7"))))
            .withSlowest(
                List.of(
                    new PageFacts.Slow(
                        "request 9",
                        1234.5678,
                        0,
                        1234.5678,
                        List.of(new PageFacts.Mark("begun", new Words("begun", "开始"), 0)),
                        new Words("one of many", "之一"),
                        new PageFacts.Sound("heard-9.wav", "UklGRg=="))))
            .withPhases(List.of(new PageFacts.Phase("ramp", 0, 10)));
    JsonNode page = page(facts);
    assertThat(page.get("verdict").toString())
        .isEqualTo("{\"reasons\":[{\"en\":\"too slow\",\"zh\":\"太慢\"}],\"value\":\"DEGRADED\"}");
    assertThat(page.at("/answer/zh").asString()).isEqualTo("失败。");
    assertThat(page.at("/objectives/0/met").isNull()).isTrue();
    assertThat(page.at("/objectives/0/worst").isNull()).isTrue();
    assertThat(page.at("/errors/0/examples/0").asString()).isEqualTo("request 7");
    assertThat(page.at("/slowest/0/ms").asDouble()).isEqualTo(1234.568);
    assertThat(page.at("/slowest/0/note/en").asString()).isEqualTo("one of many");
    assertThat(page.at("/slowest/0/wav").asString()).isEqualTo("UklGRg==");
    assertThat(page.at("/phases/0/until_s").asDouble()).isEqualTo(10);
  }

  private static PageFacts.Objective objective(String text) {
    Objective asked = ObjectiveText.parse(text, Requests.VOCABULARY);
    return new PageFacts.Objective(
        text, null, Double.NaN, Double.NaN, new PageFacts.Bound(asked.subject(), asked.limit()));
  }

  private JsonNode limits(String chart, String... objectives) {
    JsonNode page = page(FACTS.withObjectives(Stream.of(objectives).map(PageModelTest::objective).toList()));
    return chart(page, chart).path("limits");
  }

  @Test
  void shouldDrawTheLimitOfAnObjectiveIntoTheChartThatShowsWhatItIsAbout() {
    requests.answered(200);
    timeline.add(requests.second(), null);
    JsonNode waits =
        limits("first_token", "first_token.p95 < 1500ms over 60s", "first_token.p99.9 < 4s", "queue.p95 < 1s");
    assertThat(waits.findValuesAsString("text"))
        .containsExactly("first_token.p95 < 1500ms over 60s", "first_token.p99.9 < 4s");
    assertThat(waits.get(0).get("value").asDouble()).isEqualTo(1_500);
    assertThat(waits.get(1).get("value").asDouble()).isEqualTo(4_000);
  }

  @Test
  void shouldDrawALimitInTheUnitOfTheChart() {
    requests.answered(200);
    timeline.add(requests.second(), null);
    assertThat(limits("work", "tokens.per_minute > 300").get(0).get("value").asDouble()).as("a second").isEqualTo(5);
    assertThat(limits("outcomes", "done.per_second > 2").get(0).get("value").asDouble()).isEqualTo(2);
  }

  @Test
  void shouldDrawNoLimitWhereTheChartShowsSomethingElse() {
    requests.answered(200);
    timeline.add(requests.second(), null);
    assertThat(limits("work", "tokens < 1000", "failed < 1%", "first_token.p95 < 1s").isMissingNode()).isTrue();
    assertThat(limits("outcomes", "failed.per_minute < 3", "failed < 1%").isMissingNode()).isTrue();
  }

  @Test
  void shouldShowTheWorstSecondsOfPercentilesInALongRun() {
    for (int i = 0; i < 200; i++) {
      requests.answered(i % 7 == 3 ? 900 : 100);
      requests.recorder().record(Wait.QUEUE, (i % 7 == 3 ? 900 : 100) * 1_000_000L);
      timeline.add(requests.second(), null);
    }
    JsonNode page = page(FACTS);
    JsonNode waits = chart(page, "first_token").get("lines");
    assertThat(find(waits, "first_token.p95").get("lo").get(0).asDouble()).isCloseTo(100, within(1.0));
    assertThat(find(waits, "first_token.p95").get("hi").get(0).asDouble()).isCloseTo(900, within(1.0));
    assertThat(find(waits, "first_token.p50").has("hi")).isTrue();
    assertThat(find(waits, "first_token.p99").has("hi")).as("one veil on another shows nothing").isFalse();
    assertThat(find(chart(page, "stages").get("lines"), "queue.p50").has("hi")).as("nor one on a stack").isFalse();
  }
}
