package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.protocol.ServerMessage.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the device understands, and how lenient it is: the habits of the firmware's parser. */
class XiaozhiDialectReadingTest {

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(
            "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"session_id\":\"s1\","
                + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}",
            new ServerMessage.Hello("websocket", "s1", 24_000, 60)),
        Arguments.of("{\"type\":\"hello\"}", new ServerMessage.Hello(null, null, 0, 0)),
        Arguments.of(
            "{\"type\":\"hello\",\"transport\":5,\"session_id\":7,\"audio_params\":{\"sample_rate\":\"24000\"}}",
            new ServerMessage.Hello(null, null, 0, 0)),
        Arguments.of("{\"type\":\"tts\",\"state\":\"start\"}", new ServerMessage.TtsStart()),
        Arguments.of("{\"type\":\"tts\",\"state\":\"stop\"}", new ServerMessage.TtsStop()),
        Arguments.of(
            "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"hi\",\"index\":3,\"audio_codec\":\"opus\"}",
            new ServerMessage.SentenceStart("hi")),
        Arguments.of("{\"type\":\"tts\",\"state\":\"sentence_start\"}", new ServerMessage.SentenceStart(null)),
        Arguments.of("{\"type\":\"tts\",\"state\":\"sentence_end\"}", new ServerMessage.TtsOther("sentence_end")),
        Arguments.of("{\"type\":\"tts\"}", new ServerMessage.TtsOther(null)),
        Arguments.of("{\"type\":\"stt\",\"text\":\"what\"}", new ServerMessage.Stt("what", null)),
        Arguments.of("{\"type\":\"stt\"}", new ServerMessage.Stt("", null)),
        Arguments.of(
            "{\"type\":\"stt\",\"text\":\"x\",\"emulated\":{\"asr_ms\":120.5,\"heard_ms\":900}}",
            new ServerMessage.Stt("x", new ServerMessage.EmulatedStages(120.5, 900))),
        Arguments.of(
            "{\"type\":\"llm\",\"emotion\":\"happy\",\"text\":\"😀\"}", new ServerMessage.Llm("happy", "😀")),
        Arguments.of("{\"type\":\"mcp\",\"payload\":\"text\"}", new ServerMessage.Mcp(null)),
        Arguments.of("{\"type\":\"system\",\"command\":\"reboot\"}", new ServerMessage.SystemCommand("reboot")),
        Arguments.of(
            "{\"type\":\"alert\",\"status\":\"a\",\"message\":\"b\",\"emotion\":\"c\"}",
            new ServerMessage.Alert("a", "b", "c")),
        Arguments.of("{\"type\":\"alert\",\"status\":\"a\"}", new ServerMessage.Alert("a", null, null)),
        Arguments.of("{\"type\":\"goodbye\",\"session_id\":\"s1\"}", new ServerMessage.Goodbye("s1")),
        Arguments.of("{\"type\":\"pong\"}", new ServerMessage.Unknown("pong")),
        Arguments.of("{\"type\":\"custom\",\"payload\":{}}", new ServerMessage.Custom(Json.MAPPER.createObjectNode())),
        Arguments.of("{\"type\":\"custom\",\"payload\":7}", new ServerMessage.Unknown("custom")));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadEveryMessageOfTheProtocol(String text, ServerMessage expected) {
    assertThat(read(text)).isEqualTo(expected);
  }

  @Test
  void shouldHandOnTheTreeOfAnMcpPayload() {
    ServerMessage.Mcp mcp =
        (ServerMessage.Mcp) read("{\"type\":\"mcp\",\"payload\":{\"id\":1,\"params\":{\"a\":[2]}}}");

    assertThat(mcp.payload()).hasToString("{\"id\":1,\"params\":{\"a\":[2]}}");
  }

  @Test
  void shouldCutNumbersTo32Bits() {
    assertThat(read("{\"type\":\"hello\",\"audio_params\":{\"sample_rate\":1e300,\"frame_duration\":60.9}}"))
        .isEqualTo(new ServerMessage.Hello(null, null, Integer.MAX_VALUE, 60));
    assertThat(read("{\"type\":\"hello\",\"audio_params\":{\"sample_rate\":0,\"frame_duration\":0.5}}"))
        .as("told, and none")
        .isEqualTo(new ServerMessage.Hello(null, null, -1, -1));
  }

  static Stream<Arguments> lenient() {
    ServerMessage start = new ServerMessage.TtsStart();
    return Stream.of(
        Arguments.of("keys in another case", "{\"TYPE\":\"tts\",\"State\":\"start\"}", start),
        Arguments.of(
            "keys inside in another case",
            "{\"type\":\"hello\",\"Audio_Params\":{\"SAMPLE_RATE\":16000}}",
            new ServerMessage.Hello(null, null, 16_000, 0)),
        Arguments.of("the first of equal keys", "{\"type\":\"tts\",\"type\":\"stt\",\"state\":\"start\"}", start),
        Arguments.of(
            "the first of keys equal but for case", "{\"Type\":\"tts\",\"type\":\"stt\",\"state\":\"start\"}", start),
        Arguments.of(
            "the first of equal keys inside",
            "{\"type\":\"hello\",\"audio_params\":{\"sample_rate\":8000,\"sample_rate\":16000}}",
            new ServerMessage.Hello(null, null, 8_000, 0)),
        Arguments.of(
            "values are not folded", "{\"type\":\"TTS\",\"state\":\"start\"}", new ServerMessage.Unknown("TTS")),
        Arguments.of("text behind", "{\"type\":\"tts\",\"state\":\"start\"} and more", start),
        Arguments.of("a second document", "{\"type\":\"tts\",\"state\":\"start\"}{\"type\":\"stt\"}", start),
        Arguments.of("broken text behind", "{\"type\":\"tts\",\"state\":\"start\"}}}]", start),
        Arguments.of("byte-order mark", "\uFEFF{\"type\":\"tts\",\"state\":\"start\"}", start),
        Arguments.of("white space around", " \r\n\t{ \"type\" : \"tts\" , \"state\" : \"start\" } \n", start),
        Arguments.of(
            "raw control characters",
            "{\"type\":\"stt\",\"text\":\"a\u0001\n\tb\"}",
            new ServerMessage.Stt("a\u0001\n\tb", null)),
        Arguments.of("text ends at NUL", "{\"type\":\"stt\",\"text\":\"a\\u0000b\"}", new ServerMessage.Stt("a", null)),
        Arguments.of("type ends at NUL", "{\"type\":\"tts\\u0000x\",\"state\":\"start\"}", start),
        Arguments.of(
            "surrogate pair by escapes",
            "{\"type\":\"stt\",\"text\":\"\\ud83d\\ude00\"}",
            new ServerMessage.Stt("😀", null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lenient")
  void shouldAcceptWhatTheFirmwareAccepts(String what, String text, ServerMessage expected) {
    assertThat(read(text)).isEqualTo(expected);
  }

  @Test
  void shouldReplaceBytesThatAreNotUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{\"type\":\"stt\",\"text\":\"a".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc3, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    bytes.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

    ServerMessage.Stt stt = (ServerMessage.Stt) XiaozhiDialect.INSTANCE.read(ByteBuffer.wrap(bytes.toByteArray()));

    assertThat(stt.text()).matches("a\uFFFD\uFFFDb\uFFFD+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{\"type\":\"tts\"",
        "{\"type\":\"tts\",\"state\":\"start\"",
        "{\"type\":\"tts\",\"state\":\"start\",}",
        "{'type':'tts'}",
        "{\"type\":\"tts\" /* x */}",
        "// x\n{\"type\":\"tts\"}",
        "[]",
        "[{\"type\":\"tts\"}]",
        "\"x\"",
        "42",
        "null",
        "true",
        "hello",
        "{\"type\":\"stt\",\"text\":\"\\ud800\"}",
        "{\"type\":\"stt\",\"text\":\"\\udc00x\"}",
        "{\"type\":\"mcp\",\"payload\":{\"method\":\"\\ud800\"}}",
        "{\"type\":5}",
        "{\"type\":null}",
        "{\"type\":{}}",
        "{\"state\":\"start\"}",
        "{}"
      })
  void shouldPassOverWhatTheFirmwarePassesOver(String text) {
    assertThat(read(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldAcceptNestingUpToTheLimitAndNoFurther() {
    assertThat(read(nested(64))).isEqualTo(new ServerMessage.Mcp(null));
    assertThat(read(nested(65))).isInstanceOf(Malformed.class);
    assertThat(read(nested(1_100))).isInstanceOf(Malformed.class);
    assertThat(read(nested(200_000))).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldReadATextOfAMebibyte() {
    String text = "x".repeat(1 << 20);

    assertThat(read("{\"type\":\"stt\",\"text\":\"" + text + "\"}")).isEqualTo(new ServerMessage.Stt(text, null));
  }

  @Test
  void shouldNeverThrowWhateverArrives() {
    Random random = new Random(11);
    byte[] valid =
        "{\"type\":\"hello\",\"audio_params\":{\"sample_rate\":24000,\"x\":[1,\"\\u00e9\",null]},\"session_id\":\"s\"}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = valid.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(broken.length) : broken.length;
      assertThat(XiaozhiDialect.INSTANCE.read(ByteBuffer.wrap(broken, 0, length))).isNotNull();
    }
  }

  @Test
  void shouldReadFromTheMiddleOfAReadOnlyBuffer() {
    byte[] bytes = "....{\"type\":\"tts\",\"state\":\"stop\"}....".getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    buffer.position(4).limit(bytes.length - 4);

    assertThat(XiaozhiDialect.INSTANCE.read(buffer)).isEqualTo(new ServerMessage.TtsStop());
  }

  /** A message whose deepest object or array is the {@code depth}th, counted from the outermost. */
  private static String nested(int depth) {
    return "{\"type\":\"mcp\",\"payload\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  private static ServerMessage read(String text) {
    return XiaozhiDialect.INSTANCE.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
