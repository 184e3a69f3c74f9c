package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import java.util.function.Consumer;

/** Somebody in the room, who hears the loudspeaker. */
final class StageListener implements SpeakerListener {

  private final Consumer<String> notes;

  StageListener(Consumer<String> notes) {
    this.notes = notes;
  }

  @Override
  public void onFirstSound(long nanos) {
    notes.accept("~ first sound");
  }

  @Override
  public void onGap(long fromNanos, long untilNanos) {
    notes.accept("~ gap of " + (untilNanos - fromNanos) / 1_000_000 + " ms");
  }

  @Override
  public void onCut(long lostMicros) {
    notes.accept("~ sound cut");
  }

  @Override
  public void onSilent(long nanos) {
    notes.accept("~ silent");
  }
}
