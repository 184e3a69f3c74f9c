package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one device to its server, whatever the transport: opened for a conversation, closed after it,
 * opened again for the next. All methods and callbacks on the device's thread. // firmware: class Protocol
 */
public interface AudioChannel {

  /**
   * The device is about to be ready: transports that keep a connection open it now. {@code done} is run once, when that
   * has ended one way or the other, unless {@link #shutdown} comes first. // firmware: Start
   */
  default void start(Runnable done) {
    done.run();
  }

  /**
   * Opens the channel, hello included. Ends with exactly one of {@link Events#onOpened} and {@link Events#onFailed},
   * unless {@link #shutdown} comes first. A channel that is still up is replaced.
   */
  void open();

  /** Connected, said hello, and heard from within the last 120 s. // firmware: IsAudioChannelOpened */
  boolean isOpen();

  /** Drops the connection without a word. No callback. // firmware: CloseAudioChannel */
  void close();

  /** As {@link #close}, and nothing will be opened again. */
  void shutdown();

  /** As {@link #shutdown}, but with a word to the server where the wire has one. */
  default void signOff() {
    shutdown();
  }

  /** True while the network takes no more audio for now; {@link Events#onWritable} tells when it does again. */
  boolean stalled();

  /** Hands one packet to the network; the bytes that go out with its framing, or -1 when it cannot be sent at all. */
  int sendAudio(Payload packet, int timestampMillis);

  void sendListenStart(ListeningMode mode);

  /** Listening ends; what of that the server is told is the dialect's affair. */
  void sendListenEnd(ListeningMode mode, Dialect.ListenEnd why);

  void sendWakeWord(String word);

  /** A whole turn in words. */
  void sendTyped(ListeningMode mode, String text);

  void sendAbort(@Nullable String reason);

  void sendMcp(String payloadJson);

  /** Longest message the channel carries, envelope included. */
  int maxMessageBytes();

  /** Output rate the server announced, 24 000 unless it said otherwise. */
  int serverSampleRateHz();

  /** Frame length the server announced, 60 unless it said otherwise. */
  int serverFrameMillis();

  /** What a channel tells its device. */
  interface Events {

    /** The transport is up; the hello is next. */
    void onConnected();

    /** The channel can be used. */
    void onOpened();

    /** It could not be opened. */
    void onFailed(ChannelFailure failure);

    /** It was open and has ended by the other side's doing. */
    void onClosed(CloseReason reason);

    /** A message could not be sent on an open channel, or the server has turned the device away, or is not there. */
    void onSendFailed(ChannelFailure failure);

    void onMessage(ServerMessage message, int bytes);

    /** One Opus packet, valid only during the call. {@code messageBytes} with its framing. */
    void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes);

    void onWritable();

    /** A control message left. */
    void onSent(String kind, int bytes);

    /**
     * Opening has dropped a connection that was still up.
     * // firmware: its closed callback runs, and queues the change to idle behind the opening
     */
    void onReplaced();

    /** The server did what the protocol does not allow. */
    void onViolation(String rule, String detail);

    /** Whether the device is idle, so that a connection may be opened that nobody asked for. */
    boolean isIdle();

    /** As {@link #onViolation}, and a packet was lost by it. */
    void onRefusedAudio(String rule, String detail, int messageBytes);

    /**
     * Here the firmware would crash.
     *
     * @return whether the device did, too; then the caller returns at once
     */
    boolean onCrash(String rule, String detail);
  }
}
