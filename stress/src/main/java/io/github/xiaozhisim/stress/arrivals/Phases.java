package io.github.xiaozhisim.stress.arrivals;

import io.github.xiaozhisim.stress.typed.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One level of {@link Load} after the other: how many take part, and for how long. The last one goes on. Immutable.
 *
 * @param all at least one
 */
public record Phases(List<Phase> all) {

  private static final String FORM = "write levels and times like 100: 30s, 500: 1m";
  private static final int MOST_DIGITS = 9;

  /**
   * A level that is held.
   *
   * @param level participants
   * @param nanos how long, more than 0
   */
  public record Phase(int level, long nanos) {
    public Phase {
      if (level < 0 || nanos <= 0) {
        throw new IllegalArgumentException("a phase of " + level + " for " + nanos + " ns cannot be");
      }
    }
  }

  public Phases {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there must be a phase");
    }
  }

  /**
   * Reads {@code 100: 30s, 500: 1m}.
   *
   * @throws io.github.xiaozhisim.stress.typed.Complaint with the column and what to write instead
   */
  public static Phases parse(String text) {
    Typed typed = new Typed(text);
    List<Phase> phases = new ArrayList<>();
    do {
      int column = typed.column();
      String digits = typed.digits(FORM);
      if (digits.length() > MOST_DIGITS) {
        throw typed.wrongAt(column, digits + " is more than there can be; " + FORM);
      }
      typed.expect(":", FORM);
      int timeColumn = typed.column();
      long nanos = Math.round(typed.seconds(FORM) * 1e9);
      if (nanos == 0) {
        throw typed.wrongAt(timeColumn, "a phase takes some time; " + FORM);
      }
      phases.add(new Phase(Integer.parseInt(digits), nanos));
    } while (typed.takes(","));
    typed.expectEnd(FORM);
    return new Phases(phases);
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return all.stream()
        .map(
            phase ->
                phase.level() + ": " + BigDecimal.valueOf(phase.nanos(), 9).stripTrailingZeros().toPlainString() + "s")
        .collect(Collectors.joining(", "));
  }

  /** Which phase it is so long after the start. */
  public int indexAt(long nanos) {
    long end = 0;
    for (int i = 0; i < all.size() - 1; i++) {
      end += all.get(i).nanos();
      if (nanos < end) {
        return i;
      }
    }
    return all.size() - 1;
  }

  /** When a phase begins, after the start. */
  public long beginNanos(int index) {
    return all.subList(0, index).stream().mapToLong(Phase::nanos).sum();
  }

  /** The same with no level above {@code most}; neighbours that become equal are one. */
  public Phases atMost(int most) {
    List<Phase> held = new ArrayList<>();
    for (Phase phase : all) {
      int level = Math.min(most, phase.level());
      if (!held.isEmpty() && held.getLast().level() == level) {
        held.set(held.size() - 1, new Phase(level, held.getLast().nanos() + phase.nanos()));
      } else {
        held.add(new Phase(level, phase.nanos()));
      }
    }
    return new Phases(held);
  }

  /** All of them together. */
  public long lengthNanos() {
    return beginNanos(all.size());
  }

  /** How many take part in the beginning. */
  public int first() {
    return all.getFirst().level();
  }

  /** How many take part at most. */
  public int highest() {
    return all.stream().mapToInt(Phase::level).max().orElseThrow();
  }
}
