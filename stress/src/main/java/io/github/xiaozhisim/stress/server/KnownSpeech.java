package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows clips by their packets: the emulated server's speech recognition. A packet counts for a clip only if it is in
 * no other, so silence says nothing. Never changes; for any thread.
 */
final class KnownSpeech {

  /** Shorter packets are silence or comfort noise and alike everywhere. */
  private static final int SHORTEST_BYTES = 12;

  private final long[] keys;
  private final short[] clipOf;
  private final List<Clip> clips;

  KnownSpeech(List<Clip> clips) {
    this.clips = List.copyOf(clips);
    Map<Long, Integer> owner = new HashMap<>();
    Set<Long> common = new HashSet<>();
    for (int clip = 0; clip < clips.size(); clip++) {
      for (Payload packet : clips.get(clip).packets()) {
        if (packet.length() < SHORTEST_BYTES) {
          continue;
        }
        long hash = PacketHash.of(packet.bytes());
        Integer other = owner.putIfAbsent(hash, clip);
        if (other != null && other != clip) {
          common.add(hash);
        }
      }
    }
    owner.keySet().removeAll(common);
    int size = Integer.highestOneBit(Math.max(8, owner.size() * 3)) * 2;
    keys = new long[size];
    clipOf = new short[size];
    owner.forEach(this::insert);
  }

  /** Number of the clip to which alone the packet belongs, or -1. */
  int clipWith(long packetHash) {
    int mask = keys.length - 1;
    for (int at = (int) packetHash & mask; keys[at] != 0; at = (at + 1) & mask) {
      if (keys[at] == packetHash) {
        return clipOf[at];
      }
    }
    return -1;
  }

  @Nullable Clip clip(int number) {
    return number < 0 ? null : clips.get(number);
  }

  private void insert(long hash, int clip) {
    int mask = keys.length - 1;
    int at = (int) hash & mask;
    while (keys[at] != 0) {
      at = (at + 1) & mask;
    }
    keys[at] = hash;
    clipOf[at] = (short) clip;
  }
}
