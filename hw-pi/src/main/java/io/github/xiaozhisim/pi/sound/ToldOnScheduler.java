package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;

/** Carries what happens to a card to the device's thread. */
record ToldOnScheduler(String part, Scheduler scheduler, SoundCardListener listener) implements LineKeeper.Fate {

  @Override
  public void gone(String sentence) {
    scheduler.execute(() -> listener.gone(part, sentence));
  }

  @Override
  public void back(String description) {
    scheduler.execute(() -> listener.back(part + " " + description));
  }
}
