package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet does: plain values, shared by all loops.
 *
 * @param target where the devices connect
 * @param devices how many
 * @param durationNanos no turn begins later than this after the start; 0 means no limit
 * @param turnsPerDevice each device stops after as many; 0 means no limit
 * @param graceNanos what running turns get after the duration, before they are aborted
 * @param arrivals when devices are switched on
 * @param mode how they listen, or null for each as its board is built
 * @param think pause of the user between two turns
 * @param text what is typed instead of spoken, or null to speak
 * @param utterances what users say; never empty
 * @param silence what the microphone hears otherwise
 * @param framing binary framing 1 to 3
 * @param dialect how the devices speak
 * @param endsSpeechInAuto users let the device know when they have finished, in auto mode, too
 * @param fidelity how far the devices follow the firmware's weaknesses
 * @param token the fleet's token, or null
 * @param headers extra headers of every request, in order
 * @param earsShare share of devices that decode what they hear, 0 to 1
 * @param timeouts patience by stage
 * @param seeds everything that looks like chance
 * @param boards what the devices are
 * @param talking who of them talks
 */
public record Scenario(
    Target target,
    int devices,
    long durationNanos,
    int turnsPerDevice,
    long graceNanos,
    Arrivals arrivals,
    @Nullable ListeningMode mode,
    Span think,
    @Nullable String text,
    List<Clip> utterances,
    Clip silence,
    int framing,
    Dialect dialect,
    boolean endsSpeechInAuto,
    Fidelity fidelity,
    @Nullable String token,
    Map<String, String> headers,
    double earsShare,
    Timeouts timeouts,
    Seeds seeds,
    BoardMix boards,
    Talking talking) {

  public Scenario {
    utterances = List.copyOf(utterances);
    if (utterances.isEmpty()) {
      throw new IllegalArgumentException("users need something to say");
    }
    if (framing < 1 || framing > 3) {
      throw new IllegalArgumentException("there is no binary framing " + framing + "; there are 1, 2 and 3");
    }
  }

  /** A fleet in which everybody talks. */
  public Scenario(
      Target target,
      int devices,
      long durationNanos,
      int turnsPerDevice,
      long graceNanos,
      Arrivals arrivals,
      @Nullable ListeningMode mode,
      Span think,
      @Nullable String text,
      List<Clip> utterances,
      Clip silence,
      int framing,
      Dialect dialect,
      boolean endsSpeechInAuto,
      Fidelity fidelity,
      @Nullable String token,
      Map<String, String> headers,
      double earsShare,
      Timeouts timeouts,
      Seeds seeds,
      BoardMix boards) {
    this(
        target,
        devices,
        durationNanos,
        turnsPerDevice,
        graceNanos,
        arrivals,
        mode,
        think,
        text,
        utterances,
        silence,
        framing,
        dialect,
        endsSpeechInAuto,
        fidelity,
        token,
        headers,
        earsShare,
        timeouts,
        seeds,
        boards,
        Talking.everybody());
  }

  /** The same, with others talking. */
  public Scenario withTalking(Talking value) {
    return new Scenario(
        target,
        devices,
        durationNanos,
        turnsPerDevice,
        graceNanos,
        arrivals,
        mode,
        think,
        text,
        utterances,
        silence,
        framing,
        dialect,
        endsSpeechInAuto,
        fidelity,
        token,
        headers,
        earsShare,
        timeouts,
        seeds,
        boards,
        value);
  }

  /** Whether a device decodes: spread evenly, the same ones in every run. */
  public boolean isEar(int index) {
    return Math.floor((index + 1) * earsShare) > Math.floor(index * earsShare);
  }

  /** How a device listens: as told, else as its board is built. // firmware: realtime with echo cancellation, else auto */
  public ListeningMode modeOf(int index) {
    return modeWith(boards.kind(index).board().info().audio().echoCancellation());
  }

  ListeningMode modeWith(EchoCancellation echoCancellation) {
    if (mode != null) {
      return mode;
    }
    return echoCancellation == EchoCancellation.OFF ? ListeningMode.AUTO : ListeningMode.REALTIME;
  }

  /** Where devices connect. */
  public sealed interface Target {

    URI uri();

    /** Straight to a WebSocket, no OTA request. */
    record Server(URI uri) implements Target {}

    /** The OTA address tells. */
    record Ota(URI uri) implements Target {}
  }

  @Override
  public String toString() {
    return devices + " devices at " + target.uri().getHost(); // never the token
  }
}
