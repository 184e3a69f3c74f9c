package io.github.xiaozhisim.device.virtual;

import static io.github.xiaozhisim.device.virtual.BrokenPromises.assertBreaks;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.LinkContract;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.Link;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What everything else stands on, with one mistake each, and the promise that it breaks. */
class BrokenFoundationsTest {

  // ---- scheduler and clock -----------------------------------------------------------------------------------------

  @Test
  void shouldNoticeATimerThatCannotBeCancelled() {
    assertBreaks(
        Unstoppable.class,
        "a cancelled timer does not fire",
        "a timer can be cancelled by one that fires at the same moment");
  }

  static class Unstoppable extends SimSchedulerTest {
    private final Scheduler broken =
        Broken.in(
            Scheduler.class,
            super.scheduler(),
            "timer",
            (arguments, honest) ->
                Broken.in(Timer.class, (Timer) honest.call(arguments), "cancel", (none, honestly) -> null));

    @Override
    protected Scheduler scheduler() {
      return broken;
    }
  }

  @Test
  void shouldNoticeASchedulerThatRunsTasksInsideOthers() {
    assertBreaks(
        Nested.class, "a task never runs inside another one", "a task or timer that throws stops nobody else");
  }

  static class Nested extends SimSchedulerTest {
    private final Scheduler broken =
        Broken.in(
            Scheduler.class,
            super.scheduler(),
            "execute",
            (arguments, honest) -> {
              if (!super.scheduler().inScheduler()) {
                return honest.call(arguments);
              }
              ((Runnable) arguments[0]).run();
              return null;
            });

    @Override
    protected Scheduler scheduler() {
      return broken;
    }
  }

  @Test
  void shouldNoticeAClockOfMicroseconds() {
    assertBreaks(Micros.class, "nanoseconds are nanoseconds: a timer of 300 ms finds 300,000,000 more of them");
  }

  static class Micros extends VirtualClockContractTest {
    private final Clock clock =
        Broken.in(
            Clock.class, super.scheduler().clock(), "nowNanos", (none, honest) -> (Long) honest.call(none) / 1_000);
    private final Scheduler broken =
        Broken.in(Scheduler.class, super.scheduler(), "clock", (none, honest) -> clock);

    @Override
    protected Scheduler scheduler() {
      return broken;
    }
  }

  @Test
  void shouldNoticeAClockThatWasNeverSet() {
    assertBreaks(Unset.class, "the wall clock knows the year");
  }

  static class Unset extends VirtualClockContractTest {
    private final SimScheduler unset = new SimScheduler(new VirtualClock(0));

    @Override
    protected Scheduler scheduler() {
      return unset;
    }

    @Override
    protected void runUntil(java.util.function.BooleanSupplier done) {
      VirtualTime.runUntil(unset, done);
    }
  }

  // ---- settings, identity, link ------------------------------------------------------------------------------------

  @Test
  void shouldNoticeSettingsThatMixUpTypes() {
    assertBreaks(Converting.class, "a text read as a number, or the reverse, is not there");
  }

  static class Converting extends MemorySettingsContractTest {
    @Override
    protected Settings create() {
      Settings right = super.create();
      return Broken.in(
          Settings.class,
          right,
          "getInt",
          (arguments, honest) -> {
            String text = right.getString((String) arguments[0], (String) arguments[1]);
            return text != null && text.matches("-?\\d+") ? Integer.valueOf(text) : honest.call(arguments);
          });
    }
  }

  @Test
  void shouldNoticeSettingsThatCountCharacters() {
    assertBreaks(Counting.class, "the length of a value is counted in bytes of UTF-8");
  }

  static class Counting extends MemorySettingsContractTest {
    @Override
    protected Settings create() {
      return Broken.in(
          Settings.class,
          super.create(),
          "putString",
          (arguments, honest) -> {
            String value = (String) arguments[2];
            boolean fewCharacters = value.length() <= Settings.MAX_VALUE_BYTES;
            boolean manyBytes = value.getBytes(StandardCharsets.UTF_8).length > Settings.MAX_VALUE_BYTES;
            return fewCharacters && manyBytes ? null : honest.call(arguments);
          });
    }
  }

  @Test
  void shouldNoticeSettingsThatForgetOverARestart() {
    assertBreaks(Forgetful.class, "what was put is there after a restart, and what was removed is not");
  }

  static class Forgetful extends MemorySettingsContractTest {
    @Override
    protected Settings restart(Settings before) {
      return create();
    }
  }

  @Test
  void shouldNoticeABoardThatIsAnotherOneAfterEachStart() {
    assertBreaks(Nameless.class, "address, client id and serial number are the same after every start");
  }

  static class Nameless extends StoredIdentityContractTest {
    @Override
    protected Identity start() {
      erase();
      return super.start();
    }
  }

  @Test
  void shouldNoticeABoardThatKeepsItsOwner() {
    assertBreaks(Loyal.class, "erasing the settings makes another client of the same hardware");
  }

  static class Loyal extends StoredIdentityContractTest {
    @Override
    protected void erase() {}
  }

  @Test
  void shouldNoticeASignalInPercent() {
    assertBreaks(Percent.class, "the numbers of a link are in the units that servers expect");
  }

  static class Percent extends LinkContract {
    @Override
    protected Link link() {
      return new Link.Wifi("home", 82, 6, "192.168.1.44");
    }

    @Override
    protected NetworkKind networkKind() {
      return NetworkKind.WIFI;
    }
  }

  @Test
  void shouldNoticeALinkOfAnotherKind() {
    assertBreaks(Cable.class, "the link is of the kind that the board says it has");
  }

  static class Cable extends LinkContract {
    @Override
    protected Link link() {
      return new Link.Wired("192.168.1.44");
    }

    @Override
    protected NetworkKind networkKind() {
      return NetworkKind.WIFI;
    }
  }
}
