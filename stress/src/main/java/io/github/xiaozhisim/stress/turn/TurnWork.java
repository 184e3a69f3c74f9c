package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.measure.State;
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
          Stream.of(DeviceState.values()).map(TurnWork::state).toList());

  private TurnWork() {}

  /** A device's state, for people. */
  public static State state(DeviceState state) {
    String chinese =
        switch (state) {
          case UNKNOWN -> "关机";
          case STARTING -> "启动中";
          case WIFI_CONFIGURING -> "配网中";
          case IDLE -> "空闲";
          case CONNECTING -> "连接中";
          case LISTENING -> "聆听中";
          case SPEAKING -> "说话中";
          case UPGRADING -> "升级中";
          case ACTIVATING -> "激活中";
          case AUDIO_TESTING -> "音频测试中";
          case FATAL_ERROR -> "严重错误";
        };
    String label = state.name().toLowerCase(Locale.ROOT);
    return new State(label, state == DeviceState.UNKNOWN ? "off" : label.replace('_', ' '), chinese);
  }
}
