package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.BoardInfo.TextFont;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlyphPushTest {

  private static final String GLYPH =
      "{'codepoint':23567,'adv_w':224,'box_w':4,'box_h':4,'ofs_x':0,'ofs_y':-2,'bitmap':'//8='}";

  private static final TextFont FONT = new TextFont("noto-v1", "basic", 14, 1);

  private static GlyphPush read(String push) {
    String json = "{'type':'stt','text':'x','glyph_push':" + push + "}";
    ServerMessage message =
        XiaozhiDialect.INSTANCE.read(ByteBuffer.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return ((ServerMessage.Stt) message).glyphs();
  }

  private static String push(String glyphs) {
    return "{'v':1,'bundle':'noto-v1','size':14,'bpp':1,'glyphs':[" + glyphs + "]}";
  }

  @Test
  void shouldTakeGlyphsOfTheAdvertisedFont() {
    GlyphPush push = read(push(GLYPH));
    assertThat(push.faultFor(FONT)).isNull();
    assertThat(push.glyphs()).hasSize(1);
    assertThat(push.glyphs().getFirst().codepoint()).isEqualTo(0x5c0f);
    assertThat(push.glyphs().getFirst().y()).isEqualTo(-2);
    assertThat(push.glyphs().getFirst().bitmap()).hasSize(2);
    assertThat(read(push(""))).isEqualTo(new GlyphPush("noto-v1", 14, 1, List.of(), null));
  }

  @Test
  void shouldBeOfTheFontThatTheBoardHas() {
    GlyphPush deep =
        read(push(GLYPH).replace("'size':14,'bpp':1", "'size':20,'bpp':4").replace("//8=", "//////////8="));
    assertThat(deep.faultFor(new TextFont("noto-v1", "common", 20, 4))).isNull();
    assertThat(deep.faultFor(FONT)).isNotNull();
    assertThat(deep.faultFor(null)).isNotNull();
  }

  @Test
  void shouldBeNothingWhereNothingIsPushed() {
    assertThat(read("7")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "'v':1,'v':2",
        "noto-v1,noto-v2",
        "'size':14,'size':16",
        "'bpp':1,'bpp':4",
        "'codepoint':23567,'codepoint':0",
        "'codepoint':23567,'codepoint':1114112",
        "'adv_w':224,'adv_w':-1",
        "'box_w':4,'box_w':65",
        "'box_h':4,'box_h':5",
        "'ofs_y':-2,'ofs_y':-40000",
        "'bitmap':'//8=','bitmap':'**'",
        "'bitmap':'//8=','bitmap':''",
        "'glyphs':[,'glyps':["
      })
  void shouldRejectAllOfThemForOneMistake(String part, String wrong) {
    GlyphPush push = read(push(GLYPH + "," + GLYPH).replace(part, wrong));
    assertThat(push.faultFor(FONT)).isNotBlank();
  }

  @Test
  void shouldTakeSixtyFourAndNoMore() {
    assertThat(read(push(String.join(",", Collections.nCopies(64, GLYPH)))).glyphs()).hasSize(64);
    assertThat(read(push(String.join(",", Collections.nCopies(65, GLYPH)))).glyphs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "{};false",
        "{} \t;false",
        "{}x;true",
        "{}{};true",
        "{'a':'}x'};false",
        "{'a':'\\'}x'};false",
        "{'a':[{}]} 1;true",
        "{'a':;false",
        "[] x;false"
      })
  void shouldFindTextBehindAnObject(String text, boolean behind) {
    ByteBuffer bytes = ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThat(Json.hasTextBehindObject(bytes)).isEqualTo(behind);
    assertThat(bytes.position()).isZero();
  }
}
