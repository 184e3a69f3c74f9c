package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.audio.SendQueue;
import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;

/** Packets between the audio service and the channel, both ways. */
final class AudioTraffic {

  private final DeviceParts parts;
  private final ServerLink link;

  AudioTraffic(DeviceParts parts, ServerLink link) {
    this.parts = parts;
    this.link = link;
  }

  /** Sends what waits, as far as the network takes it. The state is not asked. // firmware: up to 3 packets follow a stop */
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
    parts.observer().onAudioReceived(messageBytes, false, parts.nowNanos());
  }

  /** A packet came. // firmware: audio is accepted only while speaking */
  void receive(ByteBuffer packet, int timestampMillis, int messageBytes) {
    AudioChannel channel = link.channel();
    boolean accepted =
        channel != null
            && parts.states().is(SPEAKING)
            && parts
                .audio()
                .pushPacket(packet, timestampMillis, channel.serverSampleRateHz(), channel.serverFrameMillis());
    parts.observer().onAudioReceived(messageBytes, accepted, parts.nowNanos());
  }
}
