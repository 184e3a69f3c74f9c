package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.ReplaceableObserver;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.OwedAnswers;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device in this process in a person's hands, on whatever board it was given. Each wish is carried to the device's
 * thread; what the person may want to know at any time is kept where every thread can read it.
 */
public final class LocalSession implements DeviceSession {

  private static final Logger log = LoggerFactory.getLogger(LocalSession.class);
  private static final long CLOSE_LIMIT_SECONDS = 5;
  private static final String SWITCHED_OFF = "the device was switched off";
  private static final int MOST_EARLY_EVENTS = 256;

  /**
   * What a session is made of.
   *
   * @param name for people
   * @param screen the board's display, which also tells the session
   * @param accounts who reckons latencies
   * @param beside also observes the device
   * @param worker where what takes time is done: reading and encoding speech
   */
  record Equipment(
      String name,
      Board board,
      DeviceConfig config,
      Voice voice,
      SessionScreen screen,
      TurnWatch.Factory accounts,
      DeviceObserver beside,
      Executor worker) {}

  private final Equipment equipment;
  private final Scheduler scheduler;
  private final Voice voice;
  private final Device device;
  private final EventReporter reporter;
  private final TurnWatch turns;
  private final HandTalk talk;
  private final SpeedWatch speed;
  private final ToolDesk tools;
  private final Wishes wishes;
  private final Tracing tracing;
  private final Recordings recordings;
  private final CountDownLatch off = new CountDownLatch(1);
  private final AtomicBoolean refreshing = new AtomicBoolean();
  /** What happened before anybody listened. */
  private final ArrayDeque<SessionEvent> early = new ArrayDeque<>();
  private @Nullable Consumer<SessionEvent> listener;
  private final Look look;
  private final OwedAnswers answers = new OwedAnswers();
  private boolean ended;

  /** Puts the device together, still off. On the scheduler's thread. */
  LocalSession(Equipment equipment) {
    this.equipment = equipment;
    this.scheduler = equipment.board().scheduler();
    this.voice = equipment.voice();
    this.look = new Look(voice, equipment.screen(), equipment.config().defaultMode());
    this.reporter = new EventReporter(scheduler.clock(), this::tell);
    this.turns = equipment.accounts().of(scheduler, this::turnEnded);
    this.talk = new HandTalk(voice, turns, reporter::problem);
    this.speed = new SpeedWatch(this::sentCapturedNanos, voice::remembering);
    ReplaceableObserver traced = new ReplaceableObserver();
    this.tracing = new Tracing(equipment.name(), scheduler, traced);
    this.recordings = new Recordings(scheduler, voice);
    voice.onFirstSound(speed::onFirstSound);
    DeviceObserver others = DeviceObserver.both(speed, DeviceObserver.both(equipment.beside(), traced));
    DeviceObserver all = DeviceObserver.both(reporter, DeviceObserver.both(turns, DeviceObserver.both(talk, others)));
    equipment.screen().viewer(reporter);
    voice.heardBy(turns);
    this.device = new Device(equipment.board(), equipment.config(), all);
    talk.of(device);
    this.tools = new ToolDesk(device::ask);
    this.wishes = new Wishes(device, turns, reporter);
  }

  private long sentCapturedNanos() {
    return device.audio().sendQueue().sentCapturedNanos();
  }

  /** Switches the device on; once. On the scheduler's thread. */
  void start() {
    device.start();
  }

  /** The reporter of this session, for parts of the board that have something to say. On the scheduler's thread. */
  EventReporter reporter() {
    return reporter;
  }

  Device device() {
    return device;
  }

  private void tell(SessionEvent event) {
    look();
    Consumer<SessionEvent> to = listener;
    if (to != null) {
      to.accept(event);
    } else if (early.size() < MOST_EARLY_EVENTS) {
      early.add(event);
    }
  }

  private void turnEnded(TurnAccount turn) {
    look.turnEnded(turn);
    tell(new SessionEvent.TurnEnded(scheduler.clock().nowNanos(), turn));
  }

  /** Notes how the device is, for other threads. */
  private void look() {
    if (ended) {
      look.off();
    } else {
      look.note(device);
    }
  }

  private void wish(Runnable what) {
    scheduler.execute(
        () -> {
          if (!ended) {
            what.run();
            look();
          }
        });
  }

  /** Tells who listens that something is wrong that the device itself cannot know of. Any thread. */
  public void problem(String sentence) {
    scheduler.execute(() -> reporter.problem(sentence));
  }

  @Override
  public String name() {
    return equipment.name();
  }

  @Override
  public Snapshot now() {
    if (refreshing.compareAndSet(false, true)) {
      scheduler.execute(
          () -> {
            refreshing.set(false);
            look();
          });
    }
    return look.snapshot();
  }

  /** How quick the device was so far; measured on a sound card only. Any thread. */
  public DeviceSpeed speed() {
    return speed.speed();
  }

  /** What went wrong between the microphone's card and the device; nothing on a virtual board. Any thread. */
  public SoundCounters microphone() {
    return voice.microphoneCounters();
  }

  /** The same of the loudspeaker's. */
  public SoundCounters loudspeaker() {
    return voice.loudspeakerCounters();
  }

