package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import tools.jackson.databind.node.ObjectNode;

/** The status tool's answer; a part is present when the board has it. // firmware: GetDeviceStatusJson */
final class DeviceStatus {

  /** firmware: low OLED screens have no theme to tell */
  private static final int THEME_MIN_HEIGHT = 64;

  private DeviceStatus() {}

  static String json(Board board, int volume) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putObject("audio_speaker").put("volume", volume);
    ObjectNode screen = root.putObject("screen");
    Backlight backlight = board.backlight();
    if (backlight != null) {
      screen.put("brightness", backlight.brightness());
    }
    if (board.display().hasThemes() && board.info().display().height() > THEME_MIN_HEIGHT) {
      screen.put("theme", board.settings().getString("display", "theme", "light"));
    }
    Battery battery = board.battery();
    if (battery != null) {
      root.putObject("battery").put("level", battery.levelPercent()).put("charging", battery.charging());
    }
    ObjectNode network = root.putObject("network");
    NetworkKind kind = board.info().networkKind();
    switch (kind) {
      case WIFI ->
          network
              .put("type", "wifi")
              .put("ssid", board.settings().getString("wifi", "ssid", ""))
              .put("signal", "strong");
      case ML307 -> network.put("type", "cellular").put("signal", "strong");
      case ETHERNET -> network.put("type", "ethernet").put("state", "connected");
    }
    Double temperature = board.temperatureCelsius();
    if (temperature != null) {
      root.putObject("chip").put("temperature", temperature);
    }
    return Json.MAPPER.writeValueAsString(root);
  }
}
