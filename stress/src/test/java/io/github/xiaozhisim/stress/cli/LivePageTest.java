package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.stress.arrivals.NotedLoad;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.PageModel;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.stress.web.Happening;
import io.github.xiaozhisim.stress.web.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live page of a run, as a browser sees it while seconds go by. */
class LivePageTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final PageFacts RUN =
      PageFacts.of(new PageFacts.Run(true, List.of("fleet", "--live"), 7, 0, false, true, Map.of("version", "1")));

  private final Recorder recorder = new Recorder(TurnWork.VOCABULARY);
  private final Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(recorder));
  private final NotedLoad turned = new NotedLoad(20, 30);
  private final RunControls runControls = new RunControls(turned, false);
  private final HttpClient browser = HttpClient.newHttpClient();
  private long seconds;
  private LivePage page;

  @BeforeEach
  void open() throws IOException {
    page = LivePage.ofDevices(0, TurnWork.VOCABULARY, RUN, runControls, new Nobody());
  }

  @AfterEach
  void close() {
    page.close();
    browser.close();
  }

  @Test
  void shouldServeAPageThatFetchesItsData() throws Exception {
    assertThat(get(""))
        .contains("<!doctype html>")
        .contains("\"live\":true")
        .containsPattern("\"token\":\"[0-9a-f]{32}\"");
  }

  @Test
  void shouldShowAllThatCameSoFarToWhoComesLater() throws Exception {
    answered(400);
    second();
    answered(600);
    second();

    JsonNode model = JSON.readTree(get("data"));
    assertThat(model.path("run").path("seed").asInt()).isEqualTo(7);
    assertThat(model.path("series").path("t")).hasSize(2);
    assertThat(line(model, "first_sound.p50").path("v").toString()).isEqualTo("[400.127,600.063]");
    assertThat(model.path("outcomes").toString()).contains("\"answered\"");
  }

  @Test
  void shouldTellEachSecondByTheNamesOfTheLines() throws Exception {
    answered(400);
    second();
    InputStream events = listen();
    answered(500);
    second();
    page.end(PageModel.write(RUN, page.snapshot()));

    String told = new String(events.readAllBytes(), StandardCharsets.UTF_8);
    Matcher tick = Pattern.compile("event: tick\ndata: (.*)\n").matcher(told);
    assertThat(tick.find()).isTrue();
    JsonNode values = JSON.readTree(tick.group(1));
    assertThat(values.path("t").asDouble()).as("when that second began").isEqualTo(1);
    assertThat(values.path("v").path("first_sound.p50").asDouble()).isEqualTo(500.223);
    assertThat(line(JSON.readTree(get("data")), "first_sound.p50").isMissingNode()).isFalse();
  }

  @Test
  void shouldTellTheRestOfTheModelWhenItIsNewAndThenEveryFiveSeconds() throws Exception {
    InputStream events = listen();
    for (int i = 0; i < 12; i++) {
      second();
    }
    page.end(PageModel.write(RUN, page.snapshot()));

    assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8).split("event: model", -1)).hasSize(1 + 3);
  }

  @Test
  void shouldTellAtOnceThatTheRunIsPaused() throws Exception {
    recorder.enter(0);
    recorder.enter(0);
    InputStream events = listen();
    second();
    turned.pause();
    second();
    page.end(PageModel.write(RUN, page.snapshot()));

    assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
        .containsSubsequence(
            "\"control\":{\"state\":\"running\",\"devices\":2,\"can_add\":true}",
            "\"control\":{\"state\":\"paused\",\"devices\":2,\"can_add\":true}",
            "event: end",
            "\"control\":{\"state\":\"ended\",\"devices\":2,\"can_add\":false}");
  }

  @Test
  void shouldStopTheRunForWhoHasThePageAndRememberWhoDidIt() throws Exception {
    InputStream events = listen();
    Matcher token = Pattern.compile("\"token\":\"([0-9a-f]+)\"").matcher(get(""));
    assertThat(token.find()).isTrue();

    HttpRequest stop =
        HttpRequest.newBuilder(page.uri().resolve("stop"))
            .header("X-Xiaozhi-Token", token.group(1))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(browser.send(stop, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(204);

    assertThat(turned.done).containsExactly("stop: stopped from the live page");
    assertThat(runControls.stopped()).isTrue();
    second();
    page.end(PageModel.write(RUN, page.snapshot()));
    assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"control\":{\"state\":\"stopping\",\"devices\":0,\"can_add\":false}");
  }

  @Test
  void shouldTellPrometheusTheSame() throws Exception {
    answered(400);
    second();

    assertThat(get("metrics"))
        .contains("xiaozhi_turns_ended_total{good=\"true\",outcome=\"answered\"} 1.0")
        .contains("xiaozhi_first_sound_seconds_count 1")
        .contains("xiaozhi_generator_verdict{verdict=\"VALID\"} 0.0");
  }

  private void answered(long millis) {
    recorder.record(TurnMeasure.FIRST_SOUND, millis * 1_000_000);
    recorder.ended(TurnOutcome.ANSWERED);
  }

  private void second() {
    long untilNanos = ++seconds * 1_000_000_000;
    page.look(measurements.collect(untilNanos), new Reading(untilNanos, Map.of()), RUN);
  }

  private static JsonNode line(JsonNode model, String id) {
    for (JsonNode chart : model.path("series").path("charts")) {
      for (JsonNode line : chart.path("lines")) {
        if (line.path("id").asString().equals(id)) {
          return line;
        }
      }
    }
    return JSON.missingNode();
  }

  private String get(String path) throws Exception {
    return browser.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Returns when the page knows that somebody listens. */
  private InputStream listen() throws Exception {
    InputStream events = browser.send(request("events"), HttpResponse.BodyHandlers.ofInputStream()).body();
    await().until(page::isWatched);
    return events;
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(page.uri().resolve(path)).build();
  }

  private static final class Nobody implements Workers {
    @Override
    public Found find(String text, int limit) {
      return new Found(0, List.of());
    }

    @Override
    public @Nullable Following follow(int number, Consumer<Happening> to) {
      return null;
    }
  }
}
