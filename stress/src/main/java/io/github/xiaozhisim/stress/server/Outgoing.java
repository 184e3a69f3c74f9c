package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import java.util.List;

/** A session's way out: sends, counts, and notes when. On the session's thread. */
final class Outgoing {

  private static final List<String> NO_JSON = List.of("not json {", "{\"type\":", "[]", "null", "{\"type\":42}", "{}");
  private static final int NONSENSE_BYTES = 4000;

  private final WebSocketConnection connection;
  private final Messages messages;
  private final Clock clock;
  private final Chance chance;
  private final ServerCounters counters;
  private BinaryFraming framing;
  private long lastNanos;

  Outgoing(
      WebSocketConnection connection,
      Messages messages,
      BinaryFraming framing,
      Clock clock,
      Chance chance,
      ServerCounters counters) {
    this.connection = connection;
    this.messages = messages;
    this.framing = framing;
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

  void framing(BinaryFraming version) {
    framing = version;
  }

  void text(String json) {
    lastNanos = clock.nowNanos();
    connection.sendText(json);
  }

  void ttsStop() {
    text(messages.tts("stop", null));
  }

  /** Sends a packet that was due at {@code dueNanos}; leaves it out when the connection takes no more. */
  void packet(Payload packet, long dueNanos) {
    lastNanos = clock.nowNanos();
    if (!connection.isOpen()) {
      return;
    }
    if (!connection.writable()) {
      counters.framesHeldBack.increment();
      return;
    }
    connection.sendBinary(framing.wrap(packet, 0));
    counters.framesOut.increment();
    long late = lastNanos - dueNanos;
    counters.latenessNanos.add(late);
    counters.latenessCount.increment();
    counters.latenessWorstNanos.accumulate(late);
  }

  /** The packet under a header that promises far more; without a header, bytes that are no packet. */
  void falseLength(Payload packet) {
    counters.framesOut.increment();
    byte[] bytes =
        framing == BinaryFraming.V1
            ? chance.bytes(NONSENSE_BYTES)
            : framing.wrapAnnouncing(packet.bytes(), packet.length() + 60_000);
    connection.sendBinary(Payload.once(bytes));
  }

  /** What no device should stumble over. */
  void garbage() {
    for (String text : NO_JSON) {
      connection.sendText(text);
    }
    connection.sendBinary(Payload.once(new byte[0]));
    connection.sendBinary(Payload.once(new byte[] {(byte) 0xFF}));
    connection.sendBinary(Payload.once(chance.bytes(NONSENSE_BYTES)));
  }

  void close(int code, String reason) {
    connection.close(code, reason);
  }
}
