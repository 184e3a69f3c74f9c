package io.github.xiaozhisim.device.virtual;

import static io.github.xiaozhisim.device.virtual.BrokenPromises.assertBreaks;

import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Microphones and loudspeakers with one mistake each, and the promise that they break. */
class BrokenSoundTest {

  private static final long LAG_NANOS = 300_000_000;
  private static final long JITTER_NANOS = 1_000_000;

  @Test
  void shouldNoticeASpeakerThatCannotBeInterrupted() {
    assertBreaks(Uninterruptible.class, "what is flushed is gone at once, and nothing is told of it");
    assertBreaks(UninterruptibleChip.class, "what is flushed is gone at once, and nothing is told of it");
  }

  static class Uninterruptible extends VirtualPcmSpeakerContractTest {
    @Override
    protected PcmOutput open() {
      return Broken.in(PcmOutput.class, super.open(), "flush", (arguments, honest) -> null);
    }
  }

  static class UninterruptibleChip extends VirtualSpeakerContractTest {
    @Override
    protected OpusOutput open() {
      return Broken.in(OpusOutput.class, super.open(), "flush", (arguments, honest) -> null);
    }
  }

  @Test
  void shouldNoticeASpeakerThatAlwaysHasRoom() {
    assertBreaks(Boundless.class, "an output holds little, says so by hasRoom, and refuses more");
  }

  static class Boundless extends VirtualPcmSpeakerContractTest {
    @Override
    protected PcmOutput open() {
      return Broken.in(PcmOutput.class, super.open(), "hasRoom", (arguments, honest) -> true);
    }
  }

  @Test
  void shouldNoticeASpeakerThatTellsTheEndWhenSoundIsHandedOver() {
    assertBreaks(
        Hasty.class,
        "the end of a sound is told when it has been heard, not when it has been handed over",
        "each block that was heard is told by one onRoom, and the end by one onDrained after the last of them",
        "an output that is fed from onRoom plays on without telling an end in between",
        "what is flushed is gone at once, and nothing is told of it");
  }

  static class Hasty extends VirtualPcmSpeakerContractTest {
    private AudioOutput.Listener told;

    @Override
    protected PcmOutput open() {
      PcmOutput listening =
          Broken.in(
              PcmOutput.class,
              super.open(),
              "listener",
              (arguments, honest) -> {
                told = (AudioOutput.Listener) arguments[0];
                return honest.call(arguments);
              });
      return Broken.in(
          PcmOutput.class,
          listening,
          "play",
          (arguments, honest) -> {
            honest.call(arguments);
            scheduler().execute(told::onDrained);
            return null;
          });
    }
  }

  @Test
  void shouldNoticeASpeakerThatCallsBackFromInside() {
    assertBreaks(
        Impatient.class,
        "each block that was heard is told by one onRoom, and the end by one onDrained after the last of them",
        "an output that is fed from onRoom plays on without telling an end in between",
        "what is flushed is gone at once, and nothing is told of it");
  }

  static class Impatient extends VirtualPcmSpeakerContractTest {
    private AudioOutput.Listener told;

    @Override
    protected PcmOutput open() {
      PcmOutput listening =
          Broken.in(
              PcmOutput.class,
              super.open(),
              "listener",
              (arguments, honest) -> {
                AudioOutput.Listener to = (AudioOutput.Listener) arguments[0];
                told = to;
                return honest.call(new EndOnly(to));
              });
      return Broken.in(
          PcmOutput.class,
          listening,
          "play",
          (arguments, honest) -> {
            honest.call(arguments);
            told.onRoom();
            return null;
          });
    }
  }

  /** Tells of the end and not of room. */
  private record EndOnly(AudioOutput.Listener to) implements AudioOutput.Listener {
    @Override
    public void onRoom() {}

    @Override
    public void onDrained() {
      to.onDrained();
    }
  }

  @Test
  void shouldNoticeAMicrophoneThatHearsOnAfterStop() {
    assertBreaks(Eavesdropper.class, "nothing is delivered once stop has returned");
  }

