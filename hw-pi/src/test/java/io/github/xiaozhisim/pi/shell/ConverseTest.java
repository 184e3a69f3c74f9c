package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person at a terminal: what is typed, Ctrl-C at any moment, a terminal that goes away. */
@Timeout(20)
class ConverseTest {

  private final Puppet puppet = new Puppet();
  private final Deque<Callable<@Nullable String>> keyboard = new ArrayDeque<>();
  private final List<String> shown = new ArrayList<>();
  private boolean broken;

  private final Console console =
      new Console() {
        @Override
        public @Nullable String read() throws InterruptedException {
          Callable<@Nullable String> next = keyboard.poll();
          try {
            return next == null ? null : next.call();
          } catch (InterruptedException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public void print(AttributedString line) {
          if (broken) {
            throw new IllegalStateException("the terminal is closed");
          }
          shown.add(line.toString());
        }

        @Override
        public void status(AttributedString line) {}

        @Override
        public int columns() {
          return 80;
        }

        @Override
        public boolean unicode() {
          return true;
        }

        @Override
        public boolean interactive() {
          return true;
        }

        @Override
        public void close() {}
      };

  private void types(String line) {
    keyboard.add(() -> line);
  }

  private void pressesCtrlC() {
    keyboard.add(
        () -> {
          throw new InterruptedException();
        });
  }

  private int converse() {
    Shell shell = new Shell(puppet, new Nothing(), new RealTime());
    try (Screen screen = new Screen(console, () -> AttributedString.EMPTY)) {
      return shell.converse(console, shell.desk(console, screen));
    }
  }

  @Test
  void shouldEndWithTheEndOfInput() {
    types("volume 30");

    assertThat(converse()).isZero();
    assertThat(puppet.wishes).containsExactly("volume 30");
  }

  @Test
  void shouldGoOnAfterAMistakeAndTakeTheBeginningOfACommandForIt() {
    types("nonsense");
    types("vol 30");
    types("quit 5");

    assertThat(converse()).isEqualTo(5);
    assertThat(puppet.wishes).containsExactly("volume 30");
    assertThat(shown).contains("there is no command nonsense; 'help' lists all there are");
  }

  @Test
  void shouldSayOnceWhyAToolFailed() {
    types("call nothing");

    assertThat(converse()).isZero();
    assertThat(shown)
        .filteredOn(line -> line.contains("there is no tool nothing"))
        .singleElement()
        .asString()
        .contains("tool");
  }

  @Test
  void shouldInterruptTheAnswerWithCtrlCAndElseSayWhatEndsTheShell() {
    pressesCtrlC();
    keyboard.add(
        () -> {
          puppet.become(DeviceState.SPEAKING);
          throw new InterruptedException();
        });

    assertThat(converse()).isZero();
    assertThat(puppet.wishes).containsExactly("abort");
    assertThat(shown).anyMatch(line -> line.startsWith("quit or Ctrl-D ends the shell"));
  }

  @Test
  void shouldSurviveACtrlCThatComesBetweenTwoLines() {
    keyboard.add(
        () -> {
          Thread.currentThread().interrupt(); // as the signal does while a command runs
          return "state";
        });
    types("volume 30");

    assertThat(converse()).isZero();
    assertThat(puppet.wishes).containsExactly("volume 30");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shouldEndWhenTheTerminalIsGone() {
    keyboard.add(
        () -> {
          broken = true;
          puppet.tell(new SessionEvent.Understood(0, "nobody sees this"));
          return "state";
        });
    types("volume 30");
    types("volume 40");

    assertThat(converse()).isZero();
    assertThat(puppet.wishes).doesNotContain("volume 40");
  }

  private static final class Nothing implements Surroundings {
    @Override
    public List<Item> devices() {
      return List.of();
    }

    @Override
    public List<String> boards(String name) {
      return List.of();
    }

    @Override
    public void doctor(Consumer<Finding> each) {}
  }
}
