package io.github.xiaozhisim.device.virtual;

import static io.github.xiaozhisim.device.virtual.BrokenPromises.assertBreaks;

import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.Camera;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedPattern;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a user sees and touches, with one mistake each, and the promise that it breaks. */
class BrokenThingsTest {

  @Test
  void shouldNoticeAKeyThatDoesNotWaitForASecondClick() {
    assertBreaks(
        Impatient.class,
        "two quick clicks are one double click and no click",
        "a long press is told once, while the key is still held, and is no click");
  }

  static class Impatient extends VirtualButtonContractTest {
    @Override
    protected Button open() {
      return Broken.in(
          Button.class,
          super.open(),
          "listener",
          (arguments, honest) -> honest.call(new ClickAtOnce((Button.Listener) arguments[0])));
    }
  }

  /** Takes every release for a click. */
  private record ClickAtOnce(Button.Listener to) implements Button.Listener {
    @Override
    public void onPressDown() {
      to.onPressDown();
    }

    @Override
    public void onPressUp() {
      to.onPressUp();
      to.onClick();
    }

    @Override
    public void onDoubleClick() {
      to.onDoubleClick();
    }

    @Override
    public void onLongPress() {
      to.onLongPress();
    }
  }

  @Test
  void shouldNoticeAKeyThatTalksAtPowerOn() {
    assertBreaks(
        HeldAtTheStart.class,
        "a key that is held while the board starts is not told of before it has been released once");
  }

  static class HeldAtTheStart extends VirtualButtonContractTest {
    @Override
    protected Button openHeld() {
      Button fresh = open();
      push();
      return fresh;
    }
  }

  @Test
  void shouldNoticeALightThatCannotBeSwitchedOff() {
    assertBreaks(Eternal.class, "off is dark, at once and for good, whatever moved before");
  }

  static class Eternal extends VirtualLedContractTest {
    @Override
    protected Led open() {
      return Broken.in(
          Led.class,
          super.open(),
          "show",
          (arguments, honest) -> arguments[0] == LedPattern.OFF ? null : honest.call(arguments));
    }
  }

  @Test
  void shouldNoticeALightThatBlinksTooSlowly() {
    assertBreaks(Slow.class, "a blinking pattern changes between lit and dark once a period, without drift");
  }

  static class Slow extends VirtualLedContractTest {
    @Override
    protected Led open() {
      return Broken.in(
          Led.class,
          super.open(),
          "show",
          (arguments, honest) -> {
            LedPattern asked = (LedPattern) arguments[0];
            return honest.call(
                new LedPattern(
                    asked.red(),
                    asked.green(),
                    asked.blue(),
                    asked.percent(),
                    asked.motion(),
                    asked.periodMillis() * 2));
          });
    }
  }

  @Test
  void shouldNoticeABatteryThatTellsItsVoltage() {
    assertBreaks(Volts.class, "a battery's level is 0 to 100 percent, whenever it is asked");
  }

  static class Volts extends VirtualBatteryContractTest {
    @Override
    protected Battery open() {
      return Broken.in(Battery.class, super.open(), "levelPercent", (arguments, honest) -> 3_700);
    }
  }

  @Test
  void shouldNoticeABatteryThatMeasuresAtEachQuestion() {
    assertBreaks(Noisy.class, "two questions in one moment get one answer");
  }

  static class Noisy extends VirtualBatteryContractTest {
    @Override
    protected Battery open() {
      AtomicInteger noise = new AtomicInteger();
      return Broken.in(
          Battery.class, super.open(), "levelPercent", (arguments, honest) -> 50 + noise.incrementAndGet() % 3);
    }
  }

  @Test
  void shouldNoticeADisplayThatStumblesOverALongText() {
    assertBreaks(Narrow.class, "a display takes any text, however odd or long, everywhere");
  }

  static class Narrow extends VirtualScreenContractTest {
    @Override
    protected Display open() {
      return Broken.in(
          Display.class,
          super.open(),
          "setStatus",
          (arguments, honest) -> {
            if (((String) arguments[0]).length() > 100) {
              throw new IndexOutOfBoundsException("line 100");
            }
            return honest.call(arguments);
          });
    }
  }

  @Test
  void shouldNoticeADisplayThatSaysYesToEveryTheme() {
    assertBreaks(Obliging.class, "a display takes the themes it has and says no to all others");
  }

  static class Obliging extends VirtualScreenContractTest {
    @Override
    protected Display open() {
      return Broken.in(Display.class, super.open(), "setTheme", (arguments, honest) -> true);
    }
  }

  @Test
  void shouldNoticeADisplayWhosePictureIsNoJpeg() {
    assertBreaks(Raw.class, "a picture of the display is a JPEG, or null where none can be taken");
  }

  static class Raw extends VirtualScreenContractTest {
    @Override
    protected Display open() {
      return Broken.in(Display.class, super.open(), "snapshot", (arguments, honest) -> new byte[320 * 240]);
    }
  }

  @Test
  void shouldNoticeABacklightThatIgnoresWhatIsTooMuch() {
    assertBreaks(Ignorant.class, "a backlight takes settings beyond 0 and 100 as these");
  }

  static class Ignorant extends VirtualBacklightContractTest {
    @Override
    protected Backlight open(int percent) {
      return Broken.in(
          Backlight.class,
          super.open(percent),
          "setBrightness",
          (arguments, honest) -> {
            int asked = (Integer) arguments[0];
            return asked < 0 || asked > 100 ? null : honest.call(asked);
          });
    }
  }

  @Test
  void shouldNoticeACameraThatAnswersTwice() {
    assertBreaks(Twice.class, "a camera answers each call once, by a picture or by a sentence");
  }

  static class Twice extends VirtualCameraContractTest {
    @Override
    protected Camera open() {
      return Broken.in(
          Camera.class,
          super.open(),
          "capture",
          (arguments, honest) -> {
            honest.call(arguments);
            return honest.call(arguments);
          });
    }
  }

  @Test
  void shouldNoticeACameraThatAnswersFromInside() {
    assertBreaks(AtOnce.class, "a camera delivers a whole JPEG, later and not from inside the call");
  }

  static class AtOnce extends VirtualCameraContractTest {
    @Override
    @SuppressWarnings("unchecked")
    protected Camera open() {
      return Broken.in(
          Camera.class,
          super.open(),
          "capture",
          (arguments, honest) -> {
            ((Consumer<byte[]>) arguments[0]).accept(TestCard.JPEG);
            return null;
          });
    }
  }
}
