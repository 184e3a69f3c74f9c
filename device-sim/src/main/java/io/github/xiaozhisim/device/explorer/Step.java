package io.github.xiaozhisim.device.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One thing that happens to a device. Its details come from a chance of its own, so that leaving out one step changes
 * no other.
 *
 * @param afterNanos since the step before
 */
record Step(long afterNanos, Act act, long chance) {

  /** What can happen, and how often it does, relative to the others. */
  enum Act {
    TOGGLE(8),
    PRESS(4),
    RELEASE(4),
    WAKE_WORD(4),
    WAKE(1),
    ABORT(1),
    HANG_UP(1),
    TYPE(2),
    VOICE(1),
    ECHO_CANCELLATION(1),
    WIFI_SETUP(1),
    NETWORK_DOWN(1),
    NETWORK_UP(2),
    VALID_MESSAGE(12),
    ANSWER(5),
    ODD_MESSAGE(8),
    MUTATED_MESSAGE(8),
    SOUND(6),
    BAD_SOUND(4),
    CLOSE(1),
    DROP(1),
    LOSE(1),
    HALF_OPEN(1),
    STALL_UPLINK(1),
    STALL_DOWNLINK(1),
    RESUME(2),
    ODD_FRAME(2),
    TOO_LONG(1),
    UPGRADES(3),
    HELLOS(3),
    BOOTS(2),
    LINE(2);

    private static final Act[] BY_WEIGHT = byWeight();

    private final int weight;

    Act(int weight) {
      this.weight = weight;
    }

    private static Act[] byWeight() {
      List<Act> all = new ArrayList<>();
      for (Act act : values()) {
        for (int i = 0; i < act.weight; i++) {
          all.add(act);
        }
      }
      return all.toArray(Act[]::new);
    }
  }

  private static final int MOST_STEPS = 60;

  /** A whole story. */
  static List<Step> story(SplittableRandom random) {
    int count = 3 + random.nextInt(MOST_STEPS);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Act act = Act.BY_WEIGHT[random.nextInt(Act.BY_WEIGHT.length)];
      steps.add(new Step(pauseNanos(random), act, random.nextLong()));
    }
    return steps;
  }

  /** Often at once, mostly within a second, now and then so long that whatever waits has given up. */
  private static long pauseNanos(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> 0;
      case 4, 5, 6 -> random.nextLong(3_000_000);
      case 7, 8, 9, 10, 11 -> random.nextLong(130_000_000);
      case 12, 13, 14, 15 -> random.nextLong(1_000_000_000);
      case 16, 17 -> random.nextLong(5_000_000_000L);
      case 18 -> random.nextLong(20_000_000_000L);
      default -> random.nextInt(4) == 0 ? random.nextLong(140_000_000_000L) : random.nextLong(300_000_000);
    };
  }
}
