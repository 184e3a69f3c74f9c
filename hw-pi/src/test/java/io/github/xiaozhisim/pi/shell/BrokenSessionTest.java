package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.Broken.Honest;
import io.github.xiaozhisim.hal.Broken.Instead;
import io.github.xiaozhisim.hal.ContractRun;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.Utterance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Sessions with one mistake each, and the promises that they break. */
class BrokenSessionTest {

  private static final String CONNECTED = "a device that was connected says so, or a problem says why it is not";
  private static final String IMPOSSIBLE = "what a device cannot do in its state is said as a problem";
  private static final String TYPED = "a turn that is typed ends exactly once, and is the last turn then";
  private static final String SAID = "a sentence has been said before its turn ends, and the turn ends exactly once";
  private static final String UNSAYABLE = "what cannot be said fails with a sentence, and begins no turn";
  private static final String CUT_SHORT = "a turn that is cut short ends exactly once, as interrupted";
  private static final String STATES =
      "each state begins where the one before ended, and the last is the one that is shown";
  private static final String ORDER = "events are told one after the other, in the order of their time";
  private static final String EARLY = "what happens before anybody listens is told to the first who does";
  private static final String LATEST = "only the latest listener is told";
  private static final String TOOLS = "tools are listed by name, and a call gives the tool's answer and is told";
  private static final String FAILED = "a call that fails says why in a sentence";
  private static final String SETTINGS =
      "a setting takes each value that it offers and shows it, and refuses every other";
  private static final String ANSWERED =
      "whatever was asked is answered, also when the device is switched off meanwhile";
  private static final String CLOSED = "a session that is closed refuses every question and survives every wish";

  /** A right session, of which one method can be replaced. */
  abstract static class Almost extends PuppetContractTest {
    private final String method;
    private final Instead instead;

    Almost(String method, Instead instead) {
      this.method = method;
      this.instead = instead;
    }

    @Override
    protected DeviceSession open() {
      return Broken.in(DeviceSession.class, super.open(), method, instead);
    }
  }

  /** What it tells goes through somebody's hands first. */
  abstract static class Retold extends Almost {
    Retold(UnaryOperator<Consumer<SessionEvent>> by) {
      super("listener", (arguments, honest) -> honest.call(by.apply(listener(arguments))));
    }
  }

  @SuppressWarnings("unchecked")
  private static Consumer<SessionEvent> listener(Object[] arguments) {
    return (Consumer<SessionEvent>) arguments[0];
  }

  private static void assertBreaks(Class<?> session, String... promises) {
    ContractRun run = ContractRun.of(session);

    assertThat(run.broken()).as("broken by %s", session.getSimpleName()).containsOnlyKeys(promises);
    run.broken()
        .forEach(
            (promise, report) -> assertThat(report).contains("DeviceSessionContract, promise broken: " + promise));
  }

  private static final Instead NOTHING = (arguments, honest) -> null;

  @Test
  void shouldNoticeWishesThatAreIgnored() {
    assertBreaks(Unconnected.class, CONNECTED);
    assertBreaks(Loud.class, "a volume shows in how the device is, or a problem says why it does not");
    assertBreaks(Stubborn.class, "a mode shows in how the device is, or a problem says why it does not");
    assertBreaks(Unstoppable.class, IMPOSSIBLE, CUT_SHORT);
  }

  static class Unconnected extends Almost {
    Unconnected() {
      super("connect", NOTHING);
    }
  }

  static class Loud extends Almost {
    Loud() {
      super("volume", NOTHING);
    }
  }

  static class Stubborn extends Almost {
    Stubborn() {
      super("mode", NOTHING);
    }
  }

  static class Unstoppable extends Almost {
    Unstoppable() {
      super("abort", NOTHING);
    }
  }

  @Test
  void shouldNoticeTurnsThatAreMiscounted() {
    assertBreaks(Twice.class, TYPED, SAID, CUT_SHORT);
    assertBreaks(Never.class, TYPED, SAID, CUT_SHORT, STATES, LATEST);
    assertBreaks(Forgetful.class, TYPED);
  }

  static class Twice extends Retold {
    Twice() {
      super(
          to ->
              event -> {
                to.accept(event);
                if (event instanceof SessionEvent.TurnEnded) {
                  to.accept(event);
                }
              });
    }
  }

  static class Never extends Retold {
    Never() {
      super(
          to ->
              event -> {
                if (!(event instanceof SessionEvent.TurnEnded)) {
                  to.accept(event);
                }
              });
    }
  }

