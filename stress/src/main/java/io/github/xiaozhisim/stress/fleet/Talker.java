package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Mark;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stage;
import io.github.xiaozhisim.stress.measure.Turn;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The user of one device: switches it on, says something, listens to the answer, thinks, says the next thing; loses
 * patience when a stage takes too long, hangs up and tries again later. A silent one opens the channel, keeps it, and talks
 * only when it is told to ({@link #speakUp}). Everything on the device's thread, with one timer: a user waits for one thing
 * at a time.
 */
public final class Talker
    implements ConnectPace.Caller,
        DeviceObserver,
        VirtualMicrophone.SpeechListener,
        VirtualMicrophone.PacingListener,
        VirtualSpeaker.SpeakerListener {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** The device ends its own waits first and knows better why; this is for when it does not. */
  private static final long SLACK_NANOS = 250_000_000L;

  /** The firmware's queues hold less than three seconds of sound. */
  private static final long DRAIN_LIMIT_NANOS = 6 * SECOND_NANOS;

  private static final long FIRST_BACKOFF_NANOS = SECOND_NANOS;
  private static final long LAST_BACKOFF_NANOS = 30 * SECOND_NANOS;

  private final Scenario scenario;
  private final ListeningMode mode;
  private final Scheduler scheduler;
  private final Ledger ledger;
  private final Timer timer;
  private @Nullable SplittableRandom random;
  private final ConnectPace pace;
  private final Runnable onLeft;

  private @Nullable Handset handset;
  private @Nullable Clip clip;
  private boolean capturing;
  private Doing doing = Doing.BOOTING;
  private boolean closing;
  private long intendedNanos;
  private long lastHeardNanos;
  private int failuresInRow;
  private final boolean silent;
  private boolean switchedOn;
  private boolean speakingUp;
  private boolean everOpened;
  private boolean everLost;
  private @Nullable String bootProblem;

  private enum Doing {
    BOOTING,
    THINKING,
    /** Wants to talk, but the device is speaking unasked. */
    WAITING_FOR_SILENCE,
    IN_TURN,
    /** Must connect for what it wants to do, and waits for its place in the queue. */
    WAITING_TO_CONNECT,
    /** Silent: the channel is being opened. */
    OPENING,
    /** Silent: it will be opened again after a pause. */
    REOPENING,
    /** Silent, with a channel. */
    STAYING,
    GONE
  }

  Talker(int index, Scenario scenario, Scheduler scheduler, Ledger ledger, ConnectPace pace, Runnable onLeft) {
    this.scenario = scenario;
    this.scheduler = scheduler;
    this.ledger = ledger;
    this.pace = pace;
    this.onLeft = onLeft;
    this.timer = scheduler.timer(this::onTimer);
    this.silent = scenario.talking().isSilent(index);
    // with push-to-talk alone a device is idle again after a turn, its channel open
    this.mode = silent ? ListeningMode.MANUAL : scenario.modeOf(index);
  }

  /** Switches the device on; {@code arrivalNanos} is when that was meant to happen. */
  void start(Handset device, long arrivalNanos) {
    handset = device;
    intendedNanos = arrivalNanos;
    if (silent) {
      ledger.count(Count.SILENT_DEVICES);
    }
    boolean asks = scenario.target() instanceof Scenario.Target.Ota;
    if (!asks || pace.enter(this)) {
      switchOn();
    }
  }

  private void switchOn() {
    switchedOn = true;
    timer.arm(intendedNanos + 3 * scenario.timeouts().connectNanos());
    device().switchOn();
  }

  /** The wait is over: what follows is as if it were wanted only now. */
  @Override
  public boolean mayConnect() {
    if (doing == Doing.BOOTING && !switchedOn) {
      intendedNanos = now();
      switchOn();
      return true;
    }
    if (doing != Doing.WAITING_TO_CONNECT) {
      return false;
    }
    if (silent && !speakingUp) {
      openNow();
    } else {
      begin(now());
    }
    return doing != Doing.GONE && doing != Doing.WAITING_FOR_SILENCE;
  }

  private void waitToConnect() {
    doing = Doing.WAITING_TO_CONNECT;
    timer.cancel();
  }

  /** No new turn from now on. */
  void lastTurn() {
    closing = true;
  }

  /** The end, as soon as a turn that runs has ended by itself. */
  void close() {
    closing = true;
    if (ledger.turn() == null) {
      leave();
    }
  }

  /** The end, at once; a running turn is recorded as aborted. */
  void abort(String why) {
    if (doing == Doing.GONE) {
      return;
    }
    closing = true;
    if (ledger.turn() == null) {
      leave();
    } else {
      finish(Outcome.ABORTED, why);
    }
  }

  // The user.

  private void beginTurn(long intended) {
    if (isDone()) {
      leave();
      return;
    }
    if (!device().channelOpen() && !pace.enter(this)) {
      waitToConnect();
      return;
    }
    begin(intended);
  }

  private void begin(long intended) {
    if (isDone()) {
      leave();
      return;
    }
    speakingUp = false;
    intendedNanos = intended;
    DeviceState state = device().state();
    if (state != DeviceState.IDLE && state != DeviceState.LISTENING) {
      doing = Doing.WAITING_FOR_SILENCE;
      timer.arm(now() + scenario.timeouts().ttsNanos());
      return;
    }
    doing = Doing.IN_TURN;
    long waitNanos = device().channelOpen() ? scenario.timeouts().sttNanos() : scenario.timeouts().connectNanos();
    timer.arm(Math.max(intended, now()) + waitNanos + SLACK_NANOS);
    String text = scenario.text();
    if (text != null) {
      ledger.begin(intended, now(), text);
      device().type(text);
      return;
    }
    Clip next = scenario.utterances().get(random().nextInt(scenario.utterances().size()));
    clip = next;
    ledger.begin(intended, now(), next.name());
    if (capturing) {
      device().say(next); // else as soon as the microphone is open
    }
    if (mode == ListeningMode.MANUAL) {
      device().pressToTalk();
    } else if (state == DeviceState.IDLE) {
      device().toggleChat();
    }
  }

  private boolean isDone() {
    return closing || (!silent && scenario.turnsPerDevice() > 0 && ledger.turns() >= scenario.turnsPerDevice());
  }

  private void finish(Outcome outcome, String why) {
    Turn turn = Objects.requireNonNull(ledger.turn());
    long nowNanos = now();
    boolean answered = outcome == Outcome.ANSWERED;
    long overNanos = answered && turn.has(Mark.DRAINED) ? Math.max(turn.at(Mark.DRAINED), turn.at(Mark.TTS_STOP)) : nowNanos;
    ledger.end(outcome, why, nowNanos);
    clip = null;
    device().hush();
    switch (outcome) {
      case ANSWERED, NOTHING_HEARD -> failuresInRow = 0;
      case ABORTED -> {}
      default -> failuresInRow++;
    }
    if (isDone()) {
      leave();
      return;
    }
    if (!answered && outcome != Outcome.NOTHING_HEARD) {
      device().hangUp();
      ledger.channelGone(nowNanos);
    }
    if (silent) {
      stayOrReopen();
      return;
    }
    doing = Doing.THINKING;
    intendedNanos = overNanos + Math.max(scenario.think().drawNanos(random()), backoffNanos());
    timer.arm(intendedNanos);
  }

  private long backoffNanos() {
    if (failuresInRow == 0) {
      return 0;
    }
    return Math.min(LAST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(10, failuresInRow - 1));
  }

  private void leave() {
    if (doing == Doing.GONE) {
      return;
    }
    if (doing == Doing.BOOTING && bootProblem != null) {
      // It never got as far as a turn: say so as a turn, or the report would show nothing at all.
      ledger.begin(intendedNanos, now(), "");
      ledger.end(Outcome.REFUSED, "the device could not boot: " + bootProblem, now());
    }
    doing = Doing.GONE;
    timer.cancel();
    if (silent && ledger.connected() && !everLost) {
      ledger.count(Count.SILENT_STAYED);
    }
    ledger.left(now());
    if (handset != null) {
      handset.switchOff();
    }
    onLeft.run();
  }

  private void onTimer() {
    switch (doing) {
      case BOOTING -> {
        if (bootProblem == null) {
          bootProblem = "it was not ready within " + seconds(3 * scenario.timeouts().connectNanos());
        }
        leave();
      }
      case THINKING -> beginTurn(intendedNanos);
      case WAITING_FOR_SILENCE -> {
        ledger.event("hung up: the device did not get idle");
        device().hangUp();
        doing = Doing.THINKING;
        timer.arm(now() + FIRST_BACKOFF_NANOS);
      }
      case IN_TURN -> onPatienceOver(Objects.requireNonNull(ledger.turn()));
      case OPENING -> {
        ledger.error("the channel of a silent device did not open", "hung up: the channel did not open");
        device().hangUp();
        reopenLater();
      }
      case REOPENING -> {
        if (speakingUp) {
          beginTurn(intendedNanos);
        } else {
          open();
        }
      }
      case WAITING_TO_CONNECT, STAYING, GONE -> {}
    }
  }

  // A silent user.

  /** The end of silence, for one turn: now, or as soon as the channel is there. One that talks already is left alone. */
  void speakUp() {
    switch (doing) {
      case STAYING -> {
        speakingUp = true;
        beginTurn(now());
      }
      case BOOTING, WAITING_TO_CONNECT, OPENING, REOPENING -> {
        speakingUp = true;
        intendedNanos = now();
      }
      case THINKING, WAITING_FOR_SILENCE, IN_TURN, GONE -> {}
    }
  }

  private void open() {
    if (pace.enter(this)) {
      openNow();
    } else {
      waitToConnect();
    }
  }

  private void openNow() {
    doing = Doing.OPENING;
    Timeouts limits = scenario.timeouts();
    timer.arm(now() + limits.connectNanos() + limits.helloNanos() + 2 * SLACK_NANOS);
    device().openChannel();
  }

  private void stayOrReopen() {
    if (ledger.connected()) {
      doing = Doing.STAYING;
      timer.cancel();
    } else {
      reopenLater();
    }
  }

  /** After a pause that grows, and differs from device to device: a whole fleet must not come back at one moment. */
  private void reopenLater() {
    doing = Doing.REOPENING;
    long pauseNanos = Math.max(FIRST_BACKOFF_NANOS, backoffNanos());
    timer.arm(now() + pauseNanos / 2 + random().nextLong(pauseNanos / 2));
  }

  private void onSilentOpened() {
    if (!everOpened) {
      everOpened = true;
      ledger.count(Count.SILENT_CONNECTED);
    }
    if (doing == Doing.OPENING) {
      failuresInRow = 0;
      stayOrReopen();
      if (speakingUp) {
        beginTurn(intendedNanos);
      }
    }
  }

  /** The channel is gone, or could not be opened. */
  private void onSilentWithout() {
    if (doing == Doing.STAYING) {
      onSilentLost();
    }
    if (doing == Doing.OPENING || doing == Doing.STAYING) {
      failuresInRow++;
      reopenLater();
    }
  }

  private void onSilentLost() {
    everLost = true;
    ledger.count(Count.SILENT_LOSSES);
  }

  private void onPatienceOver(Turn turn) {
    if (turn.has(Mark.TTS_STOP)) {
      finish(Outcome.ANSWERED, "");
      return;
    }
    Stage stage = turn.stage();
    Timeouts limits = scenario.timeouts();
    if (stage == Stage.TTS && lastHeardNanos + limits.ttsNanos() > now()) {
      timer.arm(lastHeardNanos + limits.ttsNanos());
      return;
    }
    String why =
        switch (stage) {
          case CONNECT -> "no connection within " + seconds(limits.connectNanos()) + "; is the server there, and not overloaded?";
          case HELLO -> "connected, but no hello from the server within " + seconds(limits.helloNanos());
          case STT -> "the server did not react within " + seconds(limits.sttNanos()) + " after the end of speech";
          case ANSWER -> "stt came, but no answer within " + seconds(limits.answerNanos());
          case TTS -> "the answer stopped in the middle: nothing for " + seconds(limits.ttsNanos()) + " and no tts stop";
        };
    finish(Outcome.timedOut(stage), why);
  }

  private static String seconds(long nanos) {
    return nanos % SECOND_NANOS == 0 ? nanos / SECOND_NANOS + " s" : nanos / 1_000_000 + " ms";
  }

  /** What looks like chance; a user who is never asked to choose needs none. */
  private SplittableRandom random() {
    SplittableRandom stream = random;
    if (stream == null) {
      stream = scenario.seeds().stream("talker", ledger.device());
      random = stream;
    }
    return stream;
  }

  private Handset device() {
    return Objects.requireNonNull(handset, "not started");
  }

  private long now() {
    return scheduler.clock().nowNanos();
  }

  // What the device tells.

  @Override
  public void onReady(long nowNanos) {
    if (doing == Doing.BOOTING) {
      ledger.ready(intendedNanos, nowNanos);
      if (silent) {
        open();
      } else {
        beginTurn(nowNanos);
      }
    }
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    bootProblem = what;
    ledger.error(what, "boot: " + what);
    ledger.count(Count.BOOT_PROBLEMS);
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    if (doing == Doing.GONE) {
      return;
    }
    ledger.moved(from, to);
    boolean open = to == DeviceState.LISTENING || (to == DeviceState.SPEAKING && mode == ListeningMode.REALTIME);
    capturing &= open;
    if (doing == Doing.WAITING_FOR_SILENCE && (to == DeviceState.IDLE || to == DeviceState.LISTENING)) {
      beginTurn(intendedNanos);
    }
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    Turn turn = ledger.turn();
    if (turn != null) {
      turn.mark(Mark.CONNECT_START, nowNanos);
      timer.arm(nowNanos + scenario.timeouts().connectNanos() + SLACK_NANOS);
    }
  }

  @Override
  public void onConnected(long nowNanos) {
    Turn turn = ledger.turn();
    if (turn != null) {
      turn.mark(Mark.CONNECTED, nowNanos);
      timer.arm(nowNanos + scenario.timeouts().helloNanos() + SLACK_NANOS);
    }
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    ledger.channelOpened(nowNanos);
    Turn turn = ledger.turn();
    if (turn != null) {
      turn.mark(Mark.HELLO_DONE, nowNanos);
      timer.arm(nowNanos + firstReactionNanos());
    }
    if (silent) {
      onSilentOpened();
    }
  }

  private long firstReactionNanos() {
    return scenario.text() != null ? scenario.timeouts().answerNanos() : scenario.timeouts().sttNanos();
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    ledger.count(Count.CHANNEL_FAILURES);
    if (failure.stage() == ChannelFailure.Stage.LOCAL) {
      ledger.count(Count.LOCAL_FAILURES);
    }
    if (failure.stage() == ChannelFailure.Stage.CONNECT) {
      pace.overloaded();
    }
    ledger.channelGone(nowNanos);
    Turn turn = ledger.turn();
    if (turn == null && silent) {
      ledger.error(failure.detail(), "channel failed: " + failure.detail());
      onSilentWithout();
      return;
    }
    if (turn == null) {
      ledger.event("channel failed: " + failure.detail());
      return;
    }
    Outcome outcome =
        switch (failure.stage()) {
          case NO_SERVER, LOCAL, REFUSED -> Outcome.REFUSED;
          case AUTHENTICATION -> Outcome.NOT_AUTHENTICATED;
          case CONNECT, UPGRADE -> waitedInVain(turn, nowNanos) ? Outcome.TIMED_OUT_CONNECT : Outcome.REFUSED;
          case HELLO_TIMEOUT -> Outcome.TIMED_OUT_HELLO;
          case SEND -> Outcome.dropped(turn.stage());
        };
    finish(outcome, failure.detail());
  }

  private boolean waitedInVain(Turn turn, long nowNanos) {
    long tickNanos = 5_000_000; // timers tick coarsely
    return turn.has(Mark.CONNECT_START)
        && nowNanos - turn.at(Mark.CONNECT_START) >= scenario.timeouts().connectNanos() - tickNanos;
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    ledger.channelGone(nowNanos);
    Turn turn = ledger.turn();
    if (turn == null) {
      ledger.count(Count.IDLE_CLOSES);
      if (silent) {
        ledger.error("a silent device lost its channel: " + reason.describe(), "channel " + reason.describe());
        onSilentWithout();
      } else {
        ledger.event("channel " + reason.describe());
      }
      return;
    }
    if (silent) {
      onSilentLost();
    }
    if (turn.has(Mark.TTS_STOP)) {
      finish(Outcome.ANSWERED, "");
    } else {
      Stage stage = turn.stage();
      finish(Outcome.dropped(stage), "connection lost while waiting (" + stage.label() + "): " + reason.describe());
    }
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    ledger.messageSent(bytes);
    Turn turn = ledger.turn();
    if (turn == null) {
      return;
    }
    if (kind.equals("listen stop") && !turn.has(Mark.TTS_START)) { // later, it only follows the server's decision
      turn.mark(Mark.LISTEN_STOP, nowNanos);
    } else if (kind.equals("listen text") && scenario.text() != null) {
      turn.mark(Mark.LAST_VOICED, nowNanos);
      timer.arm(nowNanos + scenario.timeouts().answerNanos());
    }
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    ledger.messageReceived(bytes);
    lastHeardNanos = nowNanos;
    Turn turn = ledger.turn();
    if (turn == null) {
      if (message instanceof ServerMessage.TtsStart) {
        ledger.count(Count.UNASKED_ANSWERS);
      }
      return;
    }
    switch (message) {
      case ServerMessage.Stt stt -> onStt(turn, stt, nowNanos);
      case ServerMessage.Llm _ -> {
        turn.mark(Mark.LLM, nowNanos);
        waitForAnswer(turn, nowNanos);
      }
      case ServerMessage.SentenceStart _ -> turn.mark(Mark.SENTENCE, nowNanos);
      case ServerMessage.TtsStart _ -> {
        turn.mark(Mark.TTS_START, nowNanos);
        timer.arm(nowNanos + scenario.timeouts().ttsNanos());
      }
      case ServerMessage.TtsStop _, ServerMessage.Hush _ -> onTtsStop(turn, nowNanos);
      default -> {} // the device deals with it
    }
  }

  private void onStt(Turn turn, ServerMessage.Stt stt, long nowNanos) {
    if (turn.has(Mark.STT)) {
      return; // some servers tell of their tools as a second stt
    }
    turn.mark(Mark.STT, nowNanos);
    turn.heard(stt.text());
    ServerMessage.EmulatedStages emulated = stt.emulated();
    if (emulated != null) {
      turn.emulatedStages(emulated.asrMillis(), emulated.heardMillis());
    }
    if (stt.text().isBlank()) {
      finish(Outcome.NOTHING_HEARD, "the server recognised nothing in what was said");
    } else {
      waitForAnswer(turn, nowNanos);
    }
  }

  private void waitForAnswer(Turn turn, long nowNanos) {
    if (!turn.has(Mark.TTS_START)) {
      timer.arm(nowNanos + scenario.timeouts().answerNanos());
    }
  }

  private void onTtsStop(Turn turn, long nowNanos) {
    if (!turn.has(Mark.TTS_START)) {
      return; // servers say so unasked, too
    }
    turn.mark(Mark.TTS_STOP, nowNanos);
    boolean allHeard =
        turn.packetsReceived() == 0
            || (turn.has(Mark.DRAINED) && turn.at(Mark.DRAINED) >= turn.at(Mark.LAST_PACKET));
    if (allHeard) {
      finish(Outcome.ANSWERED, "");
    } else {
      timer.arm(nowNanos + DRAIN_LIMIT_NANOS);
    }
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    capturing = true;
    Clip next = clip;
    Turn turn = ledger.turn();
    if (next != null && turn != null && !turn.has(Mark.SPEECH_START)) {
      device().say(next);
    }
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    ledger.audioSent(bytes, nowNanos);
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    lastHeardNanos = nowNanos;
    ledger.audioReceived(bytes, accepted, nowNanos);
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    Turn turn = ledger.turn();
    if (turn != null) {
      turn.moveMark(Mark.DRAINED, nowNanos);
      if (turn.has(Mark.TTS_STOP)) {
        finish(Outcome.ANSWERED, "");
      }
    }
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    ledger.count(Count.VIOLATIONS);
    Turn turn = ledger.turn();
    if (turn != null && turn.has(Mark.CONNECTED) && !turn.has(Mark.HELLO_DONE)) {
      // how some servers refuse: a line of plain text, then a Close frame, which is what gets reported
      ledger.event("violation " + rule + ": " + detail);
      return;
    }
    ledger.error(whoseFault(rule) + ": " + rule, "violation " + rule + ": " + detail);
  }

  private static String whoseFault(String rule) {
    return switch (rule) {
      case "udp.gap" -> "datagrams of the server were lost on the way";
      case "udp.sequence" -> "datagrams of the server came late or twice and were dropped";
      default -> "the server broke the protocol";
    };
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    ledger.count(Count.CRASHES);
    ledger.error("the device crashed, as the firmware would: " + rule, "crash " + rule + ": " + detail);
    Turn turn = ledger.turn();
    if (turn != null) {
      finish(Outcome.CRASHED, "the device crashed, as the firmware would: " + rule + " (" + detail + ")");
    }
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    if (doing == Doing.GONE) {
      return;
    }
    ledger.moved(from, DeviceState.UNKNOWN);
    ledger.channelGone(nowNanos);
    capturing = false;
    Turn turn = ledger.turn();
    if (turn != null) {
      finish(Outcome.dropped(turn.stage()), "the device restarted");
    } else if (silent) {
      onSilentWithout();
    }
  }

  // What microphone and speaker tell.

  @Override
  public void onSpeechStarted(long startedNanos) {
    Turn turn = ledger.turn();
    Clip said = clip;
    if (turn == null || said == null) {
      return;
    }
    double endMillis = said.voiced() ? said.lastVoicedMillis() : said.durationMillis();
    long lastVoicedNanos = startedNanos + Math.round(endMillis * 1e6);
    turn.mark(Mark.SPEECH_START, startedNanos);
    turn.mark(Mark.LAST_VOICED, lastVoicedNanos);
    if (turn.stage() == Stage.STT) {
      timer.arm(lastVoicedNanos + scenario.timeouts().sttNanos());
    }
  }

  @Override
  public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
    Turn turn = ledger.turn();
    if (turn == null) {
      return;
    }
    turn.moveMark(Mark.LAST_VOICED, lastVoicedNanos);
    boolean tells = mode == ListeningMode.AUTO && scenario.endsSpeechInAuto();
    if (mode == ListeningMode.MANUAL || tells) {
      device().releaseToTalk();
    }
  }

  @Override
  public void onFrame(long lateNanos) {
    ledger.frameLate(lateNanos);
  }

  @Override
  public void onFramesMoved(int frames) {
    ledger.framesMoved(frames);
  }

  @Override
  public void onFirstSound(long nanos) {
    ledger.firstSound(nanos);
  }

  @Override
  public void onGap(long fromNanos, long untilNanos) {
    ledger.gap(fromNanos, untilNanos);
  }

  @Override
  public void onCut(long lostMicros) {
    ledger.cutTail();
    Turn turn = ledger.turn();
    if (turn != null && turn.has(Mark.TTS_STOP)) {
      finish(Outcome.ANSWERED, "");
    }
  }
}
