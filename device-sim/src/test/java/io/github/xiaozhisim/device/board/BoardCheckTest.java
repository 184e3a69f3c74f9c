package io.github.xiaozhisim.device.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoardCheckTest {

  private static final BoardCheck CHECK = new BoardCheck();

  private static final String GOOD =
      """
      {
        "schema": "xiaozhi-simulator/board/1",
        "description": "A board.",
        "type": "mine",
        "chip": "esp32s3",
        "flashMiB": 16,
        "network": ["wifi"],
        "audio": { "inputRateHz": 16000, "outputRateHz": 24000 }
      }
      """;

  @Test
  void shouldHaveNothingAgainstTheLeastABoardNeeds() {
    assertThat(problems(GOOD)).isEmpty();
  }

  @Test
  void shouldSayWhereATextIsNoJson() {
    List<String> problems = problems("{\n  \"schema\": \"x\",\n  \"type\" 5\n}\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).startsWith("b.json:3:10: this is not JSON: ").endsWith("; mend the text there");
  }

  @Test
  void shouldFindEverythingAtOnceInTheOrderOfTheDocument() {
    assertThat(
            problems(
                """
                {
                  "schema": "xiaozhi-simulator/board/2",
                  "description": "A board.",
                  "type": "Mine!",
                  "chip": "esp8266",
                  "flashMib": 16,
                  "network": ["wifi", 5],
                  "display": { "kind": "lcd", "width": 320.5, "height": 240, "themes": "light" }
                }
                """))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("b.json:1:1: flashMiB: is missing; add it"),
            p -> assertThat(p).startsWith("b.json:1:1: audio: is missing; add it"),
            p -> assertThat(p).startsWith("b.json:2:13: schema: ").contains("write \"xiaozhi-simulator/board/1\""),
            p -> assertThat(p).startsWith("b.json:4:11: type: ").contains("[a-z0-9.-]"),
            p ->
                assertThat(p)
                    .startsWith("b.json:5:11: chip: \"esp8266\" cannot be; write one of \"esp32\", \"esp32s3\""),
            p -> assertThat(p).startsWith("b.json:6:15: flashMib: there is no such member; did you mean flashMiB?"),
            p -> assertThat(p).startsWith("b.json:7:23: network.1: 5 cannot be; write one of \"wifi\""),
            p -> assertThat(p).startsWith("b.json:8:40: display.width: has the wrong type"),
            p -> assertThat(p).startsWith("b.json:8:72: display.themes: has the wrong type"));
  }

  @Test
  void shouldNameTheFieldInsideATool() {
    assertThat(problems(with("\"tools\": [{ \"name\": \"lamp\", \"descriptoin\": \"x\" }]")))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("tools.0.description: is missing"),
            p -> assertThat(p).contains("tools.0.descriptoin: there is no such member; did you mean description?"),
            p -> assertThat(p).contains("tools.0.name: \"lamp\" has a form that cannot be"));
  }

  @Test
  void shouldSayWhatASchemaCannot() {
    assertThat(problems(with("\"backlight\": true")))
        .singleElement()
        .asString()
        .endsWith(": backlight: there is no display to light; add display or leave it out");
    assertThat(problems(GOOD.replace("24000 }", "24000, \"frameMillis\": 20 }")))
        .singleElement()
        .asString()
        .contains("audio.frameMillis: the firmware encodes packets of 60 ms only");
    assertThat(problems(GOOD.replace("24000 }", "24000, \"echoCancellation\": \"device\" }")))
        .singleElement()
        .asString()
        .contains("audio.echoCancellation: on the device it needs the reference channel");
    assertThat(
            problems(
                with(
                    "\"tools\": [{ \"name\": \"self.a\", \"description\": \"x\", \"does\": [{ \"set\": \"lamp\", "
                        + "\"to\": true },"
                        + " { \"wake\": \"{who}\" }, { \"set\": \"x\" , \"wake\": \"y\"}], \"answer\": { \"a\": "
                        + "\"{b}\" } }]")))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("tools.0.does.0.set: there is no state 'lamp'; add it to states"),
            p -> assertThat(p).contains("tools.0.does.1.wake: {who} is neither a state nor an argument"),
            p -> assertThat(p).contains("tools.0.does.2: a step is exactly one of set, store, wake and do"),
            p -> assertThat(p).contains("tools.0.does.2.set: there is no state 'x'"),
            p -> assertThat(p).contains("tools.0.answer.a: {b} is neither a state nor an argument"));
    assertThat(problems(with("\"variants\": [{ \"name\": \"a\" }, { \"name\": \"a\" }]")))
        .singleElement()
        .asString()
        .contains("variants.1.name: two variants have this name");
  }

  private static String with(String member) {
    return GOOD.replace("\"network\"", member + ",\n  \"network\"");
  }

  private static List<String> problems(String text) {
    return CHECK.check("b.json", text).stream().map(BoardProblem::toString).toList();
  }
}
