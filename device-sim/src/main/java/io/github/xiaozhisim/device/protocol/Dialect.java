package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.Identity;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of the conversation: how a connection is asked for, what opens the channel, and how messages are spelt.
 * The device decides what happens and when; a dialect says whether and how that is told, null being "not at all".
 * Stateless: one instance serves all devices and threads.
 */
public interface Dialect {

  /** What is known about the device when a connection is asked for or a hello is written. */
  record Introduction(
      Identity identity, BoardInfo board, String token, BinaryFraming framing, boolean serverEchoCancellation) {}

  /** Why listening ends. */
  enum ListenEnd {
    /** The user let the button go. */
    RELEASED,
    /** The server began to answer, and the microphone was closed for that. */
    ANSWERED,
    /** The user ends the conversation; the connection is dropped next. */
    HUNG_UP
  }

  /** Short name for reports. */
  String name();

  /** The same, with strings put into messages as they are. // firmware: concatenates without escaping */
  default Dialect unescaped() {
    return this;
  }

  /** Where to connect, given the address that was configured. */
  URI address(URI configured, Introduction introduction);

  /** Headers of the upgrade request, in order. */
  Map<String, String> headers(Introduction introduction);

  /** The binary framing to use where {@code configured} is what the settings ask for. */
  BinaryFraming framing(BinaryFraming configured);

  /** The first message, or null when the dialect has none. */
  @Nullable String hello(Introduction introduction);

  /** How long to wait for the server's word that opens the channel; {@code configured} is the device's own patience. */
  int openingMillis(int configured);

  /** Whether the channel fails when that word does not come; else the device goes on without a session id. */
  boolean insistsOnOpening();

  /** Reads one text message. Never throws: what cannot be read is {@link ServerMessage.Malformed}. */
  ServerMessage read(ByteBuffer utf8);

  /** Said before the first {@link #listenStart} of a conversation in which nobody ends listening. */
  @Nullable String continuousStart(String sessionId);

  String listenStart(String sessionId, ListeningMode mode);

  @Nullable String listenEnd(String sessionId, ListeningMode mode, ListenEnd why);

  /** Whether a board with this engine tells the server of a wake word. */
  boolean tellsWakeWord(AudioEngine engine);

  /** A wake word was heard; the conversation begins. */
  String wakeWord(String sessionId, String word);

  /** A whole turn as text. */
  String typed(String sessionId, ListeningMode mode, String text);

  /** {@code reason} null: the button; else {@code wake_word_detected}. */
  String abort(String sessionId, @Nullable String reason);

  /** {@code payloadJson} is a JSON text. */
  String mcp(String sessionId, String payloadJson);

  /** How often an open channel reports the device's condition; 0 for never. */
  int heartbeatMillis();

  String heartbeat(String sessionId, Condition condition);
}
