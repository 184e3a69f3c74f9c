package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How long sound takes through loudspeaker, air and microphone. */
class RoundTripTest {

  private static final int RATE_HZ = 16_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final VirtualPcmMicrophone microphone = new VirtualPcmMicrophone(scheduler, RATE_HZ, 1);

  /** A room in which sound takes so long, and that leaves so much of it. */
  private RoundTrip.Result inARoom(int millis, double share) {
    VirtualPcmSpeaker speaker =
        new VirtualPcmSpeaker(
            scheduler,
            RATE_HZ,
            (samples, startNanos) -> {
              short[] quieter = Arrays.copyOf(samples, samples.length);
              for (int i = 0; i < quieter.length; i++) {
                quieter[i] = (short) (quieter[i] * share);
              }
              scheduler.after(millis * 1_000_000L, () -> microphone.say(quieter));
            });
    var result = RoundTrip.measure(scheduler, microphone, speaker).toCompletableFuture();
    VirtualBeat.runUntil(scheduler, result::isDone);
    return result.join();
  }

  @Test
  void shouldTellHowLongSoundTakes() {
    RoundTrip.Result result = inARoom(140, 0.02);

    assertThat(result.heard()).isTrue();
    assertThat(result.millis()).hasSize(result.chirps());
    assertThat(result.median()).isCloseTo(140, within(10.0)); // the virtual microphone works in blocks of 10 ms
    assertThat(result.spread()).isLessThan(10);
    assertThat(result.likeness()).isGreaterThan(0.95);
  }

  @Test
  void shouldSayWhenNothingWasHeard() {
    RoundTrip.Result result = inARoom(140, 0);

    assertThat(result.heard()).isFalse();
    assertThat(result.median()).isNaN();
  }

  @Test
  void shouldNotTakeNoiseForAChirp() {
    short[] noise = new short[RATE_HZ];
    long random = 1;
    for (int i = 0; i < noise.length; i++) {
      random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      noise[i] = (short) (random >> 50);
    }

    assertThat(Chirp.find(noise, 0, noise.length, RATE_HZ).likeness()).isLessThan(0.3);
  }
}
