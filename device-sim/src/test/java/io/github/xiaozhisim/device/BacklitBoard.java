package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Display;

/** Another board with a backlight on it. */
final class BacklitBoard implements Board {

  private final Board board;
  private final Backlight backlight = new DeviceRig.PlainBacklight();

  BacklitBoard(Board board) {
    this.board = board;
  }

  @Override
  public BoardInfo info() {
    return board.info();
  }

  @Override
  public Identity identity() {
    return board.identity();
  }

  @Override
  public Scheduler scheduler() {
    return board.scheduler();
  }

  @Override
  public Settings settings() {
    return board.settings();
  }

  @Override
  public AudioInput audioInput() {
    return board.audioInput();
  }

  @Override
  public AudioOutput audioOutput() {
    return board.audioOutput();
  }

  @Override
  public Network network() {
    return board.network();
  }

  @Override
  public Display display() {
    return board.display();
  }

  @Override
  public Backlight backlight() {
    return backlight;
  }

  @Override
  public void restart() {
    board.restart();
  }
}
