package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.stress.fleet.Timeouts;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Stage;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMarks;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the turns in what one person does with a device: a turn begins when something is said or typed by hand, when
 * the device begins to connect or to listen, or when the server speaks unasked. A turn in which nothing was asked is
 * forgotten. Every other one ends once. On the device's thread; packets allocate nothing.
 */
public final class TurnKeeper implements TurnWatch {

  /** The firmware's queues hold less than three seconds of sound. */
  private static final long DRAIN_LIMIT_NANOS = 6_000_000_000L;

  /** Less is a cough. */
  private static final long SPOKEN_NANOS = 300_000_000L;

  private final Clock clock;
  private final Timeouts limits = Timeouts.defaults();
  private final Consumer<TurnAccount> ended;
  private final Timer patience;
  private @Nullable Turn turn;
  private double speechMillis;
  private boolean byHand;
  private boolean typed;
  private boolean capturing;
  private long lastHeardNanos;
  private int turns;

  /** @param ended is given every turn that ended */
  public TurnKeeper(Scheduler scheduler, Consumer<TurnAccount> ended) {
    this.clock = scheduler.clock();
    this.ended = ended;
    this.patience = scheduler.timer(this::onPatienceOver);
  }

  // ---- where turns begin -------------------------------------------------------------------------------------------

  @Override
  public void onTurn(String words, double millis) {
    Turn before = turn;
    if (before != null && asked(before)) {
      boolean speaking = before.has(Mark.TTS_START);
      end(speaking ? TurnOutcome.INTERRUPTED : TurnOutcome.ABORTED, speaking ? "" : "something else was begun");
    }
    Turn fresh = begin();
    fresh.utterance(words);
    byHand = true;
    typed = Double.isNaN(millis);
    speechMillis = millis;
    waitFor(limits.connectNanos() + limits.helloNanos() + Math.round(typed ? 0 : millis * 1e6) + limits.sttNanos());
  }

  private Turn begin() {
    long nowNanos = clock.nowNanos();
    Turn fresh = new Turn(0, turns + 1, nowNanos, nowNanos, clock.wallMillis());
    turn = fresh;
    byHand = false;
    typed = false;
    patience.cancel();
    return fresh;
  }

  private Turn running() {
    Turn now = turn;
    return now != null ? now : begin();
  }

  /** Whether somebody waits for something. */
  private boolean asked(Turn now) {
    return byHand
        || now.has(Mark.STT)
        || now.has(Mark.TTS_START)
        || now.has(Mark.LISTEN_STOP)
        || (now.has(Mark.LAST_VOICED) && now.at(Mark.LAST_VOICED) - now.at(Mark.SPEECH_START) >= SPOKEN_NANOS);
  }

  private void waitFor(long nanos) {
    patience.arm(clock.nowNanos() + nanos);
  }

  private void onPatienceOver() {
    Turn now = turn;
    if (now == null) {
      return;
    }
    if (now.has(Mark.TTS_STOP)) {
      answered(now);
    } else if (!asked(now)) {
      turn = null;
    } else if (now.has(Mark.TTS_START) && clock.nowNanos() - lastHeardNanos < limits.ttsNanos()) {
      patience.arm(lastHeardNanos + limits.ttsNanos());
    } else {
      Stage stage = now.stage();
      end(TurnOutcome.timedOut(stage), limits.complaint(stage));
    }
  }

  private void answered(Turn now) {
    end(now.has(Mark.INTERRUPTED) ? TurnOutcome.INTERRUPTED : TurnOutcome.ANSWERED, "");
  }

  private void end(TurnOutcome outcome, String why) {
    Turn over = turn;
    if (over == null) {
      return;
    }
    turn = null;
    patience.cancel();
    if (asked(over)) {
      turns++;
      over.end(outcome, why, clock.nowNanos());
      ended.accept(TurnAccounts.of(over, byHand));
    }
  }

