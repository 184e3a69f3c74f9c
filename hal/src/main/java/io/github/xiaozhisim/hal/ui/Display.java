package io.github.xiaozhisim.hal.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The screen, as the firmware's application talks to it. Every method returns at once and never throws for odd text;
 * an implementation that draws slowly draws later.
 */
public interface Display {

  /** A board without a screen: every call is a no-op. */
  Display NONE = new Display() {};

  /** Top line; hides a running notification. */
  default void setStatus(String text) {}

  /** Replaces the top line for a while, then the status returns. */
  default void showNotification(String text, int millis) {}

  /**
   * Face or icon, such as {@code neutral}, {@code happy}, {@code link}, {@code cloud_off}. Unknown names are ignored.
   */
  default void setEmotion(String name) {}

  /** Shows a line of the conversation; empty text clears it. */
  default void setChatMessage(Role role, String text) {}

  default void clearChatMessages() {}

  /** Keeps the shapes of characters that the font lacks; displays with fonts of their own ignore them. */
  default void addTextGlyphs(List<Glyph> glyphs) {}

  /** {@code light} or {@code dark}; false when the display does not have the theme. */
  default boolean setTheme(String theme) {
    return false;
  }

  /** Whether themes can be chosen at all (graphical displays). */
  default boolean hasThemes() {
    return false;
  }

  /** Whether somebody looks: only then clock and icons are kept up to date. */
  default boolean watched() {
    return false;
  }

  /** Sleeps with an empty, dim screen, or wakes. */
  default void setPowerSaveMode(boolean on) {}

  /** The small pictures in the status line. */
  default void setIcons(Icons icons) {}

  /**
   * @param muted the volume is 0
   * @param batteryPercent charge in steps of 20, or -1 without a battery
   * @param charging whether the battery is being charged
   * @param networkBars 0 without a network, else 1 to 3
   */
  record Icons(boolean muted, int batteryPercent, boolean charging, int networkBars) {}

  /** The screen as a JPEG of {@code quality} 1 to 100, or null where it cannot be taken. */
  default byte @Nullable [] snapshot(int quality) {
    return null;
  }

  /** Shows a picture that was sent to the device, in whatever format it came. */
  default void showPicture(byte[] picture) {}

  /** Who says a line. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
