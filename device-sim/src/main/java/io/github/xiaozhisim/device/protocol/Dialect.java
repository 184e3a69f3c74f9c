package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.ListeningMode;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of the conversation: how a connection is asked for and how messages are spelt. The device decides what
 * to say and when; a dialect only writes and reads. Stateless: one instance serves all devices and threads.
 */
public interface Dialect {

  /** What is known about the device when a connection is asked for or a hello is written. */
  record Introduction(
      String deviceId, String clientId, String token, BinaryFraming framing, boolean serverEchoCancellation) {}

  /** Short name for reports. */
  String name();

  /** Headers of the upgrade request, in order. */
  Map<String, String> headers(Introduction introduction);

  /** The first message, or null when the dialect has none. */
  @Nullable String hello(Introduction introduction);

  /** Reads one text message. Never throws: what cannot be read is {@link ServerMessage.Malformed}. */
  ServerMessage read(ByteBuffer utf8);

  String listenStart(String sessionId, ListeningMode mode);

  String listenStop(String sessionId);

  /** A wake word was heard, or, as many servers take it, a whole turn as text. */
  String detect(String sessionId, String text);

  /** {@code reason} null: the button; else {@code wake_word_detected}. */
  String abort(String sessionId, @Nullable String reason);

  /** {@code payloadJson} is a JSON text. */
  String mcp(String sessionId, String payloadJson);
}
