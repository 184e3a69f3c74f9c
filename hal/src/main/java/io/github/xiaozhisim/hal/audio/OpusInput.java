package io.github.xiaozhisim.hal.audio;

import io.github.xiaozhisim.hal.Payload;
import java.util.List;

/**
 * A microphone whose codec chip encodes: it delivers finished Opus packets, one for each frame, on an absolute grid
 * (frame n is captured n frame lengths after the first, whatever the lateness of earlier deliveries).
 */
public non-sealed interface OpusInput extends AudioInput {

  /** Length of one packet; 60 on real boards. */
  int frameMillis();

  /**
   * Starts capturing.
   *
   * @param warmUpMillis what the chip throws away first (the firmware asks for 120); the first packet is complete one
   *     frame length after that
   * @param sink called on the scheduler's thread; replaces an earlier one
   */
  void start(int warmUpMillis, Sink sink);

  /**
   * What was heard just before a wake word, oldest first, where the chip keeps that.
   *
   * @param maxPackets give no more, the latest
   */
  default List<Payload> preRoll(int maxPackets) {
    return List.of();
  }

  /** Receives finished packets. */
  interface Sink {

    /**
     * @param packet one Opus packet, 16 kHz mono; may be kept and shared
     * @param capturedNanos the time on the grid at which its last sample was heard; the call itself may be later
     */
    void onPacket(Payload packet, long capturedNanos);
  }
}
