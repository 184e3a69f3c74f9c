package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.OwedAnswers;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session that does what is wished for a little later, on a thread of its own, as a device does; and remembers it.
 * Every question is answered, unless told otherwise. It keeps the promises of a session with a device.
 */
final class Puppet implements DeviceSession {

  /** Where the puppet lives. */
  interface Stage {
    /** Does this later, one thing at a time. */
    void after(long millis, Runnable what);
  }

  private static final List<String> AEC = List.of("off", "server", "device");
  private static final long LATER_MILLIS = 20;
  private static final long ANSWER_MILLIS = 300;

  final List<String> wishes = new CopyOnWriteArrayList<>();
  volatile boolean serverIsThere = true;
  volatile boolean answers = true;
  volatile @Nullable TurnAccount last;

  /** What it is asked how it is, so often. */
  final AtomicInteger looks = new AtomicInteger();

  private @Nullable Consumer<SessionEvent> listener;
  private final ArrayDeque<SessionEvent> early = new ArrayDeque<>();
  private final OwedAnswers owed = new OwedAnswers();
  private volatile String aec = "off";
  private volatile boolean off;
  private volatile DeviceState state = DeviceState.IDLE;
  private volatile ListeningMode mode = ListeningMode.AUTO;
  private volatile boolean open;
  private volatile int volume = 70;
  private int turns;
  private final Stage stage;

  /** In real time. */
  Puppet() {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    this((millis, what) -> thread.schedule(what, millis, TimeUnit.MILLISECONDS));
  }

  Puppet(Stage stage) {
    this.stage = stage;
  }

  private void later(Runnable what) {
    stage.after(
        LATER_MILLIS,
        () -> {
          if (!off) {
            what.run();
          }
        });
  }

  private void whenAnswered(Runnable what) {
    int turn = turns;
    stage.after(
        ANSWER_MILLIS,
        () -> {
          if (turn == turns && state == DeviceState.SPEAKING && !off) {
            what.run();
          }
        });
  }

  static TurnAccount answered(int number, String said) {
    return new TurnAccount(
        number,
        said,
        said,
        "answered",
        true,
        List.of(
            new TurnAccount.Stage("recognition", "from the end of speech to its text", 300),
            new TurnAccount.Stage("model", "from the text to the first words", 500),
            new TurnAccount.Stage("speech", "from the first words to the first sound", 200)),
        1_000,
        3_400,
        0,
        List.of());
  }

  synchronized void tell(SessionEvent event) {
    Consumer<SessionEvent> to = listener;
    if (to == null) {
      early.add(event);
    } else {
      to.accept(event);
    }
  }

  void become(DeviceState next) {
    DeviceState before = state;
    state = next;
    tell(new SessionEvent.StateChanged(0, before, next));
  }

  private void turn(String said) {
    if (!serverIsThere) {
      tell(new SessionEvent.Problem(0, "no server at ws://127.0.0.1:9/: start one, or give another address"));
      beIdle();
      return;
    }
    open = true;
    tell(new SessionEvent.Understood(0, said));
    if (!answers) {
      endTurn(
          new TurnAccount(
              ++turns, said, said, "timed-out-answer", false, List.of(), Double.NaN, Double.NaN, 0, List.of()));
      beIdle();
      return;
    }
    become(DeviceState.SPEAKING);
    tell(new SessionEvent.Spoken(0, "It is sunny."));
    whenAnswered(
        () -> {
          endTurn(answered(++turns, said));
          become(DeviceState.IDLE);
        });
  }

  private void beIdle() {
    if (state != DeviceState.IDLE) {
      become(DeviceState.IDLE);
    }
  }

  private void cutShort() {
    TurnAccount cut =
        new TurnAccount(++turns, "", "", "interrupted", true, List.of(), Double.NaN, Double.NaN, 0, List.of());
    become(DeviceState.IDLE);
    endTurn(cut);
  }

  private void endTurn(TurnAccount account) {
    last = account;
    tell(new SessionEvent.TurnEnded(0, account));
  }

  private void refuse(String why) {
    tell(new SessionEvent.Problem(0, why));
  }

  @Override
  public String name() {
    return "puppet";
  }

  @Override
  public Snapshot now() {
    looks.incrementAndGet();
    TurnAccount turn = last;
    double firstSound = turn == null ? Double.NaN : turn.firstSoundMillis();
    return new Snapshot(
        state,
        false,
        mode,
        open,
        state == DeviceState.LISTENING,
        volume,
        "happy",
        "Standby",
        Snapshot.SILENCE,
        Snapshot.SILENCE,
        firstSound);
  }

