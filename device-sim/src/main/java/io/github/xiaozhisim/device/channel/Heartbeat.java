package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.protocol.Condition;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import java.util.function.Consumer;

/**
 * Tells the server at even intervals how the device fares, while a channel is open, in dialects that have that. Started
 * and stopped by the channel, on the device's thread.
 */
final class Heartbeat {

  private static final int DEFAULT_VOLUME = 70;

  /** What a Wi-Fi board reports next to its access point, and a modem with full coverage. */
  private static final int GOOD_SIGNAL = 80;

  private final Board board;
  private final long everyNanos;
  private final Consumer<Condition> send;
  private final Timer timer;
  private long dueNanos;

  /**
   * @param everyMillis the interval; 0 for no heartbeat
   */
  Heartbeat(Board board, int everyMillis, Consumer<Condition> send) {
    this.board = board;
    this.everyNanos = everyMillis * 1_000_000L;
    this.send = send;
    this.timer = board.scheduler().timer(this::beat);
  }

  /** The first one comes an interval from now. */
  void start() {
    if (everyNanos > 0) {
      dueNanos = board.scheduler().clock().nowNanos() + everyNanos;
      timer.arm(dueNanos);
    }
  }

  void stop() {
    timer.cancel();
  }

  private void beat() {
    dueNanos += everyNanos; // from the intended time, so that lateness does not add up
    timer.arm(dueNanos);
    send.accept(condition());
  }

  private Condition condition() {
    Battery battery = board.battery();
    Backlight backlight = board.backlight();
    return new Condition(
        GOOD_SIGNAL,
        battery == null ? 100 : battery.levelPercent(),
        battery == null || battery.charging(),
        board.settings().getInt("audio", "output_volume", DEFAULT_VOLUME),
        board.info().networkKind() == NetworkKind.ML307,
        backlight == null ? 0 : backlight.brightness());
  }
}
