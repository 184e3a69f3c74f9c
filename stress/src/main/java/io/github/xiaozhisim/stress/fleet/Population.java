package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.speech.Clip;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who uses a fleet's devices: personas and their shares. Immutable; {@link #cast} says which device has which user.
 *
 * @param parts at least one; their shares add up to 1
 */
public record Population(List<Part> parts) {

  private static final double ROUNDING = 1e-6;

  /**
   * So many users of one kind.
   *
   * @param share of all devices, 0 to 1
   */
  public record Part(Persona persona, double share) {
    public Part {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
      }
    }
  }

  public Population {
    parts = List.copyOf(parts);
    double sum = parts.stream().mapToDouble(Part::share).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException("the shares of a population add up to 1, not to " + sum);
    }
  }

  /** All are of one kind. */
  public static Population of(Persona everybody) {
    return new Population(List.of(new Part(everybody, 1)));
  }

  /** A share of the devices talks, the others are silent. */
  public static Population talking(Persona persona, double share) {
    return new Population(List.of(new Part(persona, share), new Part(persona.named("idle").beingSilent(), 1 - share)));
  }

  /** Who has which of so many devices. */
  public Cast cast(int devices) {
    return new Cast(this, devices);
  }

  /** Those there are any of. */
  public Stream<Persona> personas() {
    return parts.stream().filter(part -> part.share() > 0).map(Part::persona);
  }

  /** Everything that is said by voice, each clip once; empty where all type. */
  public List<Clip> clips() {
    return personas().flatMap(persona -> persona.clips().stream()).distinct().toList();
  }
}