  @Override
  public void listener(Consumer<SessionEvent> to) {
    scheduler.execute(
        () -> {
          listener = to;
          for (SessionEvent event = early.poll(); event != null; event = early.poll()) {
            to.accept(event);
          }
        });
  }

  @Override
  public void connect() {
    wish(wishes::connect);
  }

  @Override
  public void toggle() {
    wish(wishes::toggle);
  }

  @Override
  public void press() {
    wish(wishes::press);
  }

  @Override
  public void release() {
    wish(wishes::release);
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    CompletableFuture<Void> said = answers.one();
    equipment
        .worker()
        .execute(
            () -> {
              try {
                Speech speech = SpeechFinder.find(what);
                scheduler.execute(() -> sayNow(speech, said));
              } catch (SessionException e) {
                said.completeExceptionally(e);
              } catch (RuntimeException | OutOfMemoryError e) {
                said.completeExceptionally(new SessionException("it cannot be made ready to be said: " + e));
              }
            });
    return said;
  }

  private void sayNow(Speech speech, CompletableFuture<Void> said) {
    if (!ended) {
      talk.say(speech, look.usualMode(), said);
    }
  }

  @Override
  public void type(String words) {
    wish(() -> wishes.type(words));
  }

  @Override
  public void wake(String word) {
    wish(() -> wishes.wake(word));
  }

  @Override
  public void abort() {
    wish(
        () -> {
          boolean stopped = talk.stop(scheduler.clock().nowNanos());
          if (!stopped || device.channelOpen()) { // else there is nobody yet who could be told
            wishes.abort();
          }
        });
  }

  @Override
  public void hangUp() {
    wish(wishes::hangUp);
  }

  @Override
  public void volume(int percent) {
    wish(() -> device.volume(percent));
  }

  @Override
  public void mode(ListeningMode mode) {
    look.usualMode(mode);
    wish(() -> device.usualMode(mode));
  }

  @Override
  public CompletionStage<List<ToolText>> tools() {
    CompletableFuture<List<ToolText>> list = answers.one();
    wish(() -> tools.list(list));
    return list;
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    CompletableFuture<String> answered = answers.one();
    ObjectNode given;
    try {
      given = Given.object(arguments);
    } catch (SessionException e) {
      answered.completeExceptionally(e);
      return answered;
    }
    wish(
        () ->
            tools.call(
                tool,
                given,
                answer -> {
                  reporter.tool(tool, given.toString(), answer);
                  if (answer.failed()) {
                    answered.completeExceptionally(new SessionException(answer.text()));
                  } else {
                    answered.complete(answer.text());
                  }
                }));
    return answered;
  }

  @Override
  public Optional<TurnAccount> lastTurn() {
    return Optional.ofNullable(look.lastTurn());
  }

  @Override
  public List<Setting> settings() {
    List<String> modes = List.of("auto", "manual", "realtime");
    return List.of(
        new Setting("mode", look.usualMode().wireName(), "who ends listening, from the next conversation on", modes),
        new Setting("volume", Integer.toString(voice.volumePercent()), "of the loudspeaker, 0 to 100", List.of()));
  }

  @Override
  public void set(String name, String value) throws SessionException {
    String given = value.strip().toLowerCase(Locale.ROOT);
    switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "mode" -> mode(Given.mode(given));
      case "volume" -> volume(Given.percent(given));
      default -> throw new SessionException("there is no setting '" + name + "'; there are mode and volume");
    }
  }

  @Override
  public void record(@Nullable Path wav) throws SessionException {
    long lostMillis = recordings.record(wav);
    if (lostMillis > 0) {
      wish(
          () ->
              reporter.onNotice(
                  "the recording lacks " + lostMillis + " ms of sound: more came at once than the disk took"));
    }
  }

  private void endRecording() {
    try {
      if (recordings.running()) {
        record(null);
      }
    } catch (SessionException e) {
      log.warn("{}: {}", name(), e.getMessage());
    }
  }

  @Override
  public void trace(@Nullable Path file) throws SessionException {
    long missing = tracing.trace(device, file);
    if (missing > 0) {
      wish(() -> reporter.onNotice("the trace was full; " + missing + " later events are not in it"));
    }
  }

  private void endTrace() {
    try {
      if (tracing.running()) {
        trace(null);
      }
    } catch (SessionException e) {
      log.warn("{}: {}", name(), e.getMessage());
    }
  }

  @Override
  public void close() {
    endRecording();
    endTrace();
    if (scheduler.inScheduler()) {
      switchOff();
      equipment.worker().execute(voice::close);
      return;
    }
    scheduler.execute(this::switchOff);
    try {
      if (!off.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        log.warn(
            "The thread of {} has not ended within {} s; its connection breaks instead", name(), CLOSE_LIMIT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    voice.close();
  }

  private void switchOff() {
    if (ended) {
      return;
    }
    ended = true;
    talk.fail(SWITCHED_OFF);
    answers.end(SWITCHED_OFF, "the device is off");
    device.signOff();
    turns.close();
    voice.switchOff();
    look();
    off.countDown();
  }
}
