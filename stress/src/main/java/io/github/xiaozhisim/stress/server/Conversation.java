package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Timer;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in one session: decides when a turn begins and ends, in the three listening modes, and what happens when
 * one side talks over the other. On the session's thread.
 */
final class Conversation {

  /** Sound that stops coming ends a turn, too, but only this long after the usual silence. */
  private static final long STALLED_NANOS = 1_000_000_000L;

  private enum State {
    IDLE,
    LISTENING,
    THINKING,
    SPEAKING
  }

  /** Who ends listening. */
  enum Mode {
    /** Nobody has listened yet. */
    NONE,
    /** The server, by its voice detection. */
    AUTO,
    /** The user, by letting the button go. */
    MANUAL,
    /** The server, and the microphone stays open while it speaks. */
    REALTIME;

    static Mode of(@Nullable String word) {
      return switch (word) {
        case "manual" -> MANUAL;
        case "realtime" -> REALTIME;
        case null, default -> AUTO;
      };
    }
  }

  private final Session session;
  private final Hearing ear;
  private final ServerBehaviour.Listening how;
  private final ServerCounters counters;
  private final Timer stalled;

  private @Nullable ServedTurn turn;
  private State state = State.IDLE;
  private Mode mode = Mode.NONE;
  private long lastSoundNanos;

  Conversation(Session session, Hearing.Shared hearing) {
    this.session = session;
    this.ear = new Hearing(hearing);
    this.how = session.behaviour().listening();
    this.counters = hearing.counters();
    this.stalled = session.scheduler().timer(this::onStalledTimer);
  }

  // ---- what the device does ----

  void listenStart(Mode wanted) {
    mode = wanted;
    ear.restart();
    stalled.cancel();
    ServedTurn current = turn;
    if (current != null && current.kind() != ServedTurn.Kind.SPEECH) {
      return; // a device that was woken up says so, then begins to listen; the greeting goes on
    }
    cutShort();
    state = State.LISTENING;
  }

  void listenStop() {
    if (state != State.LISTENING) {
      return;
    }
    if (mode != Mode.REALTIME && heardEnough()) {
      beginSpeechTurn();
      return;
    }
    state = State.IDLE;
    stalled.cancel();
    if (mode == Mode.MANUAL) {
      counters.nothingHeard.increment();
      if (how.whenNothingHeard() == ServerBehaviour.NothingHeard.EMPTY_STT) {
        session.out().text(session.out().messages().emptyStt());
        session.out().ttsStop();
      }
    }
  }

  /** The device listens no more; what it said, or is being told, is over. */
  void listenCancel() {
    stalled.cancel();
    cutShort();
    ear.forgetSpeech();
    mode = Mode.NONE;
    state = State.IDLE;
  }

  /** Greets, as after a wake word. */
  void welcome() {
    cutShort();
    begin(new ServedTurn(session, this, ServedTurn.Kind.GREETING, "", null, 0));
  }

  /** Text instead of speech: a wake word, or a question somebody typed. */
  void typed(String text) {
    cutShort();
    boolean greeted = how.isWakeWord(text.strip().toLowerCase(Locale.ROOT));
    ServedTurn.Kind kind = greeted ? ServedTurn.Kind.GREETING : ServedTurn.Kind.TEXT;
    begin(new ServedTurn(session, this, kind, text, Answers.languageOf(text), 0));
  }

  void abort() {
    counters.aborts.increment();
    if (turn != null) {
      cutShort(true);
    } else if (session.behaviour().answering().stopWhenIdle()) {
      session.out().ttsStop();
    }
    listenOn();
  }

  /** Sound is heard now; if not, packets need not even be unpacked: up to three follow a {@code listen stop}. */
  boolean hears() {
    return state == State.LISTENING
        || (mode == Mode.REALTIME && (state == State.THINKING || state == State.SPEAKING));
  }

  /** One Opus packet. */
  void sound(ByteBuffer packet) {
    lastSoundNanos = session.now();
    if (ear.hear(packet) == 0 || mode == Mode.MANUAL) {
      return;
    }
    boolean enough = heardEnough();
    if (enough && state == State.SPEAKING) {
      cutShort(); // talked over
      state = State.LISTENING;
    }
    VoiceGate gate = ear.gate();
    if (gate.anyVoice() && gate.quietMicros() >= how.silenceMillis() * 1000L) {
      if (enough && state == State.LISTENING) {
        beginSpeechTurn();
      } else {
        ear.forgetSpeech();
      }
    } else if (enough && state == State.LISTENING && !stalled.armed()) {
      stalled.arm(session.now() + stalledNanos());
    }
  }

  /** The connection is gone. */
  void end() {
    stalled.cancel();
    cutShort(false);
    ear.giveDecoderBack();
    state = State.IDLE;
    mode = Mode.NONE;
  }

  // ---- what a turn tells ----

  void onSpeaking() {
    state = State.SPEAKING;
  }

  void onTurnOver(ServedTurn which, boolean answered) {
    (answered ? counters.turnsAnswered : counters.turnsCutShort).increment();
    forget(which);
  }

  void onTurnRejected(ServedTurn which) {
    counters.turnsRejected.increment();
    forget(which);
  }

  // ---- inside ----

  private boolean heardEnough() {
    return ear.gate().voicedMicros() > 0 && ear.gate().voicedMicros() >= how.speechMillis() * 1000L;
  }

  private void beginSpeechTurn() {
    double heardMillis = ear.gate().speechMicros() / 1000.0;
    Clip clip = ear.recognised();
    String text =
        clip == null || clip.transcript().isEmpty()
            ? String.format(Locale.ROOT, "heard %.2f s of speech", heardMillis / 1000)
            : clip.transcript();
    ear.forgetSpeech();
    String language = clip == null ? null : clip.language();
    begin(new ServedTurn(session, this, ServedTurn.Kind.SPEECH, text, language, heardMillis));
  }

  private void begin(ServedTurn next) {
    stalled.cancel();
    counters.turnsHeard.increment();
    turn = next;
    state = State.THINKING;
    next.begin();
  }

  /** Ends the turn under way, if there is one; the device is told when it was already listening to the answer. */
  private void cutShort() {
    ServedTurn current = turn;
    cutShort(current != null && current.ttsStarted());
  }

  private void cutShort(boolean sayStop) {
    ServedTurn current = turn;
    if (current == null) {
      return;
    }
    turn = null;
    current.cancel();
    counters.turnsCutShort.increment();
    if (sayStop) {
      session.out().ttsStop();
    }
  }

  private void forget(ServedTurn which) {
    if (turn == which) {
      turn = null;
      listenOn();
    }
  }

  /** After a turn: in the modes that the user does not end, whatever comes is heard. */
  private void listenOn() {
    if (mode == Mode.AUTO) {
      ear.restart();
    }
    state = mode == Mode.AUTO || mode == Mode.REALTIME ? State.LISTENING : State.IDLE;
  }

  /** Sound stopped coming although the user had spoken and never was quiet. */
  private void onStalledTimer() {
    if (state != State.LISTENING || mode == Mode.MANUAL || !heardEnough()) {
      return;
    }
    long due = lastSoundNanos + stalledNanos();
    if (due > session.now()) {
      stalled.arm(due);
    } else {
      beginSpeechTurn();
    }
  }

  private long stalledNanos() {
    return how.silenceMillis() * 1_000_000L + STALLED_NANOS;
  }
}
