package io.github.xiaozhisim.stress.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Something a browser is told as it happens: one event of a stream, ready to be sent to any number of them. */
final class Event {

  /** Nothing; keeps a silent connection from being taken for a dead one. */
  static final Event STILL_HERE = new Event(": still here\n\n");

  private final byte[] bytes;

  private Event(String text) {
    this(text.getBytes(StandardCharsets.UTF_8));
  }

  private Event(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param name what the page listens to: {@code tick}
   * @param json may have several lines
   */
  static Event of(String name, String json) {
    StringBuilder text = new StringBuilder(json.length() + 32).append("event: ").append(name).append('\n');
    json.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    return new Event(text.append('\n').toString());
  }

  /** Several that are sent together. */
  static Event all(Collection<Event> events) {
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    events.forEach(event -> together.writeBytes(event.bytes));
    return new Event(together.toByteArray());
  }

  /** As server-sent events are written. Not to be changed. */
  byte[] bytes() {
    return bytes;
  }
}
