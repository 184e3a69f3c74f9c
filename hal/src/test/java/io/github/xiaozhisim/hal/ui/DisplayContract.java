package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Display} promises. What it draws is its own affair; that it never stops the device is everybody's.
 *
 * <p><b>Override</b> {@link #open} to make yours. <b>A failure means</b> that a server can stop the device by what it
 * writes, or that the sound stutters while the screen draws.
 */
public abstract class DisplayContract extends TimedContract {

  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "小智",
          "one\ntwo\r\n\tthree",
          "\u0000\u0007\u001b[31m",
          "\ud83d\ude00 and half of one \ud83d",
          "\u202emirrored\u202c",
          "100 % of {all} <b>marks</b> & \\ signs %s %d",
          "x".repeat(10_000),
          "很长".repeat(5_000));

  private Display display;

  /** A fresh display; called on the scheduler. */
  protected abstract Display open();

  @BeforeEach
  void openIt() {
    onScheduler(() -> display = open());
  }

  @Test
  @Promise(
      value = "a display takes any text, however odd or long, everywhere",
      mend = "What a language model says lands here unchecked: cut and replace what your font cannot draw.")
  void shouldTakeAnyText() {
    for (String text : ODD_TEXTS) {
      onScheduler(
          () -> {
            display.setStatus(text);
            display.showNotification(text, 100);
            for (Display.Role role : Display.Role.values()) {
              display.setChatMessage(role, text);
            }
            display.clearChatMessages();
          });
    }
    pass(300);
  }

  @Test
  @Promise(
      value = "a face or icon that a display does not know is ignored",
      mend = "Look the name up and keep the old face when it is not there.")
  void shouldIgnoreFacesItDoesNotKnow() {
    onScheduler(
        () -> {
          for (String text : ODD_TEXTS) {
            display.setEmotion(text);
          }
          display.setEmotion("neutral");
        });
  }

  @Test
  @Promise(
      value = "a display takes the themes it has and says no to all others",
      mend = "hasThemes must be true exactly when setTheme says yes to light or dark.")
  void shouldTakeItsThemesAndRefuseOthers() {
    onScheduler(
        () -> {
          assertThat(display.setTheme("no such theme")).isFalse();
          assertThat(display.setTheme("")).isFalse();
          boolean some = display.setTheme("light") | display.setTheme("dark");
          assertThat(some).isEqualTo(display.hasThemes());
        });
  }

  @Test
  @Promise(
      value = "a picture of the display is a JPEG, or null where none can be taken",
      mend = "Servers get these bytes as they are: encode them, or say null.")
  void shouldGiveItsPictureAsJpegOrNotAtAll() {
    onScheduler(
        () -> {
          for (int quality : new int[] {1, 80, 100}) {
            byte[] picture = display.snapshot(quality);
            if (picture != null) {
              assertThat(picture).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
            }
          }
        });
  }

  @Test
  @Promise(
      value = "a display survives a picture that is none",
      mend = "The bytes come from a server: decode them where a failure is caught, and show nothing then.")
  void shouldSurviveAPictureThatIsNone() {
    onScheduler(
        () -> {
          display.showPicture(new byte[0]);
          display.showPicture(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 1, 2});
          display.showPicture("<html>not found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    pass(300);
  }

  @Test
  @Promise(
      value = "a display takes the shapes of characters, also ones that do not add up",
      mend = "Check the bitmap's length against width and height before you read it.")
  void shouldTakeShapesOfCharacters() {
    onScheduler(
        () -> {
          display.addTextGlyphs(List.of());
          display.addTextGlyphs(List.of(new Glyph(0x667a, 20, 2, 2, 0, -2, new byte[] {1, 2, 3, 4})));
          Glyph empty = new Glyph(0x1F600, 0, 0, 0, 0, 0, new byte[0]);
          Glyph tooShort = new Glyph(-1, 9, 50, 50, 0, 0, new byte[1]);
          display.addTextGlyphs(List.of(empty, tooShort));
          display.setChatMessage(Display.Role.ASSISTANT, "智\ud83d\ude00");
        });
  }

  @Test
  @Promise(
      value = "a display takes every state of its icons, its sleep and its notifications",
      mend = "Numbers here can be -1 for unknown, and a notification can be shorter than a frame.")
  void shouldTakeEveryStateOfItsSmallThings() {
    onScheduler(
        () -> {
          display.setIcons(new Display.Icons(true, -1, false, 0));
          display.setIcons(new Display.Icons(false, 100, true, 3));
          display.setPowerSaveMode(true);
          display.setPowerSaveMode(true);
          display.showNotification("asleep", 0);
          display.setPowerSaveMode(false);
          display.showNotification("long", Integer.MAX_VALUE);
          display.showNotification("short", 1);
        });
    pass(300);
  }

  @Test
  @Promise(
      value = "a call of a display returns at once; what takes time is drawn later",
      mend = "Copy what you were told and draw on a thread or timer of your own: sound waits on this thread.")
  void shouldReturnAtOnce() {
    onScheduler(
        () -> {
          long began = nowNanos();
          for (int i = 0; i < 50; i++) {
            display.setStatus("line " + i);
            display.setChatMessage(Display.Role.ASSISTANT, "sentence " + i);
            display.setEmotion(i % 2 == 0 ? "happy" : "neutral");
          }
          assertThat((nowNanos() - began) / 1_000_000).as("milliseconds for 150 calls").isLessThan(500);
        });
  }
}
