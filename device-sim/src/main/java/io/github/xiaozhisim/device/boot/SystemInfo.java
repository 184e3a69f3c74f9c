package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.Partition;
import io.github.xiaozhisim.hal.Chip;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of the OTA request. // firmware: GetSystemInfoJson, GetBoardJson */
public final class SystemInfo {

  private static final String COMPILE_TIME = "Aug  8 2026T08:33:45Z"; // firmware: C's __DATE__, not ISO 8601
  private static final String IDF_VERSION = "v5.5.2";
  private static final String ELF_SHA256 = "0f9c4b6a7d3e21585ac0d1f2b3948576e6a7c8d9f0112233445566778899aabb";

  private SystemInfo() {}

  public static String json(Board board, DeviceConfig config) {
    BoardInfo info = board.info();
    Identity identity = board.identity();
    Chip chip = info.chip();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", 2);
    root.put("language", config.language());
    root.put("flash_size", info.flashBytes());
    root.put("minimum_free_heap_size", "8318916"); // firmware: a number in quotes
    root.put("mac_address", identity.deviceId());
    root.put("uuid", identity.clientId());
    root.put("chip_model_name", chip.target());
    root.putObject("chip_info")
        .put("model", chip.model())
        .put("cores", chip.cores())
        .put("revision", chip.revision())
        .put("features", chip.features());
    root.putObject("application")
        .put("name", "xiaozhi")
        .put("version", config.firmwareVersion())
        .put("compile_time", COMPILE_TIME)
        .put("idf_version", IDF_VERSION)
        .put("elf_sha256", ELF_SHA256);
    partitions(root.putArray("partition_table"), info.partitions());
    root.putObject("ota").put("label", running(info.partitions()));
    root.putObject("display")
        .put("monochrome", info.display().monochrome())
        .put("width", info.display().width())
        .put("height", info.display().height());
    board(root.putObject("board"), board);
    String json = Json.MAPPER.writeValueAsString(root);
    return config.robust() ? json : unescaped(json, board.link());
  }

  /** firmware: the name of the wireless network goes in as it is, even when that makes no JSON */
  private static String unescaped(String json, @Nullable Link link) {
    if (link instanceof Link.Wifi wifi) {
      String member = "\"ssid\":";
      return json.replace(member + Json.MAPPER.writeValueAsString(wifi.ssid()), member + "\"" + wifi.ssid() + "\"");
    }
    return json;
  }

  private static void board(ObjectNode out, Board board) {
    BoardInfo info = board.info();
    Link link = board.link();
    out.put("type", info.type()).put("name", info.name()).put("manufacturer", info.manufacturer());
    switch (info.networkKind()) {
      case WIFI -> {
        if (link instanceof Link.Wifi wifi) {
          out.put("ssid", wifi.ssid())
              .put("rssi", wifi.rssiDbm())
              .put("channel", wifi.channel())
              .put("ip", wifi.ip());
        }
        out.put("mac", board.identity().deviceId());
      }
      case ML307, NT26 -> {
        if (link instanceof Link.Cellular modem) {
          cellular(out, modem);
        } else {
          out.put("status", "offline");
        }
      }
      case ETHERNET -> {
        out.put("network", "ethernet");
        if (link instanceof Link.Wired wired && wired.ip() != null) {
          out.put("ip", wired.ip());
        }
        out.put("mac", board.identity().deviceId());
      }
      case RNDIS -> out.put("mac", board.identity().deviceId());
    }
  }

  private static void cellular(ObjectNode out, Link.Cellular modem) {
    out.put("revision", modem.revision())
        .put("carrier", modem.carrier())
        .put("csq", Integer.toString(modem.csq())) // firmware: a number in quotes
        .put("imei", modem.imei())
        .put("iccid", modem.iccid());
    Link.Registration registration = modem.registration();
    ObjectNode cereg = out.putObject("cereg").put("stat", registration.stat());
    if (registration.area() != null) {
      cereg.put("tac", registration.area());
    }
    if (registration.cell() != null) {
      cereg.put("ci", registration.cell());
    }
    if (registration.technology() >= 0) {
      cereg.put("AcT", registration.technology());
    }
  }

  private static void partitions(ArrayNode out, List<Partition> partitions) {
    for (Partition part : partitions) {
      out.addObject()
          .put("label", part.label())
          .put("type", part.type())
          .put("subtype", part.subtype())
          .put("address", part.address())
          .put("size", part.size());
    }
  }

  /** The part that holds the running program: the first one for programs. */
  private static String running(List<Partition> partitions) {
    return partitions.stream().filter(part -> part.type() == 0).map(Partition::label).findFirst().orElse("ota_0");
  }
}
