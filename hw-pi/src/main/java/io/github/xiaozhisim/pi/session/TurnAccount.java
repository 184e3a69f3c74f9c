package io.github.xiaozhisim.pi.session;

import java.util.List;

/**
 * Where the time of one turn went.
 *
 * @param number from 1, of this device
 * @param said what was said or typed, as far as known
 * @param understood what the server understood
 * @param outcome such as {@code answered} or {@code timed-out-stt}
 * @param good whether the user got an answer, as much of it as was wanted
 * @param stages one after the other from the end of speech to the first sound; some may be missing
 * @param firstSoundMillis from the end of speech to the first sound, NaN without one
 * @param totalMillis from the end of speech to the end of the answer, NaN without one
 * @param gaps audible holes in the answer
 * @param notes sentences about what was odd
 */
public record TurnAccount(
    int number,
    String said,
    String understood,
    String outcome,
    boolean good,
    List<Stage> stages,
    double firstSoundMillis,
    double totalMillis,
    int gaps,
    List<String> notes) {

  public TurnAccount {
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
  }

  /**
   * @param label short, such as {@code recognition}
   * @param meaning from where to where it is measured
   * @param millis how long it took
   */
  public record Stage(String label, String meaning, double millis) {}
}
