package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Payload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The line to one device as its session sees it, whatever carries it: a WebSocket, or MQTT for words and UDP for sound.
 * Called by {@link Session} and {@link Outgoing} on the session's thread; what is sent on a line that has ended is
 * lost.
 */
interface ClientLink {

  boolean isOpen();

  /** False while the line takes no more sound for now. */
  boolean writable();

  /** Sends a message. */
  void text(String json);

  /** Sends one Opus packet, under whatever header this line puts before it. */
  void audio(Payload packet);

  /** Sends the packet under a header that promises far more; where there is no header, {@code nonsense} instead. */
  void misframed(Payload packet, byte[] nonsense);

  /** Sends these bytes where packets are expected, with no header at all. */
  void nonsense(byte[] bytes);

  /** The device said hello: what it chose about the line holds from now on. */
  void takeUp(JsonNode hello);

  /** Puts what the device must know about the line into the answer to its hello. */
  void introduce(ObjectNode answer);

  /** Ends the line in the orderly way; the session is told when that has happened. */
  void close(int code, String reason);

  /** Ends it at once and without a word; the session is not told. */
  void drop();
}