  static class Eavesdropper extends VirtualPcmMicrophoneContractTest {
    @Override
    protected PcmInput open() {
      return Broken.in(PcmInput.class, super.open(), "stop", (arguments, honest) -> null);
    }
  }

  @Test
  void shouldNoticeAMicrophoneThatLags() {
    assertBreaks(
        Lagging.class,
        "a microphone delivers as many samples as time passes, in order and on the scheduler",
        "a microphone delivers nothing that is older than 200 ms",
        "a microphone can be started again");
  }

  static class Lagging extends VirtualPcmMicrophoneContractTest {
    @Override
    protected PcmInput open() {
      return Broken.in(
          PcmInput.class,
          super.open(),
          "start",
          (arguments, honest) -> {
            PcmInput.Sink to = (PcmInput.Sink) arguments[0];
            PcmInput.Sink late = (samples, length, nanos) -> to.onSamples(samples, length, nanos - LAG_NANOS);
            return honest.call(late);
          });
    }
  }

  @Test
  void shouldNoticeAMicrophoneThatMakesUpTimeAfterAStall() {
    assertBreaks(Hoarding.class, "a microphone delivers nothing that is older than 200 ms");
  }

  /** What piles up while the device stands still comes in one burst, and says that it is fresh. */
  static class Hoarding extends VirtualPcmMicrophoneContractTest {
    private final List<short[]> hoard = new ArrayList<>();
    private PcmInput.Sink to;
    private boolean standing;

    @Override
    protected PcmInput open() {
      return Broken.in(
          PcmInput.class,
          super.open(),
          "start",
          (arguments, honest) -> {
            to = (PcmInput.Sink) arguments[0];
            PcmInput.Sink hoarding =
                (samples, length, nanos) -> {
                  if (standing) {
                    hoard.add(Arrays.copyOf(samples, length));
                  } else {
                    to.onSamples(samples, length, nanos);
                  }
                };
            return honest.call(hoarding);
          });
    }

    @Override
    protected int stall(int millis) {
      standing = true;
      pass(millis);
      standing = false;
      onScheduler(() -> hoard.forEach(block -> to.onSamples(block, block.length, nowNanos())));
      return millis;
    }
  }

  @Test
  void shouldNoticeAMicrophoneThatTellsAWrongRate() {
    assertBreaks(
        WrongRate.class,
        "a microphone has 16 kHz or more, on one channel or two",
        "a microphone delivers as many samples as time passes, in order and on the scheduler");
  }

  static class WrongRate extends VirtualPcmMicrophoneContractTest {
    @Override
    protected PcmInput open() {
      return Broken.in(PcmInput.class, super.open(), "rateHz", (arguments, honest) -> 8_000);
    }
  }

  @Test
  void shouldNoticeAChipThatSendsItsClickAtTheStart() {
    assertBreaks(Clicking.class, "what the chip hears while it warms up is thrown away");
  }

  static class Clicking extends VirtualMicrophoneContractTest {
    @Override
    protected OpusInput open() {
      return Broken.in(
          OpusInput.class, super.open(), "start", (arguments, honest) -> honest.call(0, arguments[1]));
    }
  }

  @Test
  void shouldNoticeAChipThatTellsWhenAPacketWasRead() {
    assertBreaks(Jittery.class, "packets come one a frame, and their times lie exactly one frame apart");
  }

  static class Jittery extends VirtualMicrophoneContractTest {
    @Override
    protected OpusInput open() {
      AtomicInteger count = new AtomicInteger();
      return Broken.in(
          OpusInput.class,
          super.open(),
          "start",
          (arguments, honest) -> {
            OpusInput.Sink to = (OpusInput.Sink) arguments[1];
            OpusInput.Sink uneven =
                (packet, nanos) -> to.onPacket(packet, nanos - count.incrementAndGet() % 2 * JITTER_NANOS);
            return honest.call(arguments[0], uneven);
          });
    }
  }
}
