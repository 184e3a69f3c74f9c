package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Timer;
import org.jspecify.annotations.Nullable;

/**
 * One turn on its way through the server: waits for a worker, is recognised, thought about, spoken. Each stage is due a
 * drawn time after the intended end of the one before, so that lateness does not add up; recognition begins when the
 * end of the turn is decided or, if all workers are busy, when one becomes free. The worker is free again when the last
 * packet has been sent.
 */
final class ServedTurn implements PacedAnswer.Listener {

  /** What began the turn. */
  enum Kind {
    /** Speech: recognised, thought about, spoken. */
    SPEECH,
    /** Typed text: as speech, but there is nothing to recognise. */
    TEXT,
    /** A wake word: a greeting is spoken, nothing else. */
    GREETING
  }

  private enum Step {
    STT,
    LLM,
    SPEAK,
    SPOKEN
  }

  private final Session session;
  private final Conversation conversation;
  private final Kind kind;
  private final String text;
  private final @Nullable String language;
  private final double heardMillis;
  private final long decidedNanos;
  private final ServerBehaviour behaviour;
  private final Timer timer;

  private Capacity.@Nullable Ticket worker;
  private @Nullable PacedAnswer answer;
  private Step step = Step.STT;
  private long dueNanos;
  private long waitedNanos;
  private boolean ttsStarted;
  private boolean over;

  ServedTurn(
      Session session,
      Conversation conversation,
      Kind kind,
      String text,
      @Nullable String language,
      double heardMillis) {
    this.session = session;
    this.conversation = conversation;
    this.kind = kind;
    this.text = text;
    this.language = language;
    this.heardMillis = heardMillis;
    this.behaviour = session.behaviour();
    this.decidedNanos = session.now();
    this.timer = session.scheduler().timer(this::goOn);
  }

  void begin() {
    Capacity.Ticket ticket = session.capacity().ask(session.scheduler(), this::onWorker);
    worker = ticket;
    switch (ticket.state()) {
      case AT_WORK -> start(decidedNanos);
      case TURNED_AWAY -> {
        over = true;
        conversation.onTurnRejected(this);
      }
      case WAITING, OVER -> {}
    }
  }

  Kind kind() {
    return kind;
  }

  /** {@code tts start} was sent, so that the device waits for {@code tts stop}. */
  boolean ttsStarted() {
    return ttsStarted;
  }

  /** Ends it at once and silently; whoever cancels says what there is to say. */
  void cancel() {
    if (over) {
      return;
    }
    over = true;
    timer.cancel();
    PacedAnswer sending = answer;
    if (sending != null) {
      sending.cancel();
    }
    releaseWorker();
  }

  @Override
  public void onLastPacket() {
    releaseWorker();
  }

  @Override
  public void onOver(boolean complete) {
    releaseWorker();
    if (over) {
      return;
    }
    if (!complete) {
      finish(false);
      return;
    }
    Faults faults = session.faults();
    if (faults.has(FaultKind.NO_TTS_STOP)) {
      finish(true);
    } else if (faults.has(FaultKind.LATE_TTS_STOP)) {
      timer.arm(session.now() + faults.argument(FaultKind.LATE_TTS_STOP) * 1_000_000L);
    } else {
      stop();
    }
  }

  private void onWorker() {
    if (!over) {
      long now = session.now();
      waitedNanos = now - decidedNanos;
      start(now);
    }
  }

  private void start(long fromNanos) {
    dueNanos = fromNanos;
    switch (kind) {
      case SPEECH -> due(behaviour.stages().asr());
      case TEXT -> {}
      case GREETING -> {
        step = Step.SPEAK;
        due(behaviour.stages().tts());
      }
    }
    goOn();
  }

  /** The next step comes when this stage has been worked through. */
  private void due(Latency stage) {
    dueNanos = session.progress().doneNanos(dueNanos, session.chance().nanos(stage));
  }

  private void goOn() {
    while (!over) {
      if (step == Step.SPOKEN) {
        stop(); // late
        return;
      }
      if (dueNanos > session.now()) {
        timer.arm(dueNanos);
        return;
      }
      switch (step) {
        case STT -> recognised();
        case LLM -> thoughtAbout();
        case SPEAK -> {
          speak();
          return;
        }
        case SPOKEN -> {}
      }
    }
  }

  private void recognised() {
    Faults faults = session.faults();
    if (faults.has(FaultKind.EMPTY_STT)) {
      session.out().text(session.out().messages().emptyStt());
      finish(false);
      return;
    }
    if (!faults.has(FaultKind.NO_STT)) {
      double asrMillis = (session.now() - decidedNanos) / 1e6;
      session.out().text(session.out().messages().stt(text, asrMillis, waitedNanos / 1e6, heardMillis));
    }
    if (faults.has(FaultKind.NO_ANSWER)) {
      finish(false);
      return;
    }
    if (behaviour.stages().order() == ServerBehaviour.Order.STT_TTS_LLM) {
      ttsStart();
    }
    step = Step.LLM;
    due(behaviour.stages().llm());
  }

  private void thoughtAbout() {
    if (!session.faults().has(FaultKind.NO_LLM)) {
      session.out().text(session.out().messages().llm(session.chance().mood()));
    }
    session.onThinking();
    step = Step.SPEAK;
    due(behaviour.stages().tts());
  }

  private void speak() {
    if (session.faults().has(FaultKind.GARBAGE)) {
      session.out().garbage();
    }
    if (!ttsStarted) {
      ttsStart();
    }
    step = Step.SPOKEN;
    PacedAnswer sending =
        new PacedAnswer(session, session.answerTo(kind, text, language), behaviour.answering(), this);
    answer = sending;
    sending.begin(dueNanos);
  }

  private void ttsStart() {
    ttsStarted = true;
    session.out().text(session.out().messages().tts("start", null));
    conversation.onSpeaking();
  }

  private void stop() {
    if (over) {
      return;
    }
    session.out().ttsStop();
    if (session.faults().has(FaultKind.DUPLICATE_TTS_STOP)) {
      session.out().ttsStop();
    }
    finish(true);
  }

  private void finish(boolean answered) {
    over = true;
    timer.cancel();
    releaseWorker();
    conversation.onTurnOver(this, answered);
  }

  private void releaseWorker() {
    Capacity.Ticket ticket = worker;
    if (ticket != null) {
      worker = null;
      ticket.release();
    }
  }
}
