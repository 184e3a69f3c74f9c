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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that does at once what is wished for, and remembers it. Every question is answered, unless told otherwise. */
final class Puppet implements DeviceSession {

  final List<String> wishes = new ArrayList<>();
  boolean serverIsThere = true;
  boolean answers = true;
  @Nullable TurnAccount last;

  private volatile Consumer<SessionEvent> listener = event -> {};
  private volatile DeviceState state = DeviceState.IDLE;
  private ListeningMode mode = ListeningMode.AUTO;
  private boolean open;
  private int volume = 70;
  private int turns;

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
      TurnAccount silent =
          new TurnAccount(++turns, said, said, "timed-out-answer", false, List.of(), Double.NaN, Double.NaN, 0, List.of());
      last = silent;
      tell(new SessionEvent.TurnEnded(0, silent));
      return;
    }
    tell(new SessionEvent.Spoken(0, "It is sunny."));
    TurnAccount account = answered(++turns, said);
    last = account;
    tell(new SessionEvent.TurnEnded(0, account));
  }

  @Override
  public String name() {
    return "puppet";
  }

  @Override
  public Snapshot now() {
    double firstSound = last == null ? Double.NaN : last.firstSoundMillis();
    return new Snapshot(state, mode, open, volume, "happy", "Standby", Snapshot.SILENCE, Snapshot.SILENCE, firstSound);
  }

  @Override
  public void listener(Consumer<SessionEvent> to) {
    listener = to;
  }

  @Override
  public void connect() {
    wishes.add("connect");
    open = serverIsThere;
    if (!serverIsThere) {
      tell(new SessionEvent.Problem(0, "no server at ws://127.0.0.1:9/: start one, or give another address"));
    }
  }

  @Override
  public void toggle() {
    wishes.add("toggle");
  }

  @Override
  public void press() {
    wishes.add("press");
    become(DeviceState.LISTENING);
  }

  @Override
  public void release() {
    wishes.add("release");
    become(DeviceState.IDLE);
    turn("what the microphone heard");
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    wishes.add("say " + what);
    if (what instanceof Utterance.BuiltIn(String words) && words.contains("unknown")) {
      return CompletableFuture.failedFuture(new SessionException("no sentence '" + words + "' ships with the program"));
    }
    turn(String.valueOf(what));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void type(String words) {
    wishes.add("type " + words);
    turn(words);
  }

  @Override
  public void wake(String word) {
    wishes.add("wake " + word);
    become(DeviceState.LISTENING);
  }

  @Override
  public void abort() {
    wishes.add("abort");
    become(DeviceState.IDLE);
  }

  @Override
  public void hangUp() {
    wishes.add("hangUp");
    open = false;
  }

  @Override
  public void volume(int percent) {
    wishes.add("volume " + percent);
    volume = percent;
  }

  @Override
  public void mode(ListeningMode next) {
    wishes.add("mode " + next);
    mode = next;
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
