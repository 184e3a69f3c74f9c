package io.github.xiaozhisim.pi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.PromiseBroken;
import io.github.xiaozhisim.pi.session.DeviceSession.Setting;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import io.github.xiaozhisim.pi.session.SessionEvent.Problem;
import io.github.xiaozhisim.pi.session.SessionEvent.StateChanged;
import io.github.xiaozhisim.pi.session.SessionEvent.ToolCalled;
import io.github.xiaozhisim.pi.session.SessionEvent.TurnEnded;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link DeviceSession} promises to whoever operates it, wherever the device is.
 *
 * <p><b>Override</b> {@link #open} to give a device that is idle and not connected, with a server that answers within
 * seconds; {@link #runUntil} and {@link #pass}, which let the device's time pass; {@link #close} where that takes time,
 * too. <b>A failure means</b> a shell that hangs, or shows what is not so.
 */
@ExtendWith(PromiseBroken.class)
public abstract class DeviceSessionContract {

  private static final Utterance SENTENCE =
      new Utterance.BuiltIn(Corpus.builtIn().utterances("zh").getFirst().transcript());
  private static final String VOLUME_TOOL = "self.audio_speaker.set_volume";

  private final Witnessed seen = new Witnessed();
  private DeviceSession session;

  /** A device in somebody's hands to which nobody listens yet; called once in a test. */
  protected abstract DeviceSession open() throws Exception;

  /** Lets time pass until {@code done}, and fails when that takes more than a minute of the device's time. */
  protected abstract void runUntil(BooleanSupplier done);

  /** Lets {@code millis} of the device's time pass. */
  protected abstract void pass(int millis);

  /** Switches the device off; time may pass meanwhile. */
  protected void close(DeviceSession opened) {
    opened.close();
  }

  @BeforeEach
  void openIt() throws Exception {
    session = open();
  }

  private void listen() {
    session.listener(seen);
  }

  // ---- wishes ------------------------------------------------------------------------------------------------------

  @Test
  @Promise(
      value = "a device that was connected says so, or a problem says why it is not",
      mend = "now() tells of the channel as it is at that moment, and a failure is an event.")
  void shouldShowThatItIsConnected() {
    listen();
    session.connect();

    runUntil(() -> session.now().channelOpen() || seen.has(Problem.class));
    assertThat(seen.turns()).as("nobody has asked anything").isEmpty();
  }

  @Test
  @Promise(
      value = "a volume shows in how the device is, or a problem says why it does not",
      mend = "Show what the device says and not what was wished for; it may take its time.")
  void shouldShowTheVolume() {
    listen();
    session.volume(35);

    runUntil(() -> session.now().volumePercent() == 35 || seen.has(Problem.class));
  }

  @Test
  @Promise(
      value = "a mode shows in how the device is, or a problem says why it does not",
      mend = "A wish that cannot be fulfilled here is an event and never silence.")
  void shouldShowTheModeOrSayWhyNot() {
    listen();
    session.mode(ListeningMode.MANUAL);

    runUntil(() -> session.now().mode() == ListeningMode.MANUAL || seen.has(Problem.class));
  }

  @Test
  @Promise(
      value = "what a device cannot do in its state is said as a problem",
      mend = "The device ignores it; a person who hears nothing presses again.")
  void shouldSayWhatItCannotDo() {
    listen();
    List<Runnable> impossible = List.of(session::release, session::abort, session::hangUp);
    for (int i = 0; i < impossible.size(); i++) {
      int problems = i + 1;
      impossible.get(i).run();
      runUntil(() -> seen.of(Problem.class).size() >= problems);
    }
    pass(500);
    assertThat(seen.of(Problem.class)).as("each is said once").hasSize(impossible.size());
  }

  // ---- turns -------------------------------------------------------------------------------------------------------

  @Test
  @Promise(
      value = "a turn that is typed ends exactly once, and is the last turn then",
      mend = "Tell TurnEnded when lastTurn() and now() know of it; make ready for the end before you begin the turn.")
  void shouldTellOneEndOfATypedTurn() {
    listen();
    AtomicBoolean known = new AtomicBoolean();
    seen.alsoTell(
        event -> {
          if (event instanceof TurnEnded(var at, var turn)) {
            known.set(session.lastTurn().filter(turn::equals).isPresent());
          }
        });
    session.type("今天天气怎么样");

    runUntil(() -> !seen.turns().isEmpty());
    pass(5_000);
    assertThat(seen.turns()).hasSize(1);
    TurnAccount turn = seen.turns().getFirst();
    assertThat(turn.good()).as(turn.outcome()).isTrue();
    assertThat(known).as("lastTurn() when it is told").isTrue();
    assertThat(session.lastTurn()).contains(turn);
    assertThat(session.now().firstSoundMillis()).isEqualTo(turn.firstSoundMillis());
  }

  @Test
  @Promise(
      value = "a sentence has been said before its turn ends, and the turn ends exactly once",
      mend = "Complete what say() gave when the last of it has been heard, not when it begins or is answered.")
  void shouldHaveSaidASentenceBeforeItsTurnEnds() throws Exception {
    listen();
    AtomicBoolean inTime = new AtomicBoolean();
    CompletionStage<Void> said = session.say(SENTENCE);
    said.thenRun(() -> inTime.set(seen.turns().isEmpty()));

    runUntil(() -> !seen.turns().isEmpty() && isDone(said));
    said.toCompletableFuture().get();
    pass(5_000);
    assertThat(inTime).as("said before the turn ended").isTrue();
    assertThat(seen.turns()).hasSize(1);
  }

  @Test
  @Promise(
      value = "what cannot be said fails with a sentence, and begins no turn",
      mend = "Look for the speech before you let the device listen, and fail with a SessionException.")
  void shouldRefuseWhatCannotBeSaid() throws Exception {
    listen();
    for (Utterance what :
        List.of(new Utterance.BuiltIn("unknown xyzzy"), new Utterance.Recording(Path.of("/nowhere/at/all.wav")))) {
      CompletionStage<Void> said = session.say(what);
      runUntil(() -> isDone(said));
      assertThat(whyNot(said)).isNotBlank();
    }
    pass(2_000);
    assertThat(seen.turns()).isEmpty();
  }

  @Test
  @Promise(
      value = "a turn that is cut short ends exactly once, as interrupted",
      mend = "An abort ends the turn; the tts stop that the server sends for it does not end another one.")
  void shouldEndATurnThatIsCutShort() {
    listen();
    session.type("讲个故事");
    runUntil(() -> session.now().state() == DeviceState.SPEAKING);
    session.abort();

    runUntil(() -> !seen.turns().isEmpty());
    pass(5_000);
    assertThat(seen.turns()).hasSize(1);
    assertThat(seen.turns().getFirst().outcome()).isEqualTo("interrupted");
  }

  // ---- events ------------------------------------------------------------------------------------------------------

  @Test
  @Promise(
      value = "each state begins where the one before ended, and the last is the one that is shown",
      mend = "Keep the state that was told last, and tell the next as coming from it.")
  void shouldTellStatesWithoutAHole() {
    listen();
    session.type("今天天气怎么样");
    runUntil(() -> !seen.turns().isEmpty());
    pass(5_000);

    List<StateChanged> changes = seen.of(StateChanged.class);
    assertThat(changes).isNotEmpty();
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).from()).as("after %s", changes.get(i - 1)).isEqualTo(changes.get(i - 1).to());
    }
    DeviceState last = changes.getLast().to();
    runUntil(() -> session.now().state() == last);
  }

  @Test
  @Promise(
      value = "events are told one after the other, in the order of their time",
      mend = "Tell all of them on one thread, and take the time there.")
  void shouldTellOneEventAfterTheOther() {
    listen();
    session.connect();
    session.volume(60);
    CompletionStage<String> called = session.call(VOLUME_TOOL, "{\"volume\":61}");
    session.release();
    session.type("今天天气怎么样");
    runUntil(() -> isDone(called));
    pass(10_000);

    assertThat(seen.overlapped()).as("told two at once").isFalse();
    assertThat(seen.all()).isNotEmpty().extracting(SessionEvent::atNanos).isSorted();
  }

  @Test
  @Promise(
      value = "what happens before anybody listens is told to the first who does",
      mend = "Keep some hundred events until then: a problem at the start is the one that matters.")
  void shouldKeepWhatHappenedBeforeAnybodyListened() {
    session.release(); // which cannot be
    pass(1_000);
    listen();

    runUntil(() -> seen.has(Problem.class));
  }

  @Test
  @Promise(
      value = "only the latest listener is told",
      mend = "Replace the earlier one; whoever wants to tell two hands them in as one.")
  void shouldTellTheLatestListenerOnly() {
    Witnessed latest = new Witnessed();
    listen();
    session.listener(latest);
    session.type("今天天气怎么样");
    runUntil(() -> !latest.turns().isEmpty());

    assertThat(seen.turns()).isEmpty();
  }

  // ---- tools and settings ------------------------------------------------------------------------------------------

  @Test
  @Promise(
      value = "tools are listed by name, and a call gives the tool's answer and is told",
      mend = "Ask the device as a server does; complete in every case.")
  void shouldListAndCallTools() throws Exception {
    listen();
    CompletionStage<List<ToolText>> tools = session.tools();
    runUntil(() -> isDone(tools));
    assertThat(tools.toCompletableFuture().get())
        .extracting(ToolText::name)
        .contains(VOLUME_TOOL)
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.isBlank());

    CompletionStage<String> called = session.call(VOLUME_TOOL, "{\"volume\":20}");
    runUntil(() -> isDone(called) && seen.has(ToolCalled.class));
    assertThat(called.toCompletableFuture().get()).isEqualTo("true");
    assertThat(seen.of(ToolCalled.class)).singleElement().matches(call -> call.tool().equals(VOLUME_TOOL));
  }

  @Test
  @Promise(
      value = "a call that fails says why in a sentence",
      mend = "Fail with a SessionException: for a tool that is not there, and for arguments that are no JSON object.")
  void shouldSayWhyACallFails() throws Exception {
    for (List<String> wrong :
        List.of(List.of("no.such.tool", "{}"), List.of(VOLUME_TOOL, "[1]"), List.of(VOLUME_TOOL, "{"))) {
      CompletionStage<String> called = session.call(wrong.getFirst(), wrong.getLast());
      runUntil(() -> isDone(called));
      assertThat(whyNot(called)).isNotBlank();
    }
  }

  @Test
  @Promise(
      value = "a setting takes each value that it offers and shows it, and refuses every other",
      mend = "Fail with a SessionException that says what can be set; settings() shows what is so.")
  void shouldTakeTheValuesThatASettingOffers() throws Exception {
    listen();
    assertThat(session.settings()).isNotEmpty();
    for (Setting setting : session.settings()) {
      for (String value : setting.values().isEmpty() ? List.of(setting.value()) : setting.values()) {
        session.set(setting.name(), value);
        runUntil(() -> session.settings().stream().anyMatch(now -> isSet(now, setting.name(), value)));
      }
      assertThatThrownBy(() -> session.set(setting.name(), "no such value")).isInstanceOf(SessionException.class);
    }
    assertThatThrownBy(() -> session.set("no such setting", "1")).isInstanceOf(SessionException.class);
  }

  private static boolean isSet(Setting setting, String name, String value) {
    return setting.name().equals(name) && setting.value().equals(value);
  }

  // ---- the end -----------------------------------------------------------------------------------------------------

  @Test
  @Promise(
      value = "whatever was asked is answered, also when the device is switched off meanwhile",
      mend = "Keep what you have not answered, and fail it with a SessionException in close().")
  void shouldAnswerWhatWasAskedBeforeItWasClosed() {
    listen();
    CompletionStage<Void> said = session.say(SENTENCE);
    CompletionStage<List<ToolText>> tools = session.tools();
    CompletionStage<String> called = session.call(VOLUME_TOOL, "{\"volume\":20}");
    close(session);

    runUntil(() -> isDone(said) && isDone(tools) && isDone(called));
  }

  @Test
  @Promise(
      value = "a session that is closed refuses every question and survives every wish",
      mend = "Whoever holds it may be slower than you: answer with a SessionException, and close() again is nothing.")
  void shouldRefuseEverythingOnceItIsClosed() throws Exception {
    listen();
    close(session);
    CompletionStage<Void> said = session.say(SENTENCE);
    CompletionStage<List<ToolText>> tools = session.tools();
    CompletionStage<String> called = session.call(VOLUME_TOOL, "{\"volume\":20}");
    runUntil(() -> isDone(said) && isDone(tools) && isDone(called));
    for (CompletionStage<?> asked : List.of(said, tools, called)) {
      assertThat(whyNot(asked)).isNotBlank();
    }

    session.connect();
    session.toggle();
    session.press();
    session.release();
    session.type("words");
    session.wake("words");
    session.abort();
    session.hangUp();
    session.volume(40);
    session.mode(ListeningMode.AUTO);
    pass(2_000);
    assertThat(session.name()).isNotBlank().doesNotContain("\n");
    assertThat(session.now().channelOpen()).isFalse();
    assertThat(session.settings()).isNotNull();
    assertThat(session.lastTurn()).isEmpty();
    assertThat(seen.turns()).isEmpty();
    close(session);
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  /** The sentence with which it failed. */
  private static String whyNot(CompletionStage<?> failed) throws InterruptedException {
    CompletableFuture<?> future = failed.toCompletableFuture();
    try {
      throw new AssertionError("it did not fail, but gave " + future.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause()).as("what it failed with").isInstanceOf(SessionException.class);
      return String.valueOf(e.getCause().getMessage());
    }
  }
}
