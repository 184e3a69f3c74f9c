package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.session.TurnAccount;
import java.util.List;
import java.util.Set;

/**
 * Waits for the end of the turn that a line begins, and of no other: one may be under way, which the line interrupts or
 * which makes the device refuse it. Made before the line does anything.
 */
final class TurnWait {

  private static final long TURN_LIMIT_MILLIS = 90_000;

  /** How long a turn may go on that something went wrong in; a refusal has none. */
  private static final long REFUSED_MILLIS = 2_000;

  /** How a turn ends into which somebody speaks. */
  private static final Set<String> CUT_SHORT = Set.of("interrupted", "aborted");

  private final Desk desk;
  private final Witness witness;
  private final int ended;
  private final int problems;
  private final int texts;

  TurnWait(Desk desk) {
    this.desk = desk;
    this.witness = desk.witness();
    this.ended = witness.turnsEnded();
    this.problems = witness.problems();
    this.texts = witness.textsSent();
  }

  /** Of a turn that was under way and is over with this line. */
  void forAnswer() throws ShellFailure, InterruptedException {
    witness.await(() -> witness.turnsEnded() > ended || witness.problems() > problems, TURN_LIMIT_MILLIS);
    if (!witness.await(() -> witness.turnsEnded() > ended, witness.problems() > problems ? REFUSED_MILLIS : 0)) {
      throw ShellFailure.failed(witness.problems() > problems ? witness.lastProblem("") : tooLong());
    }
    judge(witness.turns(ended).getFirst());
  }

  /** Of a turn as text: what ends before the text has gone to the server belongs to another. */
  void forAnswerToText() throws ShellFailure, InterruptedException {
    witness.await(() -> witness.textsSent() > texts || witness.problems() > problems, TURN_LIMIT_MILLIS);
    if (witness.textsSent() == texts) {
      throw ShellFailure.failed(witness.lastProblem("the words did not get to the server"));
    }
    forNext(witness.turnsEndedBeforeText());
  }

  /** Of a turn that was spoken, when all has been said: what was cut short meanwhile is what it spoke into. */
  void forAnswerToWhatWasSaid() throws ShellFailure, InterruptedException {
    List<TurnAccount> meanwhile = witness.turns(ended);
    for (TurnAccount turn : meanwhile) {
      if (!turn.good() && !CUT_SHORT.contains(turn.outcome())) {
        judge(turn);
      }
    }
    forNext(ended + meanwhile.size());
  }

  private void forNext(int before) throws ShellFailure, InterruptedException {
    if (!witness.await(() -> witness.turnsEnded() > before, TURN_LIMIT_MILLIS)) {
      throw ShellFailure.failed(tooLong());
    }
    judge(witness.turns(before).getFirst());
  }

  private String tooLong() {
    return "the turn did not end within "
        + Figure.millis(TURN_LIMIT_MILLIS)
        + "; the device is "
        + desk.now().stateName();
  }

  private static void judge(TurnAccount turn) throws ShellFailure {
    if (!turn.good()) {
      String why = turn.notes().isEmpty() ? "" : ": " + turn.notes().getFirst();
      throw ShellFailure.failed("turn " + turn.number() + " ended as " + turn.outcome() + why);
    }
  }
}
