package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.hal.BoardInfo.TextFont;
import io.github.xiaozhisim.hal.ui.Glyph;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Shapes of characters that come with a text. They must be of the very font that the hello advertised; one mistake
 * rejects them all, and the text is shown regardless. // firmware: text_glyph_payload.cc
 *
 * @param bundle the font they are said to be of
 * @param size its size
 * @param bitsPerPixel its depth
 * @param glyphs empty when they were rejected
 * @param fault what is wrong with them whatever the font, a clause for people; null when nothing is
 */
public record GlyphPush(
    String bundle, int size, int bitsPerPixel, List<Glyph> glyphs, @Nullable String fault) {

  private static final int MAX_GLYPHS = 64;
  private static final int MAX_BOX = 64;
  private static final int MAX_BITS_PER_PIXEL = 4;
  private static final int MAX_BITMAP_BYTES = 65_536;
  private static final int MAX_CODEPOINT = 0x10FFFF;

  public GlyphPush {
    glyphs = List.copyOf(glyphs);
  }

  /** What is wrong with them for a device whose hello advertised {@code font}, or none; null when nothing is. */
  public @Nullable String faultFor(@Nullable TextFont font) {
    if (fault != null) {
      return fault;
    }
    boolean same =
        font != null && bundle.equals(font.bundle()) && size == font.size() && bitsPerPixel == font.bitsPerPixel();
    return same ? null : "another font than the one advertised";
  }

  /** What {@code message} brings, or null when it brings nothing. */
  static @Nullable GlyphPush of(Fields message) {
    Fields push = message.object("glyph_push");
    return push == null ? null : read(push);
  }

  private static GlyphPush read(Fields push) {
    int bitsPerPixel = push.number("bpp", 0);
    if (push.number("v", 0) != 1 || bitsPerPixel < 1 || bitsPerPixel > MAX_BITS_PER_PIXEL) {
      return rejected("another version or depth than there is");
    }
    JsonNode list = push.array("glyphs");
    if (list == null || list.size() > MAX_GLYPHS) {
      return rejected(list == null ? "no list of glyphs" : list.size() + " glyphs, more than " + MAX_GLYPHS);
    }
    List<Glyph> glyphs = new ArrayList<>(list.size());
    int bytes = 0;
    for (JsonNode item : list) {
      Glyph glyph = item.isObject() ? glyph(new TreeFields(item), bitsPerPixel) : null;
      if (glyph == null) {
        return rejected("glyph " + glyphs.size() + " is not a glyph");
      }
      bytes += glyph.bitmap().length;
      glyphs.add(glyph);
    }
    return bytes > MAX_BITMAP_BYTES
        ? rejected(bytes + " bytes of bitmaps")
        : new GlyphPush(push.string("bundle", ""), push.number("size", 0), bitsPerPixel, glyphs, null);
  }

  private static GlyphPush rejected(String why) {
    return new GlyphPush("", 0, 0, List.of(), why);
  }

  private static @Nullable Glyph glyph(Fields fields, int bitsPerPixel) {
    int codepoint = fields.number("codepoint", 0);
    int advance = fields.number("adv_w", -1);
    int width = fields.number("box_w", -1);
    int height = fields.number("box_h", -1);
    int x = fields.number("ofs_x", Integer.MAX_VALUE);
    int y = fields.number("ofs_y", Integer.MAX_VALUE);
    boolean sound =
        isWithin(codepoint, 1, MAX_CODEPOINT)
            && advance >= 0
            && isWithin(width, 0, MAX_BOX)
            && isWithin(height, 0, MAX_BOX)
            && isWithin(x, Short.MIN_VALUE, Short.MAX_VALUE)
            && isWithin(y, Short.MIN_VALUE, Short.MAX_VALUE);
    byte[] bitmap = sound ? bitmap(fields.string("bitmap", ""), (width * height * bitsPerPixel + 7) / 8) : null;
    return bitmap == null ? null : new Glyph(codepoint, advance, width, height, x, y, bitmap);
  }

  private static boolean isWithin(int value, int lowest, int highest) {
    return value >= lowest && value <= highest;
  }

  private static byte @Nullable [] bitmap(String base64, int expectedBytes) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == expectedBytes ? bytes : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
