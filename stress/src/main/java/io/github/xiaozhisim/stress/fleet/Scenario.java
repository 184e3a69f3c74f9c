package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet does: plain values, shared by all loops. Begin with {@link #of}, then replace what is to be different.
 *
 * @param target where the devices connect
 * @param devices how many there are at the start
 * @param extent how long it goes on
 * @param rampUp when devices are switched on
 * @param population who uses them
 * @param open when conversations begin, or null where each user begins the next turn after the last
 * @param waves what happens to many at once
 * @param equipment what the devices are
 * @param timeouts patience by stage
 * @param seeds everything that looks like chance
 */
public record Scenario(
    Target target,
    int devices,
    Extent extent,
    RampUp rampUp,
    Population population,
    @Nullable OpenModel open,
    List<Wave> waves,
    Equipment equipment,
    Timeouts timeouts,
    Seeds seeds) {

  private static final long USUAL_DURATION_NANOS = 30_000_000_000L;

  public Scenario {
    waves = List.copyOf(waves);
  }

  /** For half a minute, and everything as usual. */
  public static Scenario of(Target target, int devices, Population population) {
    return new Scenario(
        target,
        devices,
        Extent.lasting(USUAL_DURATION_NANOS),
        RampUp.usual(devices),
        population,
        null,
        List.of(),
        Equipment.usual(),
        Timeouts.defaults(),
        new Seeds(1));
  }

  /** The same, but in the beginning so many are there; the others may join later, at the ramp's rate. */
  public Scenario beginningWith(int value) {
    return new Scenario(target, value, extent, rampUp, population, open, waves, equipment, timeouts, seeds);
  }

  public Scenario withExtent(Extent value) {
    return new Scenario(target, devices, value, rampUp, population, open, waves, equipment, timeouts, seeds);
  }

  public Scenario withRampUp(RampUp value) {
    return new Scenario(target, devices, extent, value, population, open, waves, equipment, timeouts, seeds);
  }

  public Scenario withPopulation(Population value) {
    return new Scenario(target, devices, extent, rampUp, value, open, waves, equipment, timeouts, seeds);
  }

  public Scenario withOpen(@Nullable OpenModel value) {
    return new Scenario(target, devices, extent, rampUp, population, value, waves, equipment, timeouts, seeds);
  }

  public Scenario withWaves(List<Wave> value) {
    return new Scenario(target, devices, extent, rampUp, population, open, value, equipment, timeouts, seeds);
  }

  public Scenario withEquipment(Equipment value) {
    return new Scenario(target, devices, extent, rampUp, population, open, waves, value, timeouts, seeds);
  }

  public Scenario withTimeouts(Timeouts value) {
    return new Scenario(target, devices, extent, rampUp, population, open, waves, equipment, value, seeds);
  }

  public Scenario withSeeds(Seeds value) {
    return new Scenario(target, devices, extent, rampUp, population, open, waves, equipment, timeouts, value);
  }

  /** Who has which device, of all that the ramp leads to: fewer may be there in the beginning. */
  public Cast cast() {
    return population.cast(Math.max(devices, rampUp.devices()));
  }

  /**
   * How a user's device listens: as told, else as its board is built. // firmware:
   * realtime with echo cancellation, else auto
   */
  ListeningMode modeOf(Persona persona, int index) {
    return mode(persona, equipment.boards().board(index).info().audio().echoCancellation());
  }

  static ListeningMode mode(Persona persona, EchoCancellation echoCancellation) {
    ListeningMode told = persona.mode();
    if (told != null) {
      return told;
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
