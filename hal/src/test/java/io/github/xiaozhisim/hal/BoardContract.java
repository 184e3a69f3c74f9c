package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Board} promises as a whole. Its parts have contracts of their own: run those, too.
 *
 * <p><b>Override</b> {@link #board} to hand out the board that a device would get, the same one during a test.
 * Nothing here restarts or switches off the machine, or calls a tool.
 *
 * <p><b>A failure means</b> that a device starts on the board and then does something strange: parts that were replaced
 * behind its back, a boot request that servers refuse, a conversation that nobody began.
 */
public abstract class BoardContract extends TimedContract {

  private static final double COLDEST = -40;
  private static final double HOTTEST = 125;
  private static final int HMAC_BYTES = 32;

  /** The board under test. */
  protected abstract Board board();

  @Test
  @Promise(
      value = "a board hands out the same parts for its whole life",
      mend = "Make each part once, in the constructor, and return the field.")
  void shouldHandOutTheSamePartsForLife() {
    onScheduler(
        () -> {
          for (Supplier<?> part :
              List.<Supplier<?>>of(
                  board()::scheduler,
                  board()::settings,
                  board()::audioInput,
                  board()::audioOutput,
                  board()::network,
                  board()::display,
                  board()::led,
                  board()::backlight,
                  board()::battery,
                  board()::camera)) {
            assertThat(part.get()).isSameAs(part.get());
          }
          assertThat(board().info()).isEqualTo(board().info());
          assertThat(board().identity()).isEqualTo(board().identity());
        });
  }

  @Test
  @Promise(
      value = "a board lives on one scheduler, the one that it hands out",
      mend = "Hand the scheduler to all parts and return the same one from scheduler().")
  void shouldLiveOnItsScheduler() {
    onScheduler(
        () -> {
          assertThat(board().scheduler()).isSameAs(scheduler());
          assertThat(board().scheduler().inScheduler()).isTrue();
        });
  }

  @Test
  @Promise(
      value = "a board says of itself what servers want to know",
      mend = "Take it from a board.json: './xiaozhi boards validate FILE' checks every member.")
  void shouldSayWhatItIs() {
    onScheduler(
        () -> {
          BoardInfo info = board().info();
          assertThat(info.type()).matches("[a-z0-9.-]+");
          assertThat(info.name()).matches("[a-z0-9.-]+");
          assertThat(info.chip().target()).isNotBlank();
          assertThat(info.flashBytes()).as("0 where nothing can be flashed").isNotNegative();
          assertThat(info.audio().inputRateHz()).isBetween(8_000, 96_000);
          assertThat(info.audio().outputRateHz()).isBetween(8_000, 96_000);
          assertThat(info.audio().frameMillis()).isBetween(5, 120);
          if (info.wakeWord() != null) {
            assertThat(info.wakeWord()).isNotBlank();
          }
        });
  }

  @Test
  @Promise(
      value = "sound goes in and out at rates that the device can convert",
      mend = "A microphone has 16 kHz or more on 1 or 2 channels, a loudspeaker 8 kHz or more.")
  void shouldHaveSoundThatTheDeviceCanUse() {
    onScheduler(
        () -> {
          switch (board().audioInput()) {
            case PcmInput samples -> {
              assertThat(samples.rateHz()).isBetween(16_000, 96_000);
              assertThat(samples.channels()).isBetween(1, 2);
            }
            case OpusInput packets -> assertThat(packets.frameMillis()).isBetween(5, 120);
          }
          if (board().audioOutput() instanceof PcmOutput samples) {
            assertThat(samples.rateHz()).isBetween(8_000, 96_000);
          }
          assertThat(board().audioOutput().drained()).as("silent while nobody has played anything").isTrue();
        });
  }

  @Test
  @Promise(
      value = "a board does nothing to the device by itself",
      mend = "Keep the DeviceInputs of attach() for your keys, and ignore a key that was held at the start.")
  void shouldLeaveTheDeviceAlone() {
    List<String> done = new CopyOnWriteArrayList<>();
    onScheduler(() -> board().attach(new Fingers(done)));
    pass(2_000);

    assertThat(done).isEmpty();
  }

  @Test
  @Promise(
      value = "the network tells after its start what has become of it",
      mend = "Tell CONNECTED, also when it was there before; tell NOT_CONFIGURED when the user must set it up.")
  void shouldTellWhetherTheNetworkIsThere() {
    List<Network.Event> told = new CopyOnWriteArrayList<>();
    onScheduler(() -> board().network().start(told::add));

    waitFor(() -> !told.isEmpty(), 5_000);
  }

  @Test
  @Promise(
      value = "what the board knows of its connection is plausible, or null",
      mend = "Run LinkContract for the reason, or leave link() out: null is an honest answer.")
  void shouldKnowItsConnectionOrSayNothing() {
    onScheduler(
        () -> {
          Link link = board().link();
          assertThat(link == null ? List.of() : LinkCheck.complaints(link)).isEmpty();
        });
  }

  @Test
  @Promise(
      value = "each tool of a board has a name of its own, a description, and arguments that add up",
      mend = "A model reads names and descriptions: write them for somebody who has never seen the board.")
  void shouldDescribeItsTools() {
    onScheduler(
        () -> {
          board().attach(new Fingers(new CopyOnWriteArrayList<>()));
          assertThat(ToolCheck.complaints(board().tools())).isEmpty();
        });
  }

  @Test
  @Promise(
      value = "a signature is 32 bytes, the same for the same message and another for another; or null without a key",
      mend = "Use HMAC-SHA256 with the key that was burnt in, not a fresh one.")
  void shouldSignAlwaysTheSameWayOrNotAtAll() {
    onScheduler(
        () -> {
          byte[] one = board().hmac("challenge".getBytes(StandardCharsets.UTF_8));
          byte[] again = board().hmac("challenge".getBytes(StandardCharsets.UTF_8));
          byte[] other = board().hmac("another".getBytes(StandardCharsets.UTF_8));
          assertThat(again).isEqualTo(one);
          if (one != null) {
            assertThat(one).hasSize(HMAC_BYTES);
            assertThat(other).isNotEqualTo(one);
          }
        });
  }

  @Test
  @Promise(
      value = "a thermometer shows degrees Celsius, or null",
      mend = "Linux tells thousandths of a degree: divide.")
  void shouldShowDegreesCelsiusOrNothing() {
    onScheduler(
        () -> {
          Double celsius = board().temperatureCelsius();
          assertThat(celsius == null || celsius > COLDEST && celsius < HOTTEST).as("it shows " + celsius).isTrue();
        });
  }

  @Test
  @Promise(
      value = "a board takes every hint about power, and says when it sleeps in whole seconds or -1",
      mend = "Ignore hints that your radio has no use for.")
  void shouldTakeHintsAboutPower() {
    onScheduler(
        () -> {
          for (Board.PowerLevel level : Board.PowerLevel.values()) {
            board().powerLevel(level);
          }
          Board.PowerSave plan = board().powerSave();
          if (plan != null) {
            assertThat(plan.sleepSeconds() == -1 || plan.sleepSeconds() > 0).isTrue();
            assertThat(plan.shutdownSeconds() == -1 || plan.shutdownSeconds() > 0).isTrue();
          }
        });
  }

  /** A device that only writes down what is done to it. */
  private record Fingers(List<String> done) implements DeviceInputs {
    @Override
    public void toggleChat() {
      done.add("the chat button was pressed");
    }

    @Override
    public void pressToTalk() {
      done.add("push-to-talk was pressed");
    }

    @Override
    public void releaseToTalk() {
      done.add("push-to-talk was let go");
    }

    @Override
    public void wakeWord(String text) {
      done.add("the wake word '" + text + "' was heard");
    }

    @Override
    public void configureWifi() {
      done.add("the network was to be set up");
    }
  }
}
