package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A board with parts that can be touched: the sound card and the pins of this machine, its network, its thermometer. It
 * is what its description says, and made of what was handed in. On the device's thread.
 */
final class RealBoard implements Board {

  /**
   * What the board is made of.
   *
   * @param ip the machine's own address, empty while it has none
   */
  record Parts(
      Identity identity,
      Scheduler scheduler,
      Settings settings,
      Network network,
      AudioInput input,
      AudioOutput output,
      Display display,
      Led led,
      @Nullable Backlight backlight,
      ThisMachine machine,
      Supplier<String> ip) {}

  private final BoardDefinition kind;
  private final Parts parts;
  private @Nullable DeviceInputs device;

  RealBoard(BoardDefinition kind, Parts parts) {
    this.kind = kind;
    this.parts = parts;
  }

  @Override
  public BoardInfo info() {
    return kind.info();
  }

  @Override
  public Identity identity() {
    return parts.identity();
  }

  @Override
  public Scheduler scheduler() {
    return parts.scheduler();
  }

  @Override
  public Settings settings() {
    return parts.settings();
  }

  @Override
  public AudioInput audioInput() {
    return parts.input();
  }

  @Override
  public AudioOutput audioOutput() {
    return parts.output();
  }

  @Override
  public Network network() {
    return parts.network();
  }

  @Override
  public @Nullable Link link() {
    return parts.machine().link(kind.info().networkKind(), parts.ip().get());
  }

  @Override
  public void attach(DeviceInputs living) {
    device = living;
  }

  @Override
  public List<Tool> tools() {
    DeviceInputs living = device;
    return living == null ? List.of() : kind.toolsOf(this, living);
  }

  @Override
  public Display display() {
    return parts.display();
  }

  @Override
  public Led led() {
    return parts.led();
  }

  @Override
  public @Nullable Backlight backlight() {
    return parts.backlight();
  }

  @Override
  public @Nullable Double temperatureCelsius() {
    return parts.machine().temperatureCelsius();
  }
}
