package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import java.nio.file.Path;
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
 * A session that does what is wished for a little later, on a thread of its own, as a device does; and remembers it. Every
 * question is answered, unless told otherwise.
 */
final class Puppet implements DeviceSession {

  private static final long LATER_MILLIS = 20;
  private static final long ANSWER_MILLIS = 300;

  final List<String> wishes = new CopyOnWriteArrayList<>();
  volatile boolean serverIsThere = true;
  volatile boolean answers = true;
  volatile @Nullable TurnAccount last;

  /** What it is asked how it is, so often. */
  final AtomicInteger looks = new AtomicInteger();

  private volatile Consumer<SessionEvent> listener = event -> {};
  private volatile DeviceState state = DeviceState.IDLE;
  private volatile ListeningMode mode = ListeningMode.AUTO;
  private volatile boolean open;
  private volatile int volume = 70;
  private int turns;
  private final ScheduledExecutorService device =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private void later(Runnable what) {
    device.schedule(what, LATER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void whenAnswered(Runnable what) {
    int turn = turns;
    device.schedule(
        () -> {
          if (turn == turns && state == DeviceState.SPEAKING) {
            what.run();
          }
        },
        ANSWER_MILLIS,
        TimeUnit.MILLISECONDS);
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

  void tell(SessionEvent event) {
    listener.accept(event);
  }

  void become(DeviceState next) {
    DeviceState before = state;
    state = next;
    tell(new SessionEvent.StateChanged(0, before, next));
  }

  private void turn(String said) {
    if (!serverIsThere) {
      tell(new SessionEvent.Problem(0, "no server at ws://127.0.0.1:9/: start one, or give another address"));
      return;
    }
    open = true;
    tell(new SessionEvent.Understood(0, said));
    if (!answers) {
      endTurn(
          new TurnAccount(++turns, said, said, "timed-out-answer", false, List.of(), Double.NaN, Double.NaN, 0, List.of()));
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

  private void cutShort() {
    TurnAccount cut =
        new TurnAccount(++turns, "", "", "interrupted", false, List.of(), Double.NaN, Double.NaN, 0, List.of());
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
  public void listener(Consumer<SessionEvent> to) {
    listener = to;
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
    CompletableFuture<Void> said = new CompletableFuture<>();
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
          }
        });
  }

  @Override
  public void hangUp() {
    wishes.add("hangUp");
    later(() -> open = false);
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
    return CompletableFuture.completedFuture(
        List.of(
            new ToolText("self.get_device_status", "How the device is.", List.of()),
            new ToolText("self.audio_speaker.set_volume", "Sets the volume.\nMore.", List.of("volume: integer, 0..100"))));
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    wishes.add("call " + tool + " " + arguments);
    return tool.startsWith("self.")
        ? CompletableFuture.completedFuture("true")
        : CompletableFuture.failedFuture(new SessionException("there is no tool " + tool));
  }

  @Override
  public Optional<TurnAccount> lastTurn() {
    return Optional.ofNullable(last);
  }

  @Override
  public List<Setting> settings() {
    return List.of(new Setting("aec", "off", "echo cancellation", List.of("off", "server", "device")));
  }

  @Override
  public void set(String name, String value) throws SessionException {
    if (!name.equals("aec")) {
      throw new SessionException("there is no setting " + name);
    }
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
  }
}
