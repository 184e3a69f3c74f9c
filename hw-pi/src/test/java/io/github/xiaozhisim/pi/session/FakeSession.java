package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A session without a device: notes every wish as a line, moves between the states as a device with a perfect server would,
 * and tells what a test makes happen. On the calling thread.
 */
public final class FakeSession implements DeviceSession {

  private final List<String> wishes = new CopyOnWriteArrayList<>();
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<ToolText> tools = new ArrayList<>();
  private Consumer<SessionEvent> listener = event -> {};
  private DeviceState state = DeviceState.IDLE;
  private ListeningMode mode = ListeningMode.AUTO;
  private boolean open;
  private int volumePercent = 70;
  private String emotion = "neutral";
  private double microphoneDbfs = Snapshot.SILENCE;
  private Optional<TurnAccount> lastTurn = Optional.empty();
  private long nanos;

  public FakeSession() {
    settings.put("mode", new Setting("mode", "auto", "who ends listening", List.of("auto", "manual", "realtime")));
    settings.put("volume", new Setting("volume", "70", "of the loudspeaker, 0 to 100", List.of()));
    tools.add(
        new ToolText("self.audio_speaker.set_volume", "Sets the speaker's volume.", List.of("volume: integer 0 to 100")));
  }

  /** What was wished, one line each, such as {@code say builtin 你好} or {@code volume 60}. */
  public List<String> wishes() {
    return List.copyOf(wishes);
  }

  /** Something happens. */
  public void happens(SessionEvent event) {
    if (event instanceof SessionEvent.StateChanged(var at, var from, var to)) {
      state = to;
    } else if (event instanceof SessionEvent.Emotion(var at, var name)) {
      emotion = name;
    } else if (event instanceof SessionEvent.TurnEnded(var at, var turn)) {
      lastTurn = Optional.of(turn);
    }
    listener.accept(event);
  }

  /** The time of the next events. */
  public void at(long nowNanos) {
    nanos = nowNanos;
  }

  public void hears(double dbfs) {
    microphoneDbfs = dbfs;
  }

  private void move(DeviceState to) {
    if (to != state) {
      happens(new SessionEvent.StateChanged(nanos, state, to));
    }
  }

  @Override
  public String name() {
    return "fake 02:00:00:00:00:01";
  }

  @Override
  public Snapshot now() {
    double firstSound = lastTurn.map(TurnAccount::firstSoundMillis).orElse(Double.NaN);
    return new Snapshot(
        state,
        mode,
        open,
        state == DeviceState.LISTENING,
        volumePercent,
        emotion,
        "STANDBY",
        microphoneDbfs,
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
    open = true;
    move(DeviceState.CONNECTING);
    move(DeviceState.IDLE);
  }

  @Override
  public void toggle() {
    wishes.add("toggle");
    open = state != DeviceState.LISTENING;
    move(state == DeviceState.IDLE ? DeviceState.LISTENING : DeviceState.IDLE);
  }

  @Override
  public void press() {
    wishes.add("press");
    open = true;
    move(DeviceState.LISTENING);
  }

  @Override
  public void release() {
    wishes.add("release");
    move(DeviceState.IDLE);
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    wishes.add(
        switch (what) {
          case Utterance.Recording(var file) -> "say file " + file;
          case Utterance.BuiltIn(var words) -> "say builtin " + words;
        });
    open = true;
    move(DeviceState.LISTENING);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void type(String words) {
    wishes.add("type " + words);
    open = true;
  }

  @Override
  public void wake(String word) {
    wishes.add("wake " + word);
    open = true;
    move(DeviceState.LISTENING);
  }

  @Override
  public void abort() {
    wishes.add("abort");
  }

  @Override
  public void hangUp() {
    wishes.add("hang up");
    open = false;
    move(DeviceState.IDLE);
  }

  @Override
  public void volume(int percent) {
    wishes.add("volume " + percent);
    volumePercent = percent;
  }

  @Override
  public void mode(ListeningMode to) {
    wishes.add("mode " + to.wireName());
    mode = to;
  }

  @Override
  public CompletionStage<List<ToolText>> tools() {
    wishes.add("tools");
    return CompletableFuture.completedStage(List.copyOf(tools));
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    wishes.add("call " + tool + " " + arguments);
    boolean known = tools.stream().anyMatch(one -> one.name().equals(tool));
    happens(new SessionEvent.ToolCalled(nanos, tool, arguments, known ? "true" : "Unknown tool: " + tool, !known));
    return known
        ? CompletableFuture.completedStage("true")
        : CompletableFuture.failedStage(new SessionException("Unknown tool: " + tool));
  }

  @Override
  public Optional<TurnAccount> lastTurn() {
    return lastTurn;
  }

  @Override
  public List<Setting> settings() {
    return List.copyOf(settings.values());
  }

  @Override
  public void set(String name, String value) throws SessionException {
    Setting before = settings.get(name.toLowerCase(Locale.ROOT));
    if (before == null) {
      throw new SessionException("there is no setting '" + name + "'; there are " + String.join(", ", settings.keySet()));
    }
    wishes.add("set " + name + " " + value);
    settings.put(before.name(), new Setting(before.name(), value, before.meaning(), before.values()));
  }

  @Override
  public void close() {
    wishes.add("close");
  }
}
