package io.github.xiaozhisim.pi.sound;

import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.CompoundControl;
import javax.sound.sampled.Control;
import javax.sound.sampled.FloatControl;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.Port;
import org.jspecify.annotations.Nullable;

/**
 * The loudness of a card's own amplifier, where the card lets programs set it. It is found at the card's output ports:
 * the gain that playback lines offer themselves is arithmetic on samples in the JDK's native code, without a ramp, so
 * that every change of it clicks; ours ({@link Gain}) does not.
 */
final class CardVolume {

  private static final Port.Info[] OUTPUTS = {Port.Info.SPEAKER, Port.Info.HEADPHONE, Port.Info.LINE_OUT};

  private final Port port;
  private final FloatControl control;

  CardVolume(Port port, FloatControl control) {
    this.port = port;
    this.control = control;
  }

  /** The volume of the card with this name, or null where it has none; the system's default card never has. */
  static @Nullable CardVolume of(String card) {
    String address = address(card);
    if (address.isEmpty()) {
      return null;
    }
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      if (info.getName().startsWith("Port ") && address.equals(address(info.getName()))) {
        Mixer mixer = AudioSystem.getMixer(info);
        for (Port.Info output : OUTPUTS) {
          CardVolume volume = mixer.isLineSupported(output) ? open(mixer, output) : null;
          if (volume != null) {
            return volume;
          }
        }
      }
    }
    return null;
  }

  /** The number of the card in {@code Device [plughw:1,0]} and in {@code Port Device [hw:1]}: 1. */
  private static String address(String name) {
    int from = name.lastIndexOf("hw:");
    if (from < 0) {
      return "";
    }
    int end = from + 3;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    return name.substring(from + 3, end);
  }

  private static @Nullable CardVolume open(Mixer mixer, Port.Info output) {
    try {
      Port port = (Port) mixer.getLine(output);
      port.open();
      FloatControl volume = find(port.getControls());
      if (volume == null) {
        port.close();
        return null;
      }
      return new CardVolume(port, volume);
    } catch (LineUnavailableException | RuntimeException _) {
      return null; // then in software
    }
  }

  /** Controls of a port lie in groups. */
  static @Nullable FloatControl find(Control[] controls) {
    for (Control control : controls) {
      if (control instanceof FloatControl number && number.getType() == FloatControl.Type.VOLUME) {
        return number;
      }
      FloatControl inside = control instanceof CompoundControl group ? find(group.getMemberControls()) : null;
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  /** Sets it; false when the card refuses. */
  boolean set(int percent) {
    try {
      float range = control.getMaximum() - control.getMinimum();
      control.setValue(control.getMinimum() + range * percent / 100);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  void close() {
    port.close();
  }
}
