package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Glyph;
import io.github.xiaozhisim.pi.session.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The screen of a device that somebody operates: what it shows goes on to the board's own screen, and to whoever tells
 * the person. On the device's thread, {@link #status} and {@link #emotion} on any.
 */
public final class SessionScreen implements Display {

  /** Hears what a person in front of the screen would see. */
  interface Viewer {

    void onEmotion(String name);

    /** Something shown for a while, such as an activation code. */
    void onNotice(String text);
  }

  private static final Viewer NOBODY =
      new Viewer() {
        @Override
        public void onEmotion(String name) {}

        @Override
        public void onNotice(String text) {}
      };

  private final Display board;
  private Viewer viewer = NOBODY;
  private volatile String status = "";
  private volatile String emotion = "neutral";

  /** @param board what the board itself shows things on, {@link Display#NONE} without a screen */
  public SessionScreen(Display board) {
    this.board = board;
  }

  void viewer(Viewer someone) {
    viewer = someone;
  }

  String status() {
    return status;
  }

  String emotion() {
    return emotion;
  }

  @Override
  public void setStatus(String text) {
    status = PlainText.of(text);
    board.setStatus(text);
  }

  @Override
  public void showNotification(String text, int millis) {
    viewer.onNotice(text);
    board.showNotification(text, millis);
  }

  @Override
  public void setEmotion(String name) {
    if (!name.equals(emotion)) {
      emotion = PlainText.of(name);
      viewer.onEmotion(name);
    }
    board.setEmotion(name);
  }

  @Override
  public void setChatMessage(Role role, String text) {
    if (role == Role.SYSTEM && !text.isEmpty()) {
      viewer.onNotice(text);
    }
    board.setChatMessage(role, text);
  }

  @Override
  public void clearChatMessages() {
    board.clearChatMessages();
  }

  @Override
  public void addTextGlyphs(List<Glyph> glyphs) {
    board.addTextGlyphs(glyphs);
  }

  @Override
  public boolean setTheme(String theme) {
    return board.setTheme(theme);
  }

  @Override
  public boolean hasThemes() {
    return board.hasThemes();
  }

  /** The status line of a session has the clock and the rest anyway. */
  @Override
  public boolean watched() {
    return board.watched();
  }

  @Override
  public void setPowerSaveMode(boolean on) {
    board.setPowerSaveMode(on);
  }

  @Override
  public void setIcons(Icons icons) {
    board.setIcons(icons);
  }

  @Override
  public byte @Nullable [] snapshot(int quality) {
    return board.snapshot(quality);
  }

  @Override
  public void showPicture(byte[] picture) {
    board.showPicture(picture);
  }
}
