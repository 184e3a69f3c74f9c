package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.hal.Payload;
import java.util.List;

/**
 * Speech encoded once and shared by everyone who says it: one Opus packet a frame.
 *
 * @param name short and unique in its collection, for reports
 * @param transcript what is said; empty when unknown
 * @param language such as {@code zh} or {@code en}; empty when unknown
 * @param sampleRateHz rate the packets were encoded from
 * @param frameMillis length of each packet
 * @param packets in order; shared payloads
 * @param firstVoicedMillis where speech begins, from the start of the clip; -1 when nothing is voiced
 * @param lastVoicedMillis where speech ends, from the start of the clip; -1 when nothing is voiced
 */
public record Clip(
    String name,
    String transcript,
    String language,
    int sampleRateHz,
    int frameMillis,
    List<Payload> packets,
    double firstVoicedMillis,
    double lastVoicedMillis) {

  public Clip {
    packets = List.copyOf(packets);
  }

  public int durationMillis() {
    return packets.size() * frameMillis;
  }

  public boolean voiced() {
    return lastVoicedMillis >= 0;
  }

  /** Length of the speech itself, without the quiet around it; 0 when nothing is voiced. */
  public double speechMillis() {
    return voiced() ? lastVoicedMillis - firstVoicedMillis : 0;
  }
}
