package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.protocol.Condition;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server at even intervals how the device fares, while a channel is open, in dialects that have that. Started
 * and stopped by the channel, on the device's thread.
 */
final class Heartbeat {

  private static final int DEFAULT_VOLUME = 70;

  private final Board board;
  private final long everyNanos;
  private final Consumer<Condition> send;
  private final Timer timer;
  private long dueNanos;

  /**
   * @param everyMillis the interval
   */
  Heartbeat(Board board, int everyMillis, Consumer<Condition> send) {
    this.board = board;
    this.everyNanos = everyMillis * 1_000_000L;
    this.send = send;
    this.timer = board.scheduler().timer(this::beat);
  }

  /** The first one comes an interval from now. */
  void start() {
    dueNanos = board.scheduler().clock().nowNanos() + everyNanos;
    timer.arm(dueNanos);
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
        signalPercent(board.link()),
        battery == null ? 100 : battery.levelPercent(),
        battery == null || battery.charging(),
        board.settings().getInt("audio", "output_volume", DEFAULT_VOLUME),
        board.info().networkKind().cellular(),
        backlight == null ? 0 : backlight.brightness());
  }

  /** -50 dBm and better is all there can be, -100 dBm nothing; a modem counts from 0 to 31. */
  private static int signalPercent(@Nullable Link link) {
    return switch (link) {
      case Link.Wifi wifi -> Math.clamp(2 * (wifi.rssiDbm() + 100), 0, 100);
      case Link.Cellular modem -> Math.clamp(modem.csq() * 100 / 31, 0, 100);
      case Link.Wired _ -> 100;
      case null -> 0;
    };
  }
}
