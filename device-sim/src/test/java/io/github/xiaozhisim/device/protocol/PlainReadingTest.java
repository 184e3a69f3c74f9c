package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.xiaozhisim.hal.ui.Glyph;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages are read where they lie as far as they are plain, and by a tree where they are not. Nobody can tell which of
 * them it was: a tree gives the same.
 */
class PlainReadingTest {

  private static final int MESSAGES = Integer.getInteger("reading.messages", 40_000);

  enum Speech {
    XIAOZHI(XiaozhiDialect.INSTANCE, ReadingByTree::xiaozhi),
    TOYAI(
        new ToyaiDialect(new ToyaiIdentity("key", Map.of()), ToyaiDialect.Habits.USUAL), ReadingByTree::toyai);

    private final Dialect dialect;
    private final Function<ByteBuffer, ServerMessage> byTree;

    Speech(Dialect dialect, Function<ByteBuffer, ServerMessage> byTree) {
      this.dialect = dialect;
      this.byTree = byTree;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadWhateverArrivesAsATreeWould(Speech speech) {
    MessageSource source = new MessageSource(speech.ordinal());
    int plain = 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] bytes = i % 4 == 0 ? source.proper() : source.next();
      ByteBuffer message = surrounded(bytes, i % 3);
      plain += PlainProof.start(bytes, 0, bytes.length) == PlainProof.NONE ? 0 : 1;

      ServerMessage read = speech.dialect.read(message);

      ServerMessage expected = speech.byTree.apply(ByteBuffer.wrap(bytes));
      if (!same(read, expected)) {
        assertThat(read).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
      }
      if (message.position() != 5 || message.remaining() != bytes.length) {
        throw new AssertionError("the buffer has moved");
      }
    }
    assertThat(plain).as("plain messages among them").isBetween(MESSAGES / 4, MESSAGES * 3 / 4);
  }

  /** The bytes with other bytes around them, in one of the kinds of buffers. */
  private static ByteBuffer surrounded(byte[] bytes, int kind) {
    int length = bytes.length + 12;
    ByteBuffer buffer =
        kind == 0 ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length + 3).position(3).slice();
    buffer.put("}\"x\\{".getBytes(StandardCharsets.UTF_8)).put(bytes).put(",\"\\}]{}".getBytes(StandardCharsets.UTF_8));
    buffer.position(5).limit(5 + bytes.length);
    return kind == 1 ? buffer.asReadOnlyBuffer() : buffer;
  }

  /** Glyphs hold arrays, which records do not compare. */
  private static boolean same(ServerMessage a, ServerMessage b) {
    if (a instanceof ServerMessage.Stt(var text, GlyphPush glyphs, var emulated)
        && b instanceof ServerMessage.Stt(var otherText, GlyphPush others, var otherEmulated)) {
      return new ServerMessage.Stt(text, emulated).equals(new ServerMessage.Stt(otherText, otherEmulated))
          && same(glyphs, others);
    }
    if (a instanceof ServerMessage.SentenceStart(String text, GlyphPush glyphs)
        && b instanceof ServerMessage.SentenceStart(String otherText, GlyphPush others)) {
      return new ServerMessage.SentenceStart(text).equals(new ServerMessage.SentenceStart(otherText))
          && same(glyphs, others);
    }
    return a.equals(b);
  }

  private static boolean same(GlyphPush a, GlyphPush b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    boolean framesAlike =
        new GlyphPush(a.bundle(), a.size(), a.bitsPerPixel(), List.of(), a.fault())
            .equals(new GlyphPush(b.bundle(), b.size(), b.bitsPerPixel(), List.of(), b.fault()));
    if (!framesAlike || a.glyphs().size() != b.glyphs().size()) {
      return false;
    }
    for (int i = 0; i < a.glyphs().size(); i++) {
      Glyph one = a.glyphs().get(i);
      Glyph other = b.glyphs().get(i);
      if (one.codepoint() != other.codepoint() || !Arrays.equals(one.bitmap(), other.bitmap())) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"sample_rate\":24000}}",
        "{\"type\":\"stt\",\"text\":\"今天天气怎么样？\",\"session_id\":\"0a1b\"}",
        "{\"type\": \"stt\", \"text\": \"\\u4eca\\u5929 \\ud83d\\ude00\", \"session_id\": \"0a1b\"}",
        "{\"type\":\"stt\",\"text\":\"x\",\"emulated\":{\"asr_ms\":120.5,\"heard_ms\":900}}",
        "{\"type\":\"llm\",\"text\":\"😀\",\"emotion\":\"happy\",\"session_id\":\"0a1b\"}",
        "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"say \\\"hi\\\"\",\"index\":1}",
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":2,"
            + "\"params\":{\"cursor\":\"\"}}}",
        "{\"type\":\"auth\",\"code\":0,\"msg\":\"auth_success\",\"data\":{\"session_id\":\"s\"}}"
      })
  void shouldFindPlainWhatServersWrite(String message) {
    assertThat(start(message)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":1e5}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\\ud83d\"}",
        "{\"a\":\"\t\"}",
        "{\"\\u0061\":1}",
        "{\"é\":1}",
        "{\"a\":1234567890123456789}",
        "{\"a\":0.1234567890123456}",
        "\uFEFF{}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]}"
      })
  void shouldLeaveToATreeWhatNeedsASecondThought(String text) {
    assertThat(start(text)).isEqualTo(PlainProof.NONE);
  }

  @Test
  void shouldGiveTheSameObjectForAWordOfTheProtocol() {
    ServerMessage.Llm one = (ServerMessage.Llm) read("{\"type\":\"llm\",\"emotion\":\"happy\"}");
    ServerMessage.Llm other = (ServerMessage.Llm) read("{\"type\":\"llm\",\"emotion\":\"happy\"}");

    assertThat(one.emotion()).isSameAs(other.emotion());
    assertThat(read("{\"type\":\"tts\",\"state\":\"stop\"}")).isSameAs(read("{\"type\":\"tts\",\"state\":\"stop\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"tts","state":"start","session_id":"0a1b2c3d"}                          | 32
          {"type":"tts","state":"stop","session_id":"0a1b2c3d"}                           | 32
          {"type":"llm","emotion":"happy","session_id":"0a1b2c3d"}                        | 64
          {"type":"hello","transport":"websocket","audio_params":{"sample_rate":24000}}   | 96
          {"type":"tts","state":"sentence_start","text":"It is ten past three o'clock."}  | 160
          {"type":"stt","text":"What time is it?","session_id":"0a1b2c3d"}                | 160
          """)
  void shouldAllocateNoMoreThanTheMessageItMakes(String message, long bytesAtMost) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer utf8 = ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
    long before = 0;
    for (int i = -10; i < 1_000; i++) {
      if (i == 0) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      XiaozhiDialect.INSTANCE.read(utf8);
    }

    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;

    assertThat(bytes).isLessThanOrEqualTo(bytesAtMost);
  }

  private static int start(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PlainProof.start(bytes, 0, bytes.length);
  }

  private static ServerMessage read(String text) {
    return XiaozhiDialect.INSTANCE.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
