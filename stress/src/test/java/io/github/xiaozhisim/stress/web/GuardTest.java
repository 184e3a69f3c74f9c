package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose requests the live page answers. */
class GuardTest {

  private final Guard guard = new Guard("secret");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost", "127.0.0.1:9999"})
  void shouldAnswerByAnyNameOfThisMachineAndAnyPortBecauseATunnelMayLeadHere(String host) {
    assertThat(get("/data", Map.of("Host", host))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example:80",
        "a@localhost",
        "",
        "::"
      })
  void shouldNotAnswerByAForeignNameThatSuddenlyMeansThisMachine(String host) {
    assertThat(get("/", Map.of("Host", host))).extracting(Guard.Refusal::status).isEqualTo(421);
  }

  @Test
  void shouldNotAnswerWithoutAName() {
    assertThat(get("/", Map.of())).extracting(Guard.Refusal::status).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://localhost:8080", "http://localhost:9090"})
  void shouldNotAnswerScriptsOfOtherPages(String origin) {
    assertThat(get("/data", Map.of("Host", "localhost:8080", "Origin", origin)))
        .extracting(Guard.Refusal::status)
        .isEqualTo(403);
  }

  @Test
  void shouldAnswerScriptsOfThePageItself() {
    assertThat(
            get(
                "/data",
                Map.of("Host", "localhost:8080", "Origin", "http://localhost:8080", "Sec-Fetch-Site", "same-origin")))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void shouldNotAnswerWhatOtherPagesCarryInAsImagesOrFrames(String site) {
    assertThat(get("/events", Map.of("Host", "localhost:1", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors")))
        .extracting(Guard.Refusal::status)
        .isEqualTo(403);
  }

  @Test
  void shouldOpenThePageForWhoFollowsALinkToIt() {
    Map<String, String> link =
        Map.of("Host", "localhost:1", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");

    assertThat(get("/", link)).isNull();
    assertThat(get("/data", link)).isNotNull();
  }

  @Test
  void shouldChangeTheRunOnlyForWhoKnowsTheToken() {
    assertThat(post(Map.of("Host", "localhost:1"))).extracting(Guard.Refusal::status).isEqualTo(403);
    assertThat(post(Map.of("Host", "localhost:1", Guard.TOKEN_HEADER, "secre"))).isNotNull();
    assertThat(post(Map.of("Host", "localhost:1", Guard.TOKEN_HEADER, "secret"))).isNull();
  }

  @Test
  void shouldNotBelieveAForeignPageThatKnowsTheToken() {
    assertThat(post(Map.of("Host", "localhost:1", "Origin", "http://evil.example", Guard.TOKEN_HEADER, "secret")))
        .isNotNull();
  }

  @Test
  void shouldKnowNoOtherMethods() {
    assertThat(guard.refuse("OPTIONS", "/add", name -> "localhost:1")).extracting(Guard.Refusal::status).isEqualTo(405);
  }

  private Guard.@Nullable Refusal get(String path, Map<String, String> headers) {
    return guard.refuse("GET", path, headers::get);
  }

  private Guard.@Nullable Refusal post(Map<String, String> headers) {
    return guard.refuse("POST", "/stop", headers::get);
  }
}
