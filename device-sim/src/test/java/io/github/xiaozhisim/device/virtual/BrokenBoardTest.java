package io.github.xiaozhisim.device.virtual;

import static io.github.xiaozhisim.device.virtual.BrokenPromises.assertBreaks;

import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardContract;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.Broken.Instead;
import io.github.xiaozhisim.hal.Chip;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Boards with one mistake each, and the promise that they break. */
class BrokenBoardTest {

  /** A right board, of which one method can be replaced. */
  abstract static class Almost extends BoardContract {
    private final SimScheduler scheduler = new SimScheduler();
    private final Board board;

    Almost(String method, Instead instead) {
      board = Broken.in(Board.class, right(scheduler), method, instead);
    }

    static Board right(SimScheduler scheduler) {
      TestBoard board = new TestBoard(scheduler);
      board.input = new VirtualPcmMicrophone(scheduler, 48_000, 1);
      return board;
    }

    @Override
    protected Board board() {
      return board;
    }

    @Override
    protected Scheduler scheduler() {
      return scheduler;
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      VirtualTime.runUntil(scheduler, done);
    }
  }

  @Test
  void shouldNoticePartsThatAreMadeAnew() {
    assertBreaks(Fresh.class, "a board hands out the same parts for its whole life");
  }

  static class Fresh extends Almost {
    Fresh() {
      super("settings", (none, honest) -> new MemorySettings());
    }
  }

  @Test
  void shouldNoticeASchedulerOfItsOwn() {
    assertBreaks(Elsewhere.class, "a board lives on one scheduler, the one that it hands out");
  }

  static class Elsewhere extends Almost {
    private static final SimScheduler OTHER = new SimScheduler();

    Elsewhere() {
      super("scheduler", (none, honest) -> OTHER);
    }
  }

  @Test
  void shouldNoticeATypeThatServersRefuse() {
    assertBreaks(Unnamed.class, "a board says of itself what servers want to know");
  }

  static class Unnamed extends Almost {
    private static final BoardInfo INFO =
        new BoardInfo(
            "My Board",
            "My Board",
            "",
            Chip.ESP32S3,
            0,
            List.of(),
            NetworkKind.WIFI,
            BoardInfo.DisplayInfo.NONE,
            VirtualBoard.DEFAULT_INFO.audio(),
            LedKind.NONE,
            null,
            null);

    Unnamed() {
      super("info", (none, honest) -> INFO);
    }
  }

  @Test
  void shouldNoticeATelephonesMicrophone() {
    assertBreaks(Telephone.class, "sound goes in and out at rates that the device can convert");
  }

  static class Telephone extends Almost {
    private static final PcmInput NARROW =
        Broken.in(
            PcmInput.class,
            new VirtualPcmMicrophone(new SimScheduler(), 16_000, 1),
            "rateHz",
            (none, honest) -> 8_000);

    Telephone() {
      super("audioInput", (none, honest) -> NARROW);
    }
  }

  @Test
  void shouldNoticeABoardThatTalksByItself() {
    assertBreaks(Ghost.class, "a board does nothing to the device by itself");
  }

  static class Ghost extends Almost {
    Ghost() {
      super(
          "attach",
          (arguments, honest) -> {
            ((DeviceInputs) arguments[0]).toggleChat();
            return honest.call(arguments);
          });
    }
  }

  @Test
  void shouldNoticeANetworkThatNeverTells() {
    assertBreaks(Mute.class, "the network tells after its start what has become of it");
  }

  static class Mute extends Almost {
    private static final Network SILENT =
        Broken.in(Network.class, new TestBoard.NoNetwork(), "start", (arguments, honest) -> null);

    Mute() {
      super("network", (none, honest) -> SILENT);
    }
  }

  @Test
  void shouldNoticeALinkInPercent() {
    assertBreaks(Strong.class, "what the board knows of its connection is plausible, or null");
  }

  static class Strong extends Almost {
    Strong() {
      super("link", (none, honest) -> new Link.Wifi("home", 82, 6, "192.168.1.44"));
    }
  }

  @Test
  void shouldNoticeToolsThatNoModelCanUse() {
    assertBreaks(
        Nondescript.class, "each tool of a board has a name of its own, a description, and arguments that add up");
  }

  static class Nondescript extends Almost {
    Nondescript() {
      super("tools", (none, honest) -> List.of(lamp(), lamp()));
    }

    private static Tool lamp() {
      Property level = Property.integer("level", 0, 8).withDefault(9);
      return new Tool("self.lamp", "", List.of(level), false, (Tool.AtOnce) arguments -> "true");
    }
  }

  @Test
  void shouldNoticeAKeyThatChanges() {
    assertBreaks(
        Forging.class,
        "a signature is 32 bytes, the same for the same message and another for another; or null without a key");
  }

  static class Forging extends Almost {
    private static final AtomicInteger COUNT = new AtomicInteger();

    Forging() {
      super(
          "hmac",
          (arguments, honest) -> {
            byte[] signature = new byte[32];
            signature[0] = (byte) COUNT.incrementAndGet();
            return signature;
          });
    }
  }

  @Test
  void shouldNoticeThousandthsOfADegree() {
    assertBreaks(Hot.class, "a thermometer shows degrees Celsius, or null");
  }

  static class Hot extends Almost {
    Hot() {
      super("temperatureCelsius", (none, honest) -> 45_200.0);
    }
  }

  @Test
  void shouldNoticeABoardThatTakesNoHints() {
    assertBreaks(
        Stubborn.class, "a board takes every hint about power, and says when it sleeps in whole seconds or -1");
  }

  static class Stubborn extends Almost {
    Stubborn() {
      super(
          "powerLevel",
          (arguments, honest) -> {
            throw new UnsupportedOperationException("no such hint");
          });
    }
  }
}