  static class Forgetful extends Almost {
    Forgetful() {
      super("lastTurn", (arguments, honest) -> Optional.empty());
    }
  }

  @Test
  void shouldNoticeSentencesThatAreNotSaid() {
    assertBreaks(Stuttering.class, SAID);
    assertBreaks(Mumbling.class, UNSAYABLE);
  }

  /** Says everything twice. */
  static class Stuttering extends Almost {
    Stuttering() {
      super("say", (arguments, honest) -> stage(honest.call(arguments)).thenCompose(once -> again(honest, arguments)));
    }

    private static CompletionStage<?> again(Honest honest, Object[] arguments) {
      try {
        return stage(honest.call(arguments));
      } catch (Throwable t) {
        return CompletableFuture.failedStage(t);
      }
    }
  }

  /** Takes any file for speech. */
  static class Mumbling extends Almost {
    Mumbling() {
      super(
          "say",
          (arguments, honest) ->
              arguments[0] instanceof Utterance.Recording
                  ? CompletableFuture.completedStage(null)
                  : honest.call(arguments));
    }
  }

  @Test
  void shouldNoticeEventsThatAreLostOrOutOfOrder() {
    assertBreaks(Leaping.class, STATES);
    assertBreaks(Backwards.class, ORDER);
    assertBreaks(DeafAtFirst.class, EARLY);
    assertBreaks(Gossiping.class, LATEST);
  }

  static class Leaping extends Retold {
    Leaping() {
      super(
          to ->
              event -> {
                boolean leapt =
                    event instanceof SessionEvent.StateChanged(var at, var before, var after)
                        && after == DeviceState.IDLE;
                if (!leapt) {
                  to.accept(event);
                }
              });
    }
  }

  static class Backwards extends Retold {
    private static final AtomicLong TIME = new AtomicLong();

    Backwards() {
      super(
          to ->
              event -> {
                to.accept(event);
                to.accept(new SessionEvent.Notice(TIME.decrementAndGet(), "tick"));
              });
    }
  }

  static class DeafAtFirst extends Almost {
    DeafAtFirst() {
      super(
          "listener",
          (arguments, honest) -> {
            AtomicBoolean opened = new AtomicBoolean();
            honest.call(
                (Consumer<SessionEvent>)
                    event -> {
                      if (opened.get()) {
                        listener(arguments).accept(event);
                      }
                    });
            opened.set(true);
            return null;
          });
    }
  }

  static class Gossiping extends Almost {
    Gossiping() {
      super(
          "listener",
          new Instead() {
            private final List<Consumer<SessionEvent>> all = new CopyOnWriteArrayList<>();

            @Override
            public Object call(Object[] arguments, Honest honest) throws Throwable {
              all.add(listener(arguments));
              return honest.call((Consumer<SessionEvent>) event -> all.forEach(one -> one.accept(event)));
            }
          });
    }
  }

  @Test
  void shouldNoticeToolsAndSettingsThatDoNotDoWhatTheySay() {
    assertBreaks(Toolless.class, TOOLS);
    assertBreaks(Yielding.class, FAILED);
    assertBreaks(Unset.class, SETTINGS);
  }

  static class Toolless extends Almost {
    Toolless() {
      super("tools", (arguments, honest) -> stage(honest.call()).thenApply(all -> List.of()));
    }
  }

  static class Yielding extends Almost {
    Yielding() {
      super(
          "call",
          (arguments, honest) ->
              arguments[1].equals("[1]") ? CompletableFuture.completedStage("true") : honest.call(arguments));
    }
  }

  static class Unset extends Almost {
    Unset() {
      super("set", NOTHING);
    }
  }

  @Test
  void shouldNoticeASessionThatDoesNotEnd() {
    assertBreaks(Immortal.class, CLOSED);
    assertBreaks(Silent.class, ANSWERED, CLOSED);
  }

  static class Immortal extends Almost {
    Immortal() {
      super("close", NOTHING);
    }
  }

  /** Answers when all is well, and never else. */
  static class Silent extends Almost {
    Silent() {
      super(
          "tools",
          (arguments, honest) -> {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            stage(honest.call()).thenAccept(answer::complete);
            return answer;
          });
    }
  }

  private static CompletionStage<?> stage(Object answer) {
    return (CompletionStage<?>) answer;
  }
}
