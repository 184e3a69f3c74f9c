package io.github.xiaozhisim.device.audio;

import java.util.List;

/**
 * A sound of the device's own, in packets of 60 ms, which are not to be written to.
 *
 * @param name such as {@code popup}
 * @param rateHz what it was encoded from
 */
public record Sound(String name, int rateHz, List<byte[]> packets) {

  static final int FRAME_MILLIS = 60;

  public Sound {
    packets = List.copyOf(packets);
  }

  public int durationMillis() {
    return packets.size() * FRAME_MILLIS;
  }
}
