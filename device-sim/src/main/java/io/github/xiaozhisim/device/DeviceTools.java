package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.boot.SystemInfo;
import io.github.xiaozhisim.device.mcp.CommonTools;
import io.github.xiaozhisim.device.mcp.McpServer;
import io.github.xiaozhisim.hal.Board;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a server may do to the device by MCP, and the settings that come of it. The MCP server is made when the first
 * request comes.
 */
final class DeviceTools implements CommonTools.Controls {

  /** firmware: a volume of 0 in the settings becomes 10 at boot */
  private static final int MIN_BOOT_VOLUME = 10;

  private static final int DEFAULT_VOLUME = 70;
  private static final int MAX_VOLUME = 100;

  private final Board board;
  private final DeviceConfig config;
  private final AudioService audio;
  private final Runnable reboot;
  private @Nullable McpServer server;
  private int volume;

  DeviceTools(Board board, DeviceConfig config, AudioService audio, Runnable reboot) {
    this.board = board;
    this.config = config;
    this.audio = audio;
    this.reboot = reboot;
    int stored = board.settings().getInt("audio", "output_volume", DEFAULT_VOLUME);
    this.volume = stored <= 0 ? MIN_BOOT_VOLUME : Math.min(stored, MAX_VOLUME);
  }

  /** The answer to a request, or null when it is not to be answered. */
  @Nullable String answer(JsonNode request) {
    McpServer ready = server;
    if (ready == null) {
      // the vision server that initialize names is for boards with a camera, which this device does not serve yet
      ready =
          new McpServer(
              board.info().name(), config.firmwareVersion(), CommonTools.of(board, this), (url, token) -> {});
      server = ready;
    }
    return ready.answer(request);
  }

  @Override
  public int volume() {
    return volume;
  }

  @Override
  public void setVolume(int percent) {
    volume = percent;
    board.settings().putInt("audio", "output_volume", percent);
    audio.volume(percent);
  }

  @Override
  public String systemInfo() {
    return SystemInfo.json(board, config);
  }

  @Override
  public void reboot() {
    reboot.run();
  }
}
