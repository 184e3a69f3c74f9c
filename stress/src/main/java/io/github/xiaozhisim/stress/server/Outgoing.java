package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Payload;
import java.util.List;

/** A session's way out: sends, counts, and notes when. On the session's thread. */
final class Outgoing {

  private static final List<String> NO_JSON = List.of("not json {", "{\"type\":", "[]", "null", "{\"type\":42}", "{}");
  private static final int NONSENSE_BYTES = 4000;

  private final ClientLink link;
  private final Messages messages;
  private final Clock clock;
  private final Chance chance;
  private final ServerCounters counters;
  private long lastNanos;

  Outgoing(
      ClientLink link,
      Messages messages,
      Clock clock,
      Chance chance,
      ServerCounters counters) {
    this.link = link;
    this.messages = messages;
    this.clock = clock;
    this.chance = chance;
    this.counters = counters;
    this.lastNanos = clock.nowNanos();
  }

  Messages messages() {
    return messages;
  }

  /** When something was last sent. */
  long lastNanos() {
    return lastNanos;
  }

  /** Lets the device in, or in again. */
  void greeting() {
    text(messages.greeting(link));
  }

  void text(String json) {
    lastNanos = clock.nowNanos();
    link.text(json);
  }

  void ttsStop() {
    text(messages.tts("stop", null));
  }

  /** Sends a packet that was due at {@code dueNanos}; leaves it out when the connection takes no more. */
  void packet(Payload packet, long dueNanos) {
    lastNanos = clock.nowNanos();
    if (!link.isOpen()) {
      return;
    }
    if (!link.writable()) {
      counters.framesHeldBack.increment();
      return;
    }
    link.audio(packet);
    counters.framesOut.increment();
    long late = lastNanos - dueNanos;
    counters.latenessNanos.add(late);
    counters.latenessCount.increment();
    counters.latenessWorstNanos.accumulate(late);
  }

  /** The packet under a header that promises far more; without a header, bytes that are no packet. */
  void falseLength(Payload packet) {
    counters.framesOut.increment();
    link.misframed(packet, chance.bytes(NONSENSE_BYTES));
  }

  /** What no device should stumble over. */
  void garbage() {
    for (String text : NO_JSON) {
      link.text(text);
    }
    link.nonsense(new byte[0]);
    link.nonsense(new byte[] {(byte) 0xFF});
    link.nonsense(chance.bytes(NONSENSE_BYTES));
  }

  void close(int code, String reason) {
    link.close(code, reason);
  }
}