  @Override
  public synchronized void listener(Consumer<SessionEvent> to) {
    listener = to;
    for (SessionEvent event = early.poll(); event != null; event = early.poll()) {
      to.accept(event);
    }
  }

  @Override
  public void connect() {
    wishes.add("connect");
    later(
        () -> {
          open = serverIsThere;
          if (!serverIsThere) {
            refuse("no server at ws://127.0.0.1:9/: start one, or give another address");
          }
        });
  }

  @Override
  public void toggle() {
    wishes.add("toggle");
  }

  @Override
  public void press() {
    wishes.add("press");
    later(() -> become(DeviceState.LISTENING));
  }

  @Override
  public void release() {
    wishes.add("release");
    later(
        () -> {
          if (state == DeviceState.LISTENING) {
            turn("what the microphone heard");
          } else {
            refuse("the device is " + state.logName());
          }
        });
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    wishes.add("say " + what);
    if (what instanceof Utterance.BuiltIn(String words) && words.contains("unknown")) {
      return CompletableFuture.failedFuture(new SessionException("no sentence '" + words + "' ships with the program"));
    }
    if (what instanceof Utterance.Recording(Path file) && !Files.exists(file)) {
      return CompletableFuture.failedFuture(new SessionException(file + " does not exist"));
    }
    CompletableFuture<Void> said = owed.one();
    later(
        () -> {
          if (state == DeviceState.SPEAKING) {
            cutShort();
          }
          become(DeviceState.LISTENING);
          later(
              () -> {
                said.complete(null);
                turn(String.valueOf(what));
              });
        });
    return said;
  }

  @Override
  public void type(String words) {
    wishes.add("type " + words);
    later(
        () -> {
          if (state == DeviceState.SPEAKING) {
            refuse("the device is speaking; abort that first");
          } else {
            if (serverIsThere) {
              tell(new SessionEvent.Sent(0, "listen text", words));
            }
            turn(words);
          }
        });
  }

  @Override
  public void wake(String word) {
    wishes.add("wake " + word);
    later(() -> become(DeviceState.LISTENING));
  }

  @Override
  public void abort() {
    wishes.add("abort");
    later(
        () -> {
          if (state == DeviceState.SPEAKING) {
            cutShort();
          } else if (!open) {
            refuse("there is nothing to abort: the device is not connected");
          }
        });
  }

  @Override
  public void hangUp() {
    wishes.add("hangUp");
    later(
        () -> {
          if (!open) {
            refuse("there is no connection to drop");
          }
          open = false;
        });
  }

  @Override
  public void volume(int percent) {
    wishes.add("volume " + percent);
    later(() -> volume = percent);
  }

  @Override
  public void mode(ListeningMode next) {
    wishes.add("mode " + next);
    later(() -> mode = next);
  }

  @Override
  public CompletionStage<List<ToolText>> tools() {
    CompletableFuture<List<ToolText>> list = owed.one();
    later(
        () ->
            list.complete(
                List.of(
                    new ToolText("self.get_device_status", "How the device is.", List.of()),
                    new ToolText(
                        "self.audio_speaker.set_volume",
                        "Sets the volume.\nMore.",
                        List.of("volume: integer, 0..100")))));
    return list;
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    wishes.add("call " + tool + " " + arguments);
    CompletableFuture<String> answer = owed.one();
    later(
        () -> {
          boolean failed = !tool.startsWith("self.") || !arguments.startsWith("{") || !arguments.endsWith("}");
          String text = failed ? "there is no tool " + tool + " for " + arguments : "true";
          tell(new SessionEvent.ToolCalled(0, tool, arguments, text, failed));
          if (failed) {
            answer.completeExceptionally(new SessionException(text));
          } else {
            answer.complete(text);
          }
        });
    return answer;
  }

  @Override
  public Optional<TurnAccount> lastTurn() {
    return Optional.ofNullable(last);
  }

  @Override
  public List<Setting> settings() {
    return List.of(new Setting("aec", aec, "echo cancellation", AEC));
  }

  @Override
  public void set(String name, String value) throws SessionException {
    if (!name.equals("aec")) {
      throw new SessionException("there is no setting " + name);
    }
    if (!AEC.contains(value)) {
      throw new SessionException("aec is one of " + AEC + ", not " + value);
    }
    aec = value;
    wishes.add("set " + name + " " + value);
  }

  @Override
  public void record(@Nullable Path wav) {
    wishes.add("record " + wav);
  }

  @Override
  public void trace(@Nullable Path file) {
    wishes.add("trace " + file);
  }

  @Override
  public void close() {
    wishes.add("close");
    off = true;
    open = false;
    owed.end("the device was switched off", "the device is off");
  }
}
