package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The status tool's answer; a part is present when the board has it. // firmware: GetDeviceStatusJson */
final class DeviceStatus {

  /** firmware: low OLED screens have no theme to tell */
  private static final int THEME_MIN_HEIGHT = 64;

  private static final int STRONG_DBM = -60;
  private static final int MEDIUM_DBM = -70;

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
    network(root.putObject("network"), board);
    Double temperature = board.temperatureCelsius();
    if (temperature != null) {
      root.putObject("chip").put("temperature", temperature);
    }
    return Json.MAPPER.writeValueAsString(root);
  }

  private static void network(ObjectNode out, Board board) {
    Link link = board.link();
    switch (board.info().networkKind()) {
      case WIFI -> {
        out.put("type", "wifi");
        if (link instanceof Link.Wifi wifi) {
          out.put("ssid", wifi.ssid()).put("signal", signalOfWifi(wifi.rssiDbm()));
        } else {
          out.put("ssid", "").put("signal", signalOfWifi(0)); // firmware: unjoined, it reads a strength of 0
        }
      }
      case ML307, NT26 -> {
        out.put("type", "cellular");
        if (link instanceof Link.Cellular modem) {
          out.put("carrier", modem.carrier()).put("signal", signalOfModem(modem.csq()));
        }
      }
      case ETHERNET -> {
        String ip = ip(link);
        out.put("type", "ethernet").put("state", ip == null ? "disconnected" : "connected");
        if (ip != null) {
          out.put("ip", ip);
        }
      }
      case RNDIS -> out.put("type", "rndis");
    }
  }

  private static @Nullable String ip(@Nullable Link link) {
    return link instanceof Link.Wired wired ? wired.ip() : null;
  }

  private static String signalOfWifi(int dbm) {
    return dbm >= STRONG_DBM ? "strong" : dbm >= MEDIUM_DBM ? "medium" : "weak";
  }

  private static String signalOfModem(int csq) {
    if (csq < 0) {
      return "unknown";
    }
    return csq < 15 ? "very weak" : csq < 20 ? "weak" : csq < 25 ? "medium" : "strong";
  }
}
