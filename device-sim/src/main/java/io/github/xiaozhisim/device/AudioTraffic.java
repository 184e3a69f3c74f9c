package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.audio.FrameAccount;
import io.github.xiaozhisim.device.audio.SendQueue;
import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;

/** Packets between the audio service and the channel, both ways. At 17 packets a second the counts last for years. */
final class AudioTraffic {

  private final DeviceParts parts;
  private final ServerLink link;
  private int received;
  private int malformed;
  private int unwanted;
  private int refused;
  private int queued;

  AudioTraffic(DeviceParts parts, ServerLink link) {
    this.parts = parts;
    this.link = link;
  }

  /**
   * Sends what waits, as far as the network takes it. The state is not asked.
   * // firmware: up to 3 packets follow a stop
   */
  void send() {
    AudioChannel channel = link.channel();
    SendQueue queue = parts.audio().sendQueue();
    if (channel == null) {
      queue.clear(true);
      return;
    }
    for (Payload packet = queue.peek(); packet != null && !channel.stalled(); packet = queue.peek()) {
      int bytes = channel.sendAudio(packet, queue.peekTimestampMillis());
      if (bytes < 0) {
        queue.clear(true); // firmware: the packet and everything behind it is dropped, the state stays
        return;
      }
      queue.remove();
      parts.observer().onAudioSent(bytes, parts.nowNanos());
    }
  }

  /** A packet came whose framing is broken: it cannot be had. */
  void refused(int messageBytes) {
    received++;
    malformed++;
    parts.observer().onAudioReceived(messageBytes, false, parts.nowNanos());
  }

  /** A packet came. // firmware: audio is accepted only while speaking, and decoded as the hello says */
  void receive(ByteBuffer packet, int timestampMillis, int messageBytes) {
    received++;
    AudioChannel channel = link.channel();
    boolean accepted = false;
    if (channel == null || !parts.states().is(SPEAKING)) {
      unwanted++;
    } else if (parts
        .audio()
        .pushPacket(packet, timestampMillis, channel.serverSampleRateHz(), channel.serverFrameMillis())) {
      accepted = true;
      queued++;
    } else {
      refused++;
    }
    parts.observer().onAudioReceived(messageBytes, accepted, parts.nowNanos());
  }

  /** Where every packet has gone. */
  FrameAccount account() {
    return new FrameAccount(
        parts.audio().sendQueue().account(),
        new FrameAccount.Downlink(received, malformed, unwanted, refused, queued),
        parts.audio().decoding());
  }
}
