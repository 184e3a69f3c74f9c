package io.github.xiaozhisim.pi.sound;

/**
 * One sound card, as programs can open it.
 *
 * @param number from 1, in the order in which the system lists them; may change when cards come and go
 * @param name as the system has it, such as {@code default} or {@code Device [plughw:1,0]}
 * @param description what the driver says of it
 * @param captures whether it has a microphone
 * @param plays whether it has a loudspeaker
 */
public record SoundCard(int number, String name, String description, boolean captures, boolean plays) {

  /** The side that is asked for. */
  boolean can(Direction direction) {
    return direction == Direction.CAPTURE ? captures : plays;
  }

  /** One of the two ways of sound. */
  enum Direction {
    CAPTURE("microphone", "--microphone"),
    PLAYBACK("loudspeaker", "--loudspeaker");

    /** What people call it. */
    final String part;

    /** The option that chooses it. */
    final String option;

    Direction(String part, String option) {
      this.part = part;
      this.option = option;
    }
  }
}
