package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.hal.ui.Display;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** A screen that remembers what it shows, and writes every change down. */
public final class StageDisplay implements Display {

  private final Consumer<String> notes;
  private final Map<Role, String> lines = new EnumMap<>(Role.class);
  private String status = "";
  private String emotion = "";
  private String notification = "";

  StageDisplay(Consumer<String> notes) {
    this.notes = notes;
  }

  public String status() {
    return status;
  }

  public String emotion() {
    return emotion;
  }

  /** The latest notification, which may be over. */
  public String notification() {
    return notification;
  }

  /** The line of this role, empty when there is none. */
  public String line(Role role) {
    return lines.getOrDefault(role, "");
  }

  @Override
  public void setStatus(String text) {
    status = text;
    notes.accept("~ status " + text);
  }

  @Override
  public void showNotification(String text, int millis) {
    notification = text;
    notes.accept("~ notification " + text);
  }

  @Override
  public void setEmotion(String name) {
    emotion = name;
    notes.accept("~ emotion " + name);
  }

  @Override
  public void setChatMessage(Role role, String text) {
    lines.put(role, text);
    notes.accept("~ " + role.name().toLowerCase(java.util.Locale.ROOT) + " line '" + text + "'");
  }

  @Override
  public void clearChatMessages() {
    lines.clear();
    notes.accept("~ lines cleared");
  }

  @Override
  public boolean hasThemes() {
    return true;
  }

  @Override
  public boolean setTheme(String theme) {
    boolean known = theme.equals("light") || theme.equals("dark");
    if (known) {
      notes.accept("~ theme " + theme);
    }
    return known;
  }
}
