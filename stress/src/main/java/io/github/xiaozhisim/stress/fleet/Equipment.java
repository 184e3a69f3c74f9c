package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of a fleet are, and how they speak.
 *
 * @param boards what they live on
 * @param fidelity how far they follow the firmware's weaknesses
 * @param dialect how they speak
 * @param endsSpeechInAuto users let the device know when they have finished, in auto mode, too
 * @param framing binary framing 1 to 3
 * @param token the fleet's token, or null
 * @param headers extra headers of every request, in order
 * @param silence what the microphone hears when nobody speaks
 * @param earsShare share of devices that decode what they hear, 0 to 1
 */
public record Equipment(
    BoardMix boards,
    Fidelity fidelity,
    Dialect dialect,
    boolean endsSpeechInAuto,
    int framing,
    @Nullable String token,
    Map<String, String> headers,
    Clip silence,
    double earsShare) {

  public Equipment {
    if (framing < 1 || framing > 3) {
      throw new IllegalArgumentException("there is no binary framing " + framing + "; there are 1, 2 and 3");
    }
  }

  /** Robust devices on the usual board; none decodes. */
  public static Equipment usual() {
    return new Equipment(
        BoardMix.usual(),
        Fidelity.ROBUST,
        XiaozhiDialect.INSTANCE,
        false,
        1,
        null,
        Map.of(),
        Corpus.builtIn().silence(),
        0);
  }

  public Equipment withBoards(BoardMix value) {
    return new Equipment(value, fidelity, dialect, endsSpeechInAuto, framing, token, headers, silence, earsShare);
  }

  public Equipment withFidelity(Fidelity value) {
    return new Equipment(boards, value, dialect, endsSpeechInAuto, framing, token, headers, silence, earsShare);
  }

  public Equipment withDialect(Dialect value, boolean tellsEndOfSpeech) {
    return new Equipment(boards, fidelity, value, tellsEndOfSpeech, framing, token, headers, silence, earsShare);
  }

  public Equipment withFraming(int value) {
    return new Equipment(boards, fidelity, dialect, endsSpeechInAuto, value, token, headers, silence, earsShare);
  }

  public Equipment withEars(double share) {
    return new Equipment(boards, fidelity, dialect, endsSpeechInAuto, framing, token, headers, silence, share);
  }

  /** Whether a device decodes: spread evenly, the same ones in every run. */
  public boolean isEar(int index) {
    return Math.floor((index + 1) * earsShare) > Math.floor(index * earsShare);
  }

  @Override
  public String toString() {
    return "devices that speak " + dialect.getClass().getSimpleName(); // never the token
  }
}
