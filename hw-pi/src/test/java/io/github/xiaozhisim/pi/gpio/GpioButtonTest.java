package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ui.Button;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GpioButtonTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> told = new ArrayList<>();
  private final GpioButton button = new GpioButton(scheduler, Pins.LONG_PRESS_MILLIS);
  private boolean contact;
  private long beginNanos;

  @BeforeEach
  void begin() {
    button.listener(listener());
    button.begin(() -> contact);
    scheduler.runForMillis(1);
    beginNanos = scheduler.clock().nowNanos();
  }

  // ---- clicks ------------------------------------------------------------------------------------------------------

  @Test
  void shouldTellAClickOnceNoSecondOneCanFollow() {
    press(80);
    run(1_000);

    assertThat(told).containsExactly("10 down", "90 up", "270 click");
  }

  @Test
  void shouldTellADoubleClickInsteadOfTwo() {
    press(80);
    run(100);
    press(80);
    run(1_000);

    assertThat(told).containsExactly("10 down", "90 up", "190 down", "270 up", "450 double click");
  }

  @Test
  void shouldTellTwoClicksWhenTheSecondComesLate() {
    press(80);
    run(200);
    press(80);
    run(1_000);

    assertThat(told).containsExactly("10 down", "90 up", "270 click", "290 down", "370 up", "550 click");
  }

  @Test
  void shouldTakeALeisurelyPressForAClick() {
    press(1_400);
    run(1_000);

    assertThat(told).containsExactly("10 down", "1410 up", "1590 click");
  }

  @Test
  void shouldTakeTwoPressesForNothingWhenTheSecondIsHeld() {
    press(80);
    run(100);
    press(180);
    run(1_000);

    assertThat(told).containsExactly("10 down", "90 up", "190 down", "370 up");
  }

  @Test
  void shouldTakeThreeClicksForNeitherOneNorTwo() {
    for (int i = 0; i < 3; i++) {
      press(50);
      run(50);
    }
    run(1_000);

    assertThat(told).containsExactly("10 down", "60 up", "110 down", "160 up", "210 down", "260 up");
  }

  // ---- held --------------------------------------------------------------------------------------------------------

  @Test
  void shouldTellALongPressWhileItLastsAndNoClickAfterIt() {
    press(3_000);
    run(1_000);

    assertThat(told).containsExactly("10 down", "1510 long", "3010 up");
  }

  @Test
  void shouldBeginAnewAfterALongPress() {
    press(2_000);
    run(50);
    press(80);
    run(1_000);

    assertThat(told)
        .containsExactly("10 down", "1510 long", "2010 up", "2060 down", "2140 up", "2320 click");
  }

  @Test
  void shouldIgnoreAKeyThatIsHeldAtTheStartUntilItHasBeenLetGo() {
    GpioButton held = held();
    run(5_000);
    move(held, false);
    run(1_000);
    assertThat(told).isEmpty();

    move(held, true);
    run(20);
    assertThat(told).containsExactly("6010 down");
  }

  @Test
  void shouldSeeThatAKeyWasLetGoWhileThePinWasOpened() {
    GpioButton held = held();
    move(held, false);
    run(100);
    move(held, true);
    run(20);

    assertThat(told).containsExactly("110 down");
  }

  // ---- the contact -------------------------------------------------------------------------------------------------

  @Test
  void shouldTakeABouncingContactForOnePress() {
    for (int i = 0; i < 9; i++) {
      move(button, i % 2 == 0);
      run(2);
    }
    run(100);
    for (int i = 0; i < 9; i++) {
      move(button, i % 2 == 1);
      run(2);
    }
    run(1_000);

    assertThat(told).containsExactly("26 down", "144 up", "324 click");
  }

  @Test
  void shouldNotHearAContactThatNeverComesToRest() {
    for (int i = 0; i < 1_000; i++) {
      move(button, i % 2 == 0);
      run(3);
    }
    move(button, false);
    run(1_000);

    assertThat(told).isEmpty();
    assertThat(scheduler.armedTimers()).isZero();
  }

  @Test
  void shouldHandOverOnceHoweverOftenTheContactChanges() {
    long before = scheduler.events();
    for (int i = 0; i < 10_000; i++) {
      move(button, i % 2 == 0);
    }
    run(5);

    assertThat(scheduler.events() - before).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void shouldLookAtThePinAndNotAtWhatItWasTold() {
    move(button, true);
    contact = false; // the last changes of a long bounce were lost on the way
    run(100);
    assertThat(told).isEmpty();

    contact = true; // likewise, and the one that arrived was of the bounce
    button.changed();
    run(20);
    assertThat(told).containsExactly("110 down");
  }

  private void press(int millis) {
    move(button, true);
    run(millis);
    move(button, false);
  }

  private void move(GpioButton key, boolean closed) {
    contact = closed;
    key.changed();
  }

  /** A key that is down while its pin is opened. */
  private GpioButton held() {
    contact = true;
    GpioButton held = new GpioButton(scheduler, Pins.LONG_PRESS_MILLIS);
    held.listener(listener());
    held.begin(() -> contact);
    return held;
  }

  private void run(int millis) {
    scheduler.runForMillis(millis);
  }

  /** Writes down what is told, and when. */
  private Button.Listener listener() {
    return new Button.Listener() {
      @Override
      public void onPressDown() {
        note("down");
      }

      @Override
      public void onPressUp() {
        note("up");
      }

      @Override
      public void onClick() {
        note("click");
      }

      @Override
      public void onDoubleClick() {
        note("double click");
      }

      @Override
      public void onLongPress() {
        note("long");
      }
    };
  }

  private void note(String what) {
    assertThat(scheduler.inScheduler()).isTrue();
    told.add((scheduler.clock().nowNanos() - beginNanos) / 1_000_000 + " " + what);
  }
}
