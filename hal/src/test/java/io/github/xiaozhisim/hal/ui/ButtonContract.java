package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Button} promises: a contact becomes presses, clicks, double clicks and long presses.
 *
 * <p><b>Override</b> {@link #open} and {@link #openHeld} to make yours, {@link #push} and {@link #letGo} to move
 * its contact: set the level of a simulated pin, or of another pin that is wired to it. The times used here are far
 * from every usual limit, so that a board may have its own; in real time a loaded machine may still stretch them,
 * so use virtual time or an idle machine. // firmware: iot_button, a click within 180 ms of the next is a double
 * click, 1.5 s are a long press
 *
 * <p><b>A failure means</b> that a user's key does nothing, does it twice, or starts a conversation at every power-on.
 */
public abstract class ButtonContract extends TimedContract {

  private static final int TAP_MILLIS = 40;
  private static final int APART_MILLIS = 1_000;
  private static final int LONG_MILLIS = 3_000;
  private static final int SETTLED_MILLIS = 1_000;

  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** A fresh key that is not pressed; called on the scheduler. */
  protected abstract Button open();

  /** A fresh key that is already held down while its board starts; called on the scheduler. */
  protected abstract Button openHeld();

  /** The contact closes. Called on the test's thread: a finger knows no scheduler. */
  protected abstract void push();

  /** The contact opens. Called on the test's thread. */
  protected abstract void letGo();

  @Test
  @Promise(
      value = "a key tells of a press while it is pressed and of the release when it is released",
      mend = "Tell onPressDown from the change of the level and not from the click, or push-to-talk records nothing.")
  void shouldTellOfAPressAtOnceAndThenOfTheRelease() {
    begin(false);
    push();
    waitFor(() -> !heard.isEmpty(), 300);
    assertThat(heard).containsExactly("down");

    letGo();
    waitFor(() -> heard.size() > 1, 300);
    assertThat(heard).startsWith("down", "up");
  }

  @Test
  @Promise(
      value = "a short press is one click, told after the release",
      mend = "Tell the click once it is sure that no second one follows, and only then.")
  void shouldTellOfAShortPressAsOneClick() {
    begin(false);
    tap();
    pass(SETTLED_MILLIS);

    assertThat(heard).containsExactly("down", "up", "click");
  }

  @Test
  @Promise(
      value = "two quick clicks are one double click and no click",
      mend = "Hold the first click back until the time for a second one is over.")
  void shouldTellOfTwoQuickClicksAsADoubleClick() {
    begin(false);
    tap();
    pass(TAP_MILLIS);
    tap();
    pass(SETTLED_MILLIS);

    assertThat(heard).containsExactly("down", "up", "down", "up", "double");
  }

  @Test
  @Promise(
      value = "two slow clicks are two clicks",
      mend = "The time for a second click must be well below a second, and it must begin at the release.")
  void shouldTellOfTwoSlowClicksAsTwo() {
    begin(false);
    tap();
    pass(APART_MILLIS);
    tap();
    pass(SETTLED_MILLIS);

    assertThat(heard).containsExactly("down", "up", "click", "down", "up", "click");
  }

  @Test
  @Promise(
      value = "a long press is told once, while the key is still held, and is no click",
      mend = "Arm a timer at the press; what it has told must keep the release from being a click.")
  void shouldTellOfALongPressWhileItIsHeldAndOfNoClickAfterIt() {
    begin(false);
    push();
    pass(LONG_MILLIS);
    assertThat(heard).containsExactly("down", "long");

    letGo();
    pass(SETTLED_MILLIS);
    assertThat(heard).containsExactly("down", "long", "up");
  }

  @Test
  @Promise(
      value = "after a long press the next short one is a click again",
      mend = "Forget the long press at its release.")
  void shouldClickAgainAfterALongPress() {
    begin(false);
    push();
    pass(LONG_MILLIS);
    letGo();
    pass(SETTLED_MILLIS);
    heard.clear();
    tap();
    pass(SETTLED_MILLIS);

    assertThat(heard).containsExactly("down", "up", "click");
  }

  @Test
  @Promise(
      value = "a key that is held while the board starts is not told of before it has been released once",
      mend = "Read the level once when you open the pin, and begin with its first change to released.")
  void shouldNotTellOfAKeyThatWasHeldAtTheStart() {
    begin(true);
    pass(LONG_MILLIS);
    letGo();
    pass(SETTLED_MILLIS);
    assertThat(heard).isEmpty();

    tap();
    pass(SETTLED_MILLIS);
    assertThat(heard).containsExactly("down", "up", "click");
  }

  @Test
  @Promise(
      value = "a contact that bounces is one press and one release",
      mend = "Take a level as it is only after it has been steady for some milliseconds.")
  void shouldTakeABouncingContactAsOnePress() {
    begin(false);
    push();
    letGo();
    push();
    letGo();
    push();
    pass(2 * TAP_MILLIS);
    letGo();
    push();
    letGo();
    pass(SETTLED_MILLIS);

    assertThat(heard).containsExactly("down", "up", "click");
  }

  @Test
  @Promise(
      value = "a key that nobody touches says nothing",
      mend = "A pin without a pull-up or pull-down hears every lamp in the house: switch one on.")
  void shouldSayNothingWhileNobodyTouchesIt() {
    begin(false);
    pass(LONG_MILLIS);

    assertThat(heard).isEmpty();
  }

  private void begin(boolean held) {
    onScheduler(() -> (held ? openHeld() : open()).listener(new Ear()));
  }

  private void tap() {
    push();
    pass(TAP_MILLIS);
    letGo();
  }

  private final class Ear implements Button.Listener {
    private void note(String what) {
      heard.add(scheduler().inScheduler() ? what : what + " on a foreign thread");
    }

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
      note("double");
    }

    @Override
    public void onLongPress() {
      note("long");
    }
  }
}