  // ---- what the device tells ---------------------------------------------------------------------------------------

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    capturing &= to == DeviceState.LISTENING;
    Turn now = turn;
    if (to == DeviceState.IDLE && now != null && !asked(now) && now.packetsSent() == 0) {
      turn = null; // it has only connected
    }
  }

  @Override
  public void onConversationEnded(long nowNanos) {
    Turn now = turn;
    if (now != null && now.has(Mark.TTS_STOP)) {
      answered(now);
    } else {
      end(TurnOutcome.ABORTED, "the conversation was ended");
    }
  }

  @Override
  public void onSpeechStopped(long nowNanos) {
    Turn now = turn;
    if (now != null && byHand && !now.has(Mark.STT) && !now.has(Mark.TTS_START)) {
      end(TurnOutcome.ABORTED, "it was stopped before all had been said");
    }
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    capturing = false;
    Turn now = turn;
    if (now != null) {
      end(TurnOutcome.dropped(now.stage()), "the device restarted");
    }
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    TurnMarks.onChannelOpening(running(), nowNanos);
  }

  @Override
  public void onConnected(long nowNanos) {
    TurnMarks.onConnected(running(), nowNanos);
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    TurnMarks.onChannelOpened(running(), nowNanos);
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    Turn now = turn;
    if (now != null) {
      end(TurnMarks.outcomeOf(now, failure, limits.connectNanos(), nowNanos), failure.detail());
    }
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    Turn now = turn;
    if (now != null && now.has(Mark.TTS_STOP)) {
      answered(now);
    } else if (now != null) {
      end(TurnOutcome.dropped(now.stage()), "the connection is gone: " + reason.describe());
    }
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    capturing = true;
    running();
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    Turn now = turn;
    if (now == null) {
      return;
    }
    switch (kind) {
      case "listen stop" -> {
        TurnMarks.onListenStop(now, nowNanos);
        waitFor(limits.sttNanos());
      }
      case "listen text", "listen detect" -> {
        if (typed) {
          TurnMarks.onTyped(now, nowNanos);
          waitFor(limits.answerNanos());
        }
      }
      case "abort" -> {
        if (now.has(Mark.TTS_START)) {
          now.mark(Mark.INTERRUPTED, nowNanos);
          waitFor(limits.ttsNanos());
        }
      }
      default -> {}
    }
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    lastHeardNanos = nowNanos;
    switch (message) {
      case ServerMessage.Stt stt -> {
        if (TurnMarks.onStt(running(), stt, nowNanos) && stt.text().isBlank()) {
          end(TurnOutcome.NOTHING_HEARD, "the server recognised nothing in what was said");
        } else {
          waitFor(limits.answerNanos());
        }
      }
      case ServerMessage.TtsStart _ -> {
        TurnMarks.onTtsStart(running(), nowNanos);
        waitFor(limits.ttsNanos());
      }
      case ServerMessage.Llm _ when turn != null -> TurnMarks.onLlm(running(), nowNanos);
      case ServerMessage.SentenceStart _ when turn != null -> TurnMarks.onSentence(running(), nowNanos);
      case ServerMessage.TtsStop _, ServerMessage.Hush _ -> onTtsStop(nowNanos);
      default -> {} // the device deals with it
    }
  }

  private void onTtsStop(long nowNanos) {
    Turn now = turn;
    if (now == null || !TurnMarks.onTtsStop(now, nowNanos)) {
      return;
    }
    if (now.has(Mark.INTERRUPTED) || TurnMarks.allHeard(now)) {
      answered(now);
    } else {
      waitFor(DRAIN_LIMIT_NANOS);
    }
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    Turn now = turn;
    if (now != null) {
      TurnMarks.onPlaybackDrained(now, nowNanos);
      if (now.has(Mark.TTS_STOP)) {
        answered(now);
      }
    }
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    Turn now = turn;
    if (now != null) {
      now.packetSent(bytes, nowNanos);
    }
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    lastHeardNanos = nowNanos;
    Turn now = turn;
    if (now != null) {
      TurnMarks.onAudioReceived(now, bytes, accepted, nowNanos);
    }
  }

  // ---- what microphone and loudspeaker tell ------------------------------------------------------------------------

  @Override
  public void onVoice(long fromNanos, long untilNanos) {
    if (!capturing || byHand) {
      return;
    }
    Turn now = running();
    if (!now.has(Mark.STT) && !now.has(Mark.TTS_START)) {
      now.mark(Mark.SPEECH_START, fromNanos);
      now.moveMark(Mark.LAST_VOICED, untilNanos);
      waitFor(limits.sttNanos());
    }
  }

  @Override
  public void onSpeechStarted(long nanos) {
    Turn now = turn;
    if (now != null) {
      waitFor(TurnMarks.onSpeechStarted(now, nanos, speechMillis) - clock.nowNanos() + limits.sttNanos());
    }
  }

  @Override
  public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
    Turn now = turn;
    if (now != null && !now.has(Mark.STT)) {
      TurnMarks.onSpeechEnded(now, lastVoicedNanos);
      waitFor(limits.sttNanos());
    }
  }

  @Override
  public void onFirstSound(long nanos) {
    Turn now = turn;
    if (now != null) {
      TurnMarks.onFirstSound(now, nanos);
    }
  }

  @Override
  public void onGap(long fromNanos, long untilNanos) {
    Turn now = turn;
    if (now != null && now.has(Mark.FIRST_PACKET)) {
      now.gap(untilNanos - fromNanos);
    }
  }

  @Override
  public void onCut(long lostMicros) {
    Turn now = turn;
    if (now != null && now.has(Mark.FIRST_PACKET)) {
      now.cutTail();
      if (now.has(Mark.TTS_STOP)) {
        answered(now);
      }
    }
  }

  @Override
  public void close() {
    end(TurnOutcome.ABORTED, "the device was switched off");
    patience.cancel();
  }
}
