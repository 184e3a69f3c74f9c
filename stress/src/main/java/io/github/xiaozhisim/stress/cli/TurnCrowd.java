package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.capacity.Climb;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.turn.TurnCount;

/** What a climb has to know about devices that talk. */
record TurnCrowd(Load load, Measurements measurements) implements Climb.Crowd {

  /** Devices that have booted; conversations need not gather. */
  @Override
  public double present() {
    long ready = 0;
    for (DeviceState state : DeviceState.values()) {
      switch (state) {
        case IDLE, CONNECTING, LISTENING, SPEAKING -> ready += measurements.state(state.ordinal());
        default -> {}
      }
    }
    return load.model() == Load.Model.OPEN ? load.level() : ready;
  }

  /** No turn is under way, and no conversation waits for a device. */
  @Override
  public boolean isIdle() {
    return measurements.count(TurnCount.ARRIVALS_WAITING) == 0
        && measurements.count(TurnCount.TURNS_STARTED) == measurements.count(TurnCount.TURNS_FINISHED);
  }
}
