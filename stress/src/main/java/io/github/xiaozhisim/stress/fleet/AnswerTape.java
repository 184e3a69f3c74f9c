package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.stress.turn.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs while an ear hears an answer, and keeps its packets as they sounded until the turn is over: should it be one of
 * the slowest, it can be listened to. Nothing is decoded here. On the device's thread.
 */
final class AnswerTape implements VirtualSpeaker.Ear {

  private final VirtualSpeaker.Ear ear;
  private final SlowAnswers slowest;
  private List<Sound> sounds = List.of();
  private boolean running;

  /** One packet, and when it began to sound. */
  record Sound(byte[] packet, long startNanos) {}

  /** @param ear who listens; it hears everything as it would without a tape */
  AnswerTape(VirtualSpeaker.Ear ear, SlowAnswers slowest) {
    this.ear = ear;
    this.slowest = slowest;
  }

  /** What sounds from now on is the answer. */
  void begin() {
    if (!running && slowest.mayRun()) {
      running = true;
      sounds = new ArrayList<>();
    }
  }

  /** The turn is over. */
  void end(Turn turn) {
    if (running) {
      running = false;
      slowest.ended(turn, sounds);
      sounds = List.of();
    }
  }

  @Override
  public void hear(byte[] packet, long startNanos) {
    if (running && (sounds.isEmpty() || startNanos - sounds.getFirst().startNanos() < AnswerSound.LONGEST_NANOS)) {
      sounds.add(new Sound(packet, startNanos));
    }
    ear.hear(packet, startNanos);
  }

  @Override
  public void quiet() {
    ear.quiet();
  }

  @Override
  public void forget() {
    ear.forget();
  }
}
