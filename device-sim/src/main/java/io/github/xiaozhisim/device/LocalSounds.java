package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.audio.Sounds;
import io.github.xiaozhisim.hal.Clock;

/** Plays the device's own sounds. // firmware: PlaySound, which blocks its caller until the last packet has room */
final class LocalSounds {

  private final DeviceObserver observer;
  private final Clock clock;
  private final MainLoop loop;
  private final AudioService audio;
  private final String language;
  private int waiting;

  LocalSounds(DeviceObserver observer, Clock clock, MainLoop loop, AudioService audio, String language) {
    this.observer = observer;
    this.clock = clock;
    this.loop = loop;
    this.audio = audio;
    this.language = language;
  }

  /** From the main loop, which stands still until the sound has found room in the queue. */
  void play(String name) {
    observer.onSound(name, clock.nowNanos());
    if (!audio.play(Sounds.of(language, name), this::queued)) {
      waiting++;
      loop.block();
    }
  }

  private void queued() {
    waiting--;
    if (waiting == 0) {
      loop.resume(() -> {});
    }
  }

  /** From another task: {@code queued} runs when the sound has found room, from inside where there is room now. */
  void playAside(String name, Runnable queued) {
    observer.onSound(name, clock.nowNanos());
    if (audio.play(Sounds.of(language, name), queued)) {
      queued.run();
    }
  }

  /** As {@link #playAside(String, Runnable)}, for who does not wait. */
  void playAside(String name) {
    playAside(name, () -> {});
  }
}
