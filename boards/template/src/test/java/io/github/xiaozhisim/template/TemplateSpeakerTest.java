package io.github.xiaozhisim.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loudspeaker keeps its promises, and hands over what it was given. */
class TemplateSpeakerTest extends PcmOutputContract {

  private final Loop loop = new Loop();
  private final ByteArrayOutputStream played = new ByteArrayOutputStream();

  @Override
  protected Scheduler scheduler() {
    return loop.scheduler();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    loop.runUntil(done);
  }

  @Override
  protected PcmOutput open() {
    return TemplateSound.speaker(scheduler(), played);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void shouldWriteSamplesLittleEndFirstAndAsLoudAsItIsTold() {
    onScheduler(
        () -> {
          PcmOutput speaker = open();
          speaker.volume(50);
          speaker.play(new short[] {0x1234, -400, 99}, 2);
        });
    runUntil(() -> played.size() == 4);

    assertThat(played.toByteArray()).containsExactly(0x8d, 0x04, 0x9c, 0xff); // a quarter: 0x48d and -100
  }
}
