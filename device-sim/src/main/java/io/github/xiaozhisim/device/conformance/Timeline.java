package io.github.xiaozhisim.device.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that was seen in one case, with its time. Entries are written as people write them down:
 *
 * <ul>
 *   <li>{@code [listening]} a state, {@code D> LS(auto)} a message of the device, {@code crash RULE}: these a case
 *       expects, in exactly this order;
 *   <li>{@code S> …} what the server sent, {@code * button} what the user did: the stimulus;
 *   <li>{@code D> aud}, {@code S> aud} packets, which are counted;
 *   <li>{@code ~ …} notes: display, sounds, violations, failures.
 * </ul>
 */
public final class Timeline {

  /** What an entry is. */
  public enum Kind {
    STATE,
    DEVICE,
    CRASH,
    SERVER,
    USER,
    AUDIO,
    NOTE;

    boolean expected() {
      return this == STATE || this == DEVICE || this == CRASH;
    }
  }

  /**
   * @param nanos since the stage was set up
   * @param kind what it is
   * @param text as described at {@link Timeline}
   */
  public record Entry(long nanos, Kind kind, String text) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,12.3f  %s", nanos / 1e6, text);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(long nanos, Kind kind, String text) {
    entries.add(new Entry(nanos, kind, text));
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  int size() {
    return entries.size();
  }

  Entry get(int index) {
    return entries.get(index);
  }

  /** When this was first seen, in milliseconds of the device's clock; fails the case when it was not. */
  long firstMillis(String text) {
    for (Entry entry : entries) {
      if (entry.text().equals(text)) {
        return entry.nanos() / 1_000_000;
      }
    }
    throw new CaseFailure("expected to see " + text + " at all");
  }

  /** For people: times in milliseconds; runs of packets are one line. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int run = 1;
      while (entry.kind() == Kind.AUDIO
          && i + run < entries.size()
          && entries.get(i + run).text().equals(entry.text())) {
        run++;
      }
      text.append(entry);
      if (run > 1) {
        Entry last = entries.get(i + run - 1);
        text.append(String.format(Locale.ROOT, " × %d, until %,.3f", run, last.nanos() / 1e6));
      }
      text.append('\n');
      i += run - 1;
    }
    return text.toString();
  }
}
