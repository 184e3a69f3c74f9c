package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

  @Test
  void shouldQuoteWhatAServerCouldStumbleOver() {
    assertThat(Json.quote("")).isEqualTo("\"\"");
    assertThat(Json.quote("say \"hi\" \\ bye")).isEqualTo("\"say \\\"hi\\\" \\\\ bye\"");
    assertThat(Json.quote("a\nb\rc\td")).isEqualTo("\"a\\nb\\rc\\td\"");
    assertThat(Json.quote("\u0000\u0001\u001f\b\f")).isEqualTo("\"\\u0000\\u0001\\u001f\\u0008\\u000c\"");
    assertThat(Json.quote("你好小智 😀 é\u007f")).isEqualTo("\"你好小智 😀 é\u007f\"");
  }

  @Test
  void shouldEscapeHalvesOfSurrogatePairsSoThatTheTextStaysValidUtf8() {
    assertThat(Json.quote("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(Json.quote("\ude00x")).isEqualTo("\"\\ude00x\"");
    assertThat(Json.quote("\ud83d\ud83d\ude00")).isEqualTo("\"\\ud83d\ud83d\ude00\"");
  }

  @Test
  void shouldQuoteAnyTextSoThatAParserGivesItBack() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append((char) random.nextInt(random.nextInt(4) == 0 ? 0x10000 : 0x80));
      }
      assertThat(Json.MAPPER.readTree(Json.quote(text.toString())).stringValue()).isEqualTo(text.toString());
    }
  }

  @Test
  void shouldTellHalvesOfSurrogatePairs() {
    assertThat(Json.hasLoneSurrogate("plain 你好 😀")).isFalse();
    assertThat(Json.hasLoneSurrogate("\ud83d")).isTrue();
    assertThat(Json.hasLoneSurrogate("\ude00")).isTrue();
    assertThat(Json.hasLoneSurrogate("😀\ude00")).isTrue();
    assertThat(Json.hasLoneSurrogate("\ud83dx")).isTrue();
  }

  @Test
  void shouldReadAllKindsOfValuesAtAllDepths() throws Exception {
    ObjectNode root =
        read("{\"s\":\"x\",\"n\":-1.5e3,\"b\":true,\"z\":null,\"a\":[1,[],{\"k\":[\"v\"]}],\"o\":{\"i\":{}}}");

    assertThat(root.toString())
        .isEqualTo("{\"s\":\"x\",\"n\":-1500.0,\"b\":true,\"z\":null,\"a\":[1,[],{\"k\":[\"v\"]}],\"o\":{\"i\":{}}}");
  }

  @Test
  void shouldTakeTheFirstOfEqualKeysAtEveryDepth() throws Exception {
    assertThat(read("{\"a\":1,\"a\":2,\"o\":{\"k\":\"first\",\"k\":\"second\"},\"l\":[{\"x\":1,\"x\":2}]}").toString())
        .isEqualTo("{\"a\":1,\"o\":{\"k\":\"first\"},\"l\":[{\"x\":1}]}");
  }

  @Test
  void shouldEndStringsAtNulAtEveryDepth() throws Exception {
    assertThat(read("{\"a\":\"x\\u0000y\",\"o\":{\"b\":[\"\\u0000z\"]}}").toString())
        .isEqualTo("{\"a\":\"x\",\"o\":{\"b\":[\"\"]}}");
  }

  @Test
  void shouldNotMoveTheBufferItReads() throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap("xx{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    buffer.position(2);

    assertThat(Json.readObject(buffer).toString()).isEqualTo("{\"a\":1}");
    assertThat(buffer.position()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1 /* c */}",
        "{\"a\":.}",
        "{\"a\":nul}",
        "{\"a\":NaN}",
        "[]",
        "\"x\"",
        "42",
        "null",
        "x",
        "{\"a\":\"\\x\"}",
        "{\"a\":{\"b\":\"\\ud800\"}}",
        "{\"a\":[\"\\udc00\"]}",
        "{\"a\":01}",
        "}"
      })
  void shouldSayWhyATextIsNoObject(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Json.NotAnObject.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n");
  }

  private static ObjectNode read(String text) throws Json.NotAnObject {
    return Json.readObject(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
