package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Stage;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMarks;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A turn from its first word to its outcome: speaks or types, notes when what happened, has patience with each stage
 * for as long as the scenario says, and finds how it ended. Lives from when a user begins to talk until it has told the
 * user {@linkplain TurnTaker#finish the outcome}, once. On the device's thread; packets of sound pass it by.
 */
final class RunningTurn {

  /** The firmware's queues hold less than three seconds of sound. */
  private static final long DRAIN_LIMIT_NANOS = 6_000_000_000L;

  /** How long a server gets to say that it stopped an answer that nobody heard begin. */
  private static final long STOP_LIMIT_NANOS = 1_000_000_000L;

  private final TurnTaker user;
  private final Timeouts limits;
  private final Turn turn;
  private final @Nullable Clip clip;
  private final @Nullable String text;

  /** How long after its moment the user interrupts the answer, or {@link Turn#UNSET} to hear it out. */
  private final long interruptNanos;

  private @Nullable Greeting greeting;
  private @Nullable Timer interrupting;

  /**
   * @param interruptNanos how long after its moment the user interrupts the answer, or {@link Turn#UNSET} to hear it
   *     out
   * @param clip what is said, or null where something is typed
   * @param text what is typed, or null where something is said
   */
  RunningTurn(TurnTaker user, Turn turn, @Nullable Clip clip, @Nullable String text, long interruptNanos) {
    this.user = user;
    this.limits = user.host.scenario().timeouts();
    this.turn = turn;
    this.clip = clip;
    this.text = text;
    this.interruptNanos = interruptNanos;
  }

  /** @param capturing the microphone is open already */
  void begin(long intendedNanos, boolean capturing) {
    Handset device = user.device();
    long waitNanos = device.channelOpen() ? limits.sttNanos() : limits.connectNanos();
    user.waitUntil(Math.max(intendedNanos, user.now()) + waitNanos + Timeouts.SLACK_NANOS);
    if (text != null) {
      device.type(text);
      return;
    }
    String wakeWord = user.persona.wakeWord();
    if (wakeWord != null && !device.channelOpen() && device.state() == DeviceState.IDLE) {
      greeting = new Greeting(user.host.scheduler(), this::greeted);
      device.wake(wakeWord);
      return;
    }
    if (capturing) {
      say(); // else as soon as the microphone is open
    }
    if (user.mode() == ListeningMode.MANUAL) {
      device.pressToTalk();
    } else if (device.state() == DeviceState.IDLE) {
      device.toggleChat();
    }
  }

  /** The device listens, and has said what it wanted to say first. */
  private void greeted() {
    greeting = null;
    turn.greeted();
    if (user.capturing()) {
      say();
    }
    user.waitUntil(user.now() + limits.sttNanos() + Timeouts.SLACK_NANOS);
  }

  /** The turn is over. */
  void end() {
    if (greeting != null) {
      greeting.cancel();
    }
    if (interrupting != null) {
      interrupting.cancel();
    }
  }

  private void say() {
    if (clip != null) {
      user.device().say(clip);
    }
  }

  /** When the user had heard all of the answer; {@code nowNanos} where that was not noted. */
  long heardAllNanos(long nowNanos) {
    return turn.has(Mark.DRAINED) ? Math.max(turn.at(Mark.DRAINED), turn.at(Mark.TTS_STOP)) : nowNanos;
  }

  boolean isTyped() {
    return text != null;
  }

  /** What is noted of it. */
  Turn turn() {
    return turn;
  }

  boolean waitsForHello() {
    return turn.has(Mark.CONNECTED) && !turn.has(Mark.HELLO_DONE);
  }

  /** Nothing happened for as long as the user could wait. */
  void onPatienceOver(long lastHeardNanos) {
    if (finishedIfAnswered()) {
      return;
    }
    if (interrupted() && !turn.has(Mark.TTS_START)) {
      user.finish(TurnOutcome.INTERRUPTED, ""); // nothing had begun that had to be stopped
      return;
    }
    Stage stage = turn.stage();
    if (stage == Stage.TTS && lastHeardNanos + limits.ttsNanos() > user.now()) {
      user.waitUntil(lastHeardNanos + limits.ttsNanos());
      return;
    }
    user.finish(TurnOutcome.timedOut(stage), limits.complaint(stage));
  }

  /** With {@code tts stop} an answer has been given; what is still missing then is sound that will not come. */
  private boolean finishedIfAnswered() {
    boolean answered = turn.has(Mark.TTS_STOP);
    if (answered) {
      user.finish(interrupted() ? TurnOutcome.INTERRUPTED : TurnOutcome.ANSWERED, "");
    }
    return answered;
  }

  // The user has heard enough.

  private boolean interrupted() {
    return turn.has(Mark.INTERRUPTED);
  }

  /** The moment has come from which on the user may interrupt. */
  private void mayInterrupt(Interruption.Moment moment) {
    Interruption interruption = user.persona.interruption();
    if (interruptNanos != Turn.UNSET
        && interrupting == null
        && interruption != null
        && interruption.moment() == moment) {
      interrupting = user.host.scheduler().after(interruptNanos, this::interrupt);
    }
  }

  /** Somebody beside the user has heard enough, or said enough. */
  void stop() {
    if (!turn.has(Mark.TTS_START)) {
      user.device().hush();
    }
    if (turn.has(Mark.TTS_STOP) || interrupted()) {
      user.device().interrupt(); // what still plays out
    } else {
      interrupt();
    }
  }

  private void interrupt() {
    if (turn.has(Mark.TTS_STOP)) {
      return; // too late: it only plays out
    }
    long nowNanos = user.now();
    turn.mark(Mark.INTERRUPTED, nowNanos);
    user.device().interrupt();
    user.waitUntil(nowNanos + (turn.has(Mark.TTS_START) ? limits.ttsNanos() : STOP_LIMIT_NANOS));
  }

  // The channel.

  void onChannelOpening(long nowNanos) {
    TurnMarks.onChannelOpening(turn, nowNanos);
    user.waitUntil(nowNanos + limits.connectNanos() + Timeouts.SLACK_NANOS);
  }

  void onConnected(long nowNanos) {
    TurnMarks.onConnected(turn, nowNanos);
    user.waitUntil(nowNanos + limits.helloNanos() + Timeouts.SLACK_NANOS);
  }

  void onChannelOpened(long nowNanos) {
    TurnMarks.onChannelOpened(turn, nowNanos);
    user.waitUntil(nowNanos + (text != null ? limits.answerNanos() : limits.sttNanos()));
  }

  void onChannelFailed(ChannelFailure failure, long nowNanos) {
    user.finish(TurnMarks.outcomeOf(turn, failure, limits.connectNanos(), nowNanos), failure.detail());
  }

  void onChannelClosed(CloseReason reason) {
    if (!finishedIfAnswered()) {
      Stage stage = turn.stage();
      String why = "connection lost while waiting (" + stage.label() + "): " + reason.describe();
      user.finish(TurnOutcome.dropped(stage), why);
    }
  }

  void onPowerOff() {
    user.finish(TurnOutcome.dropped(turn.stage()), "the device restarted");
  }

  void onCrash(String why) {
    user.finish(TurnOutcome.CRASHED, why);
  }

  // The user's part.

  void onCaptureStarted() {
    if (greeting != null) {
      greeting.onCaptureStarted();
    } else if (!turn.has(Mark.SPEECH_START) && !interrupted()) {
      say();
    }
  }

  void onSpeechStarted(long startedNanos) {
    Clip said = clip;
    if (said == null) {
      return;
    }
    double endMillis = said.voiced() ? said.lastVoicedMillis() : said.durationMillis();
    long lastVoicedNanos = TurnMarks.onSpeechStarted(turn, startedNanos, endMillis);
    if (turn.stage() == Stage.STT) {
      user.waitUntil(lastVoicedNanos + limits.sttNanos());
    }
  }

  void onSpeechEnded(long lastVoicedNanos) {
    TurnMarks.onSpeechEnded(turn, lastVoicedNanos);
    boolean tells = user.mode() == ListeningMode.AUTO && user.host.scenario().equipment().endsSpeechInAuto();
    if (user.mode() == ListeningMode.MANUAL || tells) {
      user.device().releaseToTalk();
    }
  }

  void onMessageSent(String kind, long nowNanos) {
    if (kind.equals("listen stop")) {
      TurnMarks.onListenStop(turn, nowNanos);
    } else if (kind.equals("listen text") && text != null) {
      TurnMarks.onTyped(turn, nowNanos);
      user.waitUntil(nowNanos + limits.answerNanos());
    }
  }

  // The server's part.

  void onMessageReceived(ServerMessage message, long nowNanos) {
    if (greeting != null) {
      greeting.onMessageReceived(message);
      user.waitUntil(nowNanos + limits.ttsNanos());
      return;
    }
    switch (message) {
      case ServerMessage.Stt stt -> onStt(stt, nowNanos);
      case ServerMessage.Llm _ -> {
        TurnMarks.onLlm(turn, nowNanos);
        waitForAnswer(nowNanos);
        mayInterrupt(Interruption.Moment.FIRST_TEXT);
      }
      case ServerMessage.SentenceStart _ -> {
        TurnMarks.onSentence(turn, nowNanos);
        mayInterrupt(Interruption.Moment.FIRST_TEXT);
      }
      case ServerMessage.TtsStart _ -> {
        TurnMarks.onTtsStart(turn, nowNanos);
        user.waitUntil(nowNanos + limits.ttsNanos());
      }
      case ServerMessage.TtsStop _, ServerMessage.Hush _ -> onTtsStop(nowNanos);
      default -> {} // the device deals with it
    }
  }

  void onFirstSound() {
    if (turn.has(Mark.FIRST_SOUND)) {
      mayInterrupt(Interruption.Moment.FIRST_SOUND);
    }
  }

  private void onStt(ServerMessage.Stt stt, long nowNanos) {
    if (!TurnMarks.onStt(turn, stt, nowNanos)) {
      return;
    }
    if (stt.text().isBlank()) {
      user.finish(TurnOutcome.NOTHING_HEARD, "the server recognised nothing in what was said");
    } else {
      waitForAnswer(nowNanos);
    }
  }

  private void waitForAnswer(long nowNanos) {
    if (!turn.has(Mark.TTS_START)) {
      user.waitUntil(nowNanos + limits.answerNanos());
    }
  }

  private void onTtsStop(long nowNanos) {
    if (!TurnMarks.onTtsStop(turn, nowNanos)) {
      return;
    }
    if (interrupted()) {
      finishedIfAnswered();
      return;
    }
    if (TurnMarks.allHeard(turn)) {
      user.finish(TurnOutcome.ANSWERED, "");
    } else {
      user.waitUntil(nowNanos + DRAIN_LIMIT_NANOS);
    }
  }

  void onPlaybackDrained(long nowNanos) {
    if (greeting != null) {
      greeting.onPlaybackDrained();
      return;
    }
    TurnMarks.onPlaybackDrained(turn, nowNanos);
    finishedIfAnswered();
  }

  /** What of the answer had not been heard yet was thrown away. */
  void onCut() {
    finishedIfAnswered();
  }
}
