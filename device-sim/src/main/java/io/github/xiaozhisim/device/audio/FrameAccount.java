package io.github.xiaozhisim.device.audio;

/**
 * Where every audio packet has gone since the device was switched on: sent, played, dropped for a reason, or waiting.
 * Whatever happens to a device, the sums are right ({@link #balanced}).
 */
public record FrameAccount(Uplink uplink, Downlink downlink, Decoding decoding) {

  /**
   * From the microphone, or the pre-roll of a wake word, to the network.
   *
   * @param queued put into the send queue
   * @param sent handed to the network
   * @param overflowed pushed out by newer ones
   * @param unsendable thrown away because sending failed
   * @param forgotten thrown away with the conversation
   * @param waiting in the queue now
   */
  public record Uplink(long queued, long sent, long overflowed, long unsendable, long forgotten, int waiting) {

    public boolean balanced() {
      return queued == sent + overflowed + unsendable + forgotten + waiting;
    }
  }

  /**
   * From the network to the decode queue.
   *
   * @param received binary messages or datagrams
   * @param malformed without a packet that could be had: broken framing
   * @param unwanted came while the device was not speaking
   * @param refused no Opus packet, or no room
   * @param queued put into the decode queue
   */
  public record Downlink(long received, long malformed, long unwanted, long refused, long queued) {

    public boolean balanced() {
      return received == malformed + unwanted + refused + queued;
    }
  }

  /**
   * From the decode queue to the speaker, the device's own sounds included.
   *
   * @param queued put into the queue, from the network and by the device itself
   * @param taken by the decoder
   * @param forgotten thrown away with the decoder's memory
   * @param waiting in the queue now
   */
  public record Decoding(long queued, long taken, long forgotten, int waiting) {

    public boolean balanced() {
      return queued == taken + forgotten + waiting;
    }
  }

  /** Whether every packet is accounted for. */
  public boolean balanced() {
    return uplink.balanced() && downlink.balanced() && decoding.balanced() && downlink.queued <= decoding.queued;
  }
}
