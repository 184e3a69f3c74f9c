package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Glyph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the firmware shows when: status line, face and the last lines of the conversation. */
final class Screen {

  private static final int NOTIFICATION_MILLIS = 3_000;

  private final Display display;
  private final Clock clock;
  private long statusNanos;

  Screen(Display display, Clock clock) {
    this.display = display;
    this.clock = clock;
  }

  /** False on boards where nobody would see anything. */
  boolean present() {
    return display != Display.NONE;
  }

  void starting(String userAgent) {
    display.setChatMessage(Display.Role.SYSTEM, userAgent);
  }

  void activated(String version) {
    display.showNotification("version " + version, NOTIFICATION_MILLIS);
    clearSystemLine();
  }

  /** The first line. */
  void status(String text) {
    statusNanos = clock.nowNanos();
    display.setStatus(text);
  }

  /** When the first line was last set. */
  long statusNanos() {
    return statusNanos;
  }

  void standby() {
    status("STANDBY");
    display.clearChatMessages();
    display.setEmotion("neutral");
  }

  void connecting() {
    status("CONNECTING");
    display.setEmotion("neutral");
    clearSystemLine();
  }

  void listening() {
    status("LISTENING");
    display.setEmotion("neutral");
  }

  void speaking() {
    status("SPEAKING");
  }

  void emotion(String name) {
    display.setEmotion(name);
  }

  void line(Display.Role role, @Nullable String text) {
    if (text != null) {
      display.setChatMessage(role, text);
    }
  }

  void glyphs(List<Glyph> glyphs) {
    display.addTextGlyphs(glyphs);
  }

  void clearSystemLine() {
    display.setChatMessage(Display.Role.SYSTEM, "");
  }

  /** What was said just now, shortly. */
  void notice(String text) {
    display.showNotification(text, NOTIFICATION_MILLIS);
  }

  /** firmware: SetPowerSaveMode */
  void sleep(boolean on) {
    display.setPowerSaveMode(on);
    display.setChatMessage(Display.Role.SYSTEM, "");
    display.setEmotion(on ? "sleepy" : "neutral");
  }

  void alert(String status, String message, String emotion) {
    status(status);
    display.setEmotion(emotion);
    display.setChatMessage(Display.Role.SYSTEM, message);
  }
}
