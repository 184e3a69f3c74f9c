package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Clips;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a fleet's users say, in the packets of their boards: 60 ms where the firmware encodes, shorter ones where the
 * codec chip does. Each sentence is encoded once for each length, and shared by all. Immutable: for any thread.
 */
final class Voices {

  private final Map<Integer, Clip> silences = new HashMap<>();
  private final Map<Integer, UnaryOperator<Clip>> sentences = new HashMap<>();

  /**
   * @param packetMillis the lengths that the fleet's boards send
   */
  Voices(List<Clip> utterances, Clip silence, Collection<Integer> packetMillis) {
    for (int millis : packetMillis) {
      silences.put(millis, inPackets(silence, millis));
      Map<Clip, Clip> said = new IdentityHashMap<>();
      for (Clip clip : utterances) {
        said.put(clip, inPackets(clip, millis));
      }
      sentences.put(millis, utterance -> said.getOrDefault(utterance, utterance));
    }
  }

  private static Clip inPackets(Clip clip, int millis) {
    return clip.frameMillis() == millis ? clip : Clips.byChip(clip, millis);
  }

  /** What the microphone of such a board hears when nobody speaks. */
  Clip silence(int packetMillis) {
    return Objects.requireNonNull(silences.get(packetMillis));
  }

  /** Gives utterances as such a board sends them; the same for all devices on such boards. */
  UnaryOperator<Clip> voice(int packetMillis) {
    return Objects.requireNonNull(sentences.get(packetMillis));
  }
}
