package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
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
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", 2);
    root.put("language", config.language());
    root.put("flash_size", info.flashBytes());
    root.put("minimum_free_heap_size", "8318916"); // firmware: a number in quotes
    root.put("mac_address", identity.deviceId());
    root.put("uuid", identity.clientId());
    root.put("chip_model_name", info.chip());
    root.putObject("chip_info")
        .put("model", info.chipModel())
        .put("cores", info.chipCores())
        .put("revision", 2)
        .put("features", 18);
    root.putObject("application")
        .put("name", "xiaozhi")
        .put("version", config.firmwareVersion())
        .put("compile_time", COMPILE_TIME)
        .put("idf_version", IDF_VERSION)
        .put("elf_sha256", ELF_SHA256);
    partitions(root.putArray("partition_table"));
    root.putObject("ota").put("label", "ota_0");
    root.putObject("display")
        .put("monochrome", info.display().monochrome())
        .put("width", info.display().width())
        .put("height", info.display().height());
    board(root.putObject("board"), board);
    return Json.MAPPER.writeValueAsString(root);
  }

  private static void board(ObjectNode out, Board board) {
    BoardInfo info = board.info();
    out.put("type", info.type()).put("name", info.name()).put("manufacturer", info.manufacturer());
    switch (info.networkKind()) {
      case WIFI ->
          out.put("ssid", board.settings().getString("wifi", "ssid", "home"))
              .put("rssi", -53)
              .put("channel", 6)
              .put("ip", "192.168.1.44")
              .put("mac", board.identity().deviceId());
      case ML307 -> {
        out.put("revision", "ML307R-DL-MBRH0S01")
            .put("carrier", "CHINA MOBILE")
            .put("csq", "26")
            .put("imei", "866597070000000")
            .put("iccid", "89860000000000000000");
        out.putObject("cereg").put("stat", 1);
      }
      case ETHERNET -> out.put("network", "ethernet").put("ip", "192.168.1.44").put("mac", board.identity().deviceId());
    }
  }

  private static void partitions(ArrayNode out) {
    partition(out, "nvs", 1, 2, 36_864, 16_384);
    partition(out, "otadata", 1, 0, 53_248, 8_192);
    partition(out, "phy_init", 1, 1, 61_440, 4_096);
    partition(out, "ota_0", 0, 16, 131_072, 4_128_768);
    partition(out, "ota_1", 0, 17, 4_259_840, 4_128_768);
    partition(out, "assets", 1, 130, 8_388_608, 8_388_608);
  }

  private static void partition(ArrayNode out, String label, int type, int subtype, int address, int size) {
    out.addObject()
        .put("label", label)
        .put("type", type)
        .put("subtype", subtype)
        .put("address", address)
        .put("size", size);
  }
}
