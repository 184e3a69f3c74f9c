package io.github.xiaozhisim.device.virtual;

/**
 * What a peer in memory can do besides sending whole messages: single frames, good and bad. Connections of {@link
 * SimNetwork} carry messages, not bytes, so these are the frames that a device answers in ways of its own; how frames
 * are read byte by byte is the transport's to prove.
 */
public interface FrameLevel {

  /** A ping with a payload of this many bytes; more than 125 break the standard. */
  void sendPing(int payloadBytes);

  /** One frame of a fragmented text message; the first call begins it. */
  void sendPart(String text, boolean last);

  /** The header of a frame that claims a payload of this many bytes, which never follow. Unsigned. */
  void announce(long payloadBytes);
}
