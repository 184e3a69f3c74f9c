package io.github.xiaozhisim.device.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecPowerTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> switched = new ArrayList<>();

  @Test
  void shouldTurnTheInputOffFifteenSecondsAfterTheLastRead() {
    CodecPower power = new CodecPower(scheduler, new Input(), new Output(false));
    power.reading(true);
    scheduler.runForMillis(60_000);
    power.reading(false);
    scheduler.runForMillis(60_000);
    power.reading(true);
    scheduler.runForMillis(1_000);

    assertThat(switched).containsExactly("0 input on", "76000 input off", "120000 input on");
  }

  @Test
  void shouldTurnTheOutputOffFifteenSecondsAfterTheLastSoundAndOnForTheNext() {
    CodecPower power = new CodecPower(scheduler, new Input(), new Output(false));
    power.writing();
    scheduler.runForMillis(10_000);
    power.writing();
    scheduler.runForMillis(30_000);
    power.writing();

    assertThat(switched).containsExactly("0 output on", "26000 output off", "40000 output on");
  }

  @Test
  void shouldKeepTheOutputOfADuplexCodecOnWhileTheInputIs() {
    CodecPower power = new CodecPower(scheduler, new Input(), new Output(true));
    power.reading(true);
    power.writing();
    scheduler.runForMillis(60_000);
    power.reading(false);
    scheduler.runForMillis(60_000);

    assertThat(switched).containsExactly("0 input on", "0 output on", "76000 input off", "76000 output off");
  }

  @Test
  void shouldTurnOffWhatIsOnWhenTheDeviceGoesOff() {
    CodecPower power = new CodecPower(scheduler, new Input(), new Output(false));
    power.stop();
    assertThat(switched).isEmpty();

    power.reading(true);
    power.writing();
    power.stop();
    scheduler.runForMillis(60_000);
    assertThat(switched).containsExactly("0 input on", "0 output on", "0 input off", "0 output off");
  }

  private void note(String what) {
    switched.add(scheduler.clock().nowNanos() / 1_000_000 + " " + what);
  }

  private final class Input implements OpusInput {
    @Override
    public int frameMillis() {
      return 60;
    }

    @Override
    public void start(int warmUpMillis, Sink sink) {}

    @Override
    public void stop() {}

    @Override
    public boolean hasSwitch() {
      return true;
    }

    @Override
    public void enabled(boolean on) {
      note("input " + (on ? "on" : "off"));
    }
  }

  private final class Output implements OpusOutput {
    private final boolean duplex;

    Output(boolean duplex) {
      this.duplex = duplex;
    }

    @Override
    public boolean duplex() {
      return duplex;
    }

    @Override
    public boolean wantsBytes() {
      return false;
    }

    @Override
    public void play(byte[] packet, int durationMicros) {}

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public boolean drained() {
      return true;
    }

    @Override
    public void listener(AudioOutput.Listener listener) {}

    @Override
    public void flush() {}

    @Override
    public void volume(int percent) {}

    @Override
    public boolean hasSwitch() {
      return true;
    }

    @Override
    public void enabled(boolean on) {
      note("output " + (on ? "on" : "off"));
    }
  }
}
