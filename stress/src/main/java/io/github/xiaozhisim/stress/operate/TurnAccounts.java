package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.pi.session.PlainText;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Puts a turn that has ended into words. Pure functions. */
public final class TurnAccounts {

  private TurnAccounts() {}

  /** @param byHand something was said or typed by hand, so that it is known what */
  public static TurnAccount of(Turn turn, boolean byHand) {
    TurnOutcome outcome = Objects.requireNonNull(turn.outcome(), "not ended");
    return new TurnAccount(
        turn.number(),
        turn.utterance(),
        PlainText.of(turn.heard()),
        outcome.label(),
        outcome.isGood(),
        stages(turn),
        millis(turn, TurnMeasure.FIRST_SOUND),
        millis(turn, TurnMeasure.TOTAL),
        turn.gaps(),
        notes(turn, byHand));
  }

  private static List<TurnAccount.Stage> stages(Turn turn) {
    List<TurnAccount.Stage> stages = new ArrayList<>();
    if (turn.nanos(TurnMeasure.ENDPOINT) != Turn.UNSET) {
      add(stages, turn, "end of turn", TurnMeasure.ENDPOINT);
      add(stages, turn, "recognition", TurnMeasure.ASR);
    } else {
      add(stages, turn, "recognition", TurnMeasure.STT);
    }
    add(stages, turn, "model", TurnMeasure.LLM);
    add(stages, turn, "voice", TurnMeasure.TTS_START);
    add(stages, turn, "sound", TurnMeasure.SOUND);
    return stages;
  }

  private static void add(List<TurnAccount.Stage> stages, Turn turn, String label, TurnMeasure measure) {
    double millis = millis(turn, measure);
    if (!Double.isNaN(millis)) {
      stages.add(new TurnAccount.Stage(label, measure.meaning(), millis));
    }
  }

  private static double millis(Turn turn, TurnMeasure measure) {
    long nanos = turn.nanos(measure);
    return nanos == Turn.UNSET ? Double.NaN : nanos / 1e6;
  }

  private static List<String> notes(Turn turn, boolean byHand) {
    List<String> notes = new ArrayList<>();
    if (!turn.error().isEmpty()) {
      notes.add(PlainText.of(turn.error()));
    }
    double connectMillis = millis(turn, TurnMeasure.CONNECT);
    if (!Double.isNaN(connectMillis)) {
      double helloMillis = millis(turn, TurnMeasure.HELLO);
      String hello = Double.isNaN(helloMillis) ? "" : String.format(Locale.ROOT, " and its hello %.0f ms", helloMillis);
      notes.add(String.format(Locale.ROOT, "before that, connecting took %.0f ms%s", connectMillis, hello));
    }
    if (turn.gaps() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the answer had %d audible gap%s, %.0f ms in all",
              turn.gaps(),
              turn.gaps() == 1 ? "" : "s",
              turn.gapNanos() / 1e6));
    }
    if (turn.cutTails() > 0) {
      notes.add("the end of the answer was cut off");
    }
    if (turn.droppedFrames() > 0) {
      notes.add(turn.droppedFrames() + " packets of the answer found the device's queue full: sent too fast");
    }
    if (turn.lateFrames() > 0) {
      notes.add(turn.lateFrames() + " packets came outside the answer and were not played");
    }
    if (!byHand && !turn.has(Mark.SPEECH_START) && turn.has(Mark.TTS_START)) {
      notes.add("the server spoke without having heard anybody");
    }
    return notes;
  }
}
