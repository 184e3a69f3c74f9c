package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The firmware's audio service: capture to packets, packets to sound, each with its queues. It is told when to capture
 * and when to forget; it tells its owner when packets wait to be sent and when everything has been heard.
 */
public final class AudioService implements AudioOutput.Listener {

  /** firmware: more than this many time stamps waiting means they no longer match what is heard */
  private static final int TIMESTAMP_LIMIT = 3;

  /** What the service tells its owner, on the device's thread. */
  public interface Events {

    /** A packet waits in {@link #sendQueue}; the last thing its scheduler task does. */
    void onPacketToSend();

    /** Everything handed over for playback has been heard. */
    void onPlaybackDrained();
  }

  private final Events events;
  private final Capture capture;
  private final Playback playback;
  private final SendQueue sendQueue = new SendQueue();
  private final DecodeQueue decodeQueue = new DecodeQueue();
  private final boolean serverEchoCancellation;
  private final AudioOutput output;
  private int @Nullable [] timestamps;
  private int timestampCount;
  private long captured;
  private long played;
  private long invalidPackets;

  public AudioService(Board board, boolean serverEchoCancellation, Events events) {
    this.events = events;
    this.serverEchoCancellation = serverEchoCancellation;
    this.output = board.audioOutput();
    this.capture = new Capture(board.audioInput(), board.scheduler(), this::onCaptured);
    this.playback = new Playback(output);
    output.listener(this);
  }

  /** Starts or stops capturing for the server. // firmware: EnableVoiceProcessing */
  public void enableVoiceProcessing(boolean on) {
    if (on) {
      capture.start();
    } else {
      capture.stop();
    }
  }

  public boolean voiceProcessing() {
    return capture.running();
  }

  private void onCaptured(Payload packet, long capturedNanos) {
    captured++;
    sendQueue.add(packet, nextTimestampMillis());
    events.onPacketToSend();
  }

  /** What waits for the network; the owner takes packets out as the network takes them. */
  public SendQueue sendQueue() {
    return sendQueue;
  }

  /**
   * Takes a packet from the network.
   *
   * @param packet valid only during the call
   * @return false when it was dropped: no valid packet, or 40 wait already
   */
  public boolean pushPacket(ByteBuffer packet, int timestampMillis) {
    int durationMicros = OpusPacket.durationMicros(packet, packet.position(), packet.remaining());
    if (durationMicros <= 0) {
      invalidPackets++;
      return false;
    }
    byte[] bytes = null;
    if (playback.wantsBytes() && !decodeQueue.isFull()) {
      bytes = new byte[packet.remaining()];
      packet.get(packet.position(), bytes);
    }
    if (!decodeQueue.offer(bytes, durationMicros, timestampMillis)) {
      return false;
    }
    pump();
    return true;
  }

  private void pump() {
    while (!decodeQueue.isEmpty() && playback.hasRoom()) {
      byte[] packet = decodeQueue.headPacket();
      int durationMicros = decodeQueue.headDurationMicros();
      int timestampMillis = decodeQueue.headTimestampMillis();
      decodeQueue.remove();
      if (!playback.play(packet, durationMicros)) {
        continue;
      }
      played++;
      if (serverEchoCancellation && timestampMillis != 0) {
        rememberTimestamp(timestampMillis);
      }
    }
  }

  @Override
  public void onRoom() {
    pump();
  }

  @Override
  public void onDrained() {
    if (playbackDrained()) {
      events.onPlaybackDrained();
    }
  }

  /** True when nothing waits for the decoder or the speaker. */
  public boolean playbackDrained() {
    return decodeQueue.isEmpty() && playback.drained();
  }

  /** Forgets all sound that has not been heard, and the decoder's memory. // firmware: ResetDecoder */
  public void resetDecoder() {
    decodeQueue.clear();
    timestampCount = 0;
    playback.reset();
  }

  /** Stops everything; nothing is captured or played any more. */
  public void stop() {
    capture.stop();
    sendQueue.clear(false);
    resetDecoder();
  }

  public void volume(int percent) {
    output.volume(percent);
  }

  private void rememberTimestamp(int timestampMillis) {
    int[] ring = timestamps;
    if (ring == null) {
      ring = new int[DecodeQueue.CAPACITY + 4];
      timestamps = ring;
    }
    if (timestampCount < ring.length) {
      ring[timestampCount++] = timestampMillis;
    }
  }

  // firmware: one is taken per frame; it is used only while at most three are waiting
  private int nextTimestampMillis() {
    int[] ring = timestamps;
    if (ring == null || timestampCount == 0) {
      return 0;
    }
    int waiting = timestampCount;
    int first = ring[0];
    System.arraycopy(ring, 1, ring, 0, timestampCount - 1);
    timestampCount--;
    return waiting <= TIMESTAMP_LIMIT ? first : 0;
  }

  /** Packets that came from the microphone. */
  public long captured() {
    return captured;
  }

  /** Packets handed to the speaker. */
  public long played() {
    return played;
  }

  /** Packets of the server dropped because 40 were waiting. */
  public long decodeQueueDropped() {
    return decodeQueue.dropped();
  }

  /** Frames dropped because the encoder did not keep up. */
  public long framesDropped() {
    return capture.framesDropped();
  }

  /** Packets that are no Opus packet by their header. */
  public long invalidPackets() {
    return invalidPackets;
  }

  public long decodeErrors() {
    return playback.decodeErrors();
  }
}
