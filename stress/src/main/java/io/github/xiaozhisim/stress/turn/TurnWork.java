package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Turns of devices as a kind of work. */
public final class TurnWork {

  public static final Vocabulary VOCABULARY =
      new Vocabulary(
          "turns",
          List.of(TurnMeasure.values()),
          List.of(TurnCount.values()),
          List.of(TurnOutcome.values()),
          Stream.of(DeviceState.values()).map(state -> state.name().toLowerCase(Locale.ROOT)).toList());

  private TurnWork() {}
}
