package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedPattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Moves lights as patterns say. All on the scheduler's thread; between two steps nothing runs, and what shines already
 * is not written again. // firmware: SingleLed, CircularStrip, GpioLed
 */
final class LightShow implements Led {

  /** firmware: CircularStrip::Scroll, length */
  private static final int SCROLLING = 3;

  /** firmware: LEDC_FADE_TIME; in steps of the pattern's period */
  private static final int BREATH_MILLIS = 1_000;

  private final Scheduler scheduler;
  private final Lamp lamp;
  private final int[] colours;
  private final int[] shining;
  private @Nullable Timer timer;
  private LedPattern pattern = LedPattern.OFF;
  private int steps;
  private int firstScrolling;
  private int breathFrom;

  LightShow(Scheduler scheduler, Lamp lamp) {
    this.scheduler = scheduler;
    this.lamp = lamp;
    this.colours = new int[lamp.lights()];
    this.shining = new int[lamp.lights()];
  }

  @Override
  public void onStateChanged(String state, boolean voiceDetected) {
    // what it looks like comes with show()
  }

  @Override
  public void show(LedPattern next) {
    pattern = next;
    steps = 0;
    breathFrom = PlainLamp.brightest(colours[0]);
    Timer armed = timer;
    if (armed == null) {
      armed = scheduler.timer(this::step);
      timer = armed;
    }
    armed.cancel();
    if (next.motion() == LedPattern.Motion.STEADY || next.periodMillis() <= 0) {
      all(colour());
    } else {
      // firmware: a motion begins after its first period; until then the light stays as it is
      armed.arm(scheduler.clock().nowNanos() + next.periodMillis() * 1_000_000L);
    }
  }

  private void step() {
    steps++;
    boolean goesOn = true;
    switch (pattern.motion()) {
      case STEADY -> goesOn = false;
      case BLINK -> all(steps % 2 == 1 ? colour() : 0);
      case SCROLL -> scroll();
      case FADE -> goesOn = fade();
    }
    Timer armed = timer;
    if (goesOn && armed != null) {
      // after a pause of the machine the steps that it took are not made up for
      armed.arm(Math.max(scheduler.clock().nowNanos(), armed.deadlineNanos() + pattern.periodMillis() * 1_000_000L));
    }
  }

  /** On a strip of no more than three lights one runs: all three would stand still. */
  private void scroll() {
    Arrays.fill(colours, 0);
    int running = colours.length > SCROLLING ? SCROLLING : 1;
    for (int i = 0; i < running; i++) {
      colours[(firstScrolling + i) % colours.length] = colour();
    }
    firstScrolling = (firstScrolling + 1) % colours.length;
    write();
  }

  /** Towards darkness: half as bright each step, and at last it stops. Towards a colour: it breathes. */
  private boolean fade() {
    if (colour() != 0) {
      breathe();
      return true;
    }
    int left = 0;
    for (int i = 0; i < colours.length; i++) {
      colours[i] = colours[i] >> 1 & 0x7F7F7F;
      left |= colours[i];
    }
    write();
    return left != 0;
  }

  /** firmware: GpioLed::StartFadeTask, up and down again, each in a second, beginning where the light is */
  private void breathe() {
    int legSteps = Math.max(1, BREATH_MILLIS / pattern.periodMillis());
    int leg = (steps - 1) / legSteps;
    int inLeg = (steps - 1) % legSteps + 1;
    int top = PlainLamp.brightest(colour());
    int from = leg == 0 ? breathFrom : leg % 2 == 0 ? 0 : top;
    int to = leg % 2 == 0 ? top : 0;
    int level = from + (to - from) * inLeg / legSteps;
    all(scaled(pattern.red(), level) << 16 | scaled(pattern.green(), level) << 8 | scaled(pattern.blue(), level));
  }

  private int scaled(int part, int level) {
    int strongest = Math.max(pattern.red(), Math.max(pattern.green(), pattern.blue()));
    return part * level / strongest;
  }

  private int colour() {
    return part(pattern.red()) << 16 | part(pattern.green()) << 8 | part(pattern.blue());
  }

  private int part(int value) {
    return Math.clamp(Math.round(value * pattern.percent() / 100f), 0, 0xFF);
  }

  private void all(int colour) {
    Arrays.fill(colours, colour);
    write();
  }

  private void write() {
    if (!Arrays.equals(colours, shining)) {
      System.arraycopy(colours, 0, shining, 0, colours.length);
      lamp.shine(shining);
    }
  }
}
