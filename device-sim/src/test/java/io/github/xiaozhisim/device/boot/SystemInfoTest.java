package io.github.xiaozhisim.device.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.network.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SystemInfoTest {

  private final TestBoard board = new TestBoard(new SimScheduler());

  @Test
  void shouldHaveTheFieldsOfTheFirmwareInOrderAndType() {
    JsonNode root = root();

    assertThat(names(root))
        .containsExactly(
            "version", "language", "flash_size", "minimum_free_heap_size", "mac_address", "uuid", "chip_model_name",
            "chip_info", "application", "partition_table", "ota", "display", "board");
    assertThat(root.get("version").toString()).isEqualTo("2");
    assertThat(root.get("language").stringValue()).isEqualTo("zh-CN");
    assertThat(root.get("flash_size").toString()).isEqualTo("16777216");
    assertThat(root.get("minimum_free_heap_size").isString()).isTrue();
    assertThat(root.get("minimum_free_heap_size").stringValue()).matches("[0-9]+");
    assertThat(root.get("mac_address").stringValue()).isEqualTo(board.identity.deviceId());
    assertThat(root.get("uuid").stringValue()).isEqualTo(board.identity.clientId());
    assertThat(root.get("chip_model_name").stringValue()).isEqualTo("esp32s3");
    assertThat(root.get("chip_info").toString())
        .isEqualTo("{\"model\":9,\"cores\":2,\"revision\":2,\"features\":18}");
    assertThat(root.get("ota").toString()).isEqualTo("{\"label\":\"ota_0\"}");
    assertThat(root.get("display").toString()).isEqualTo("{\"monochrome\":true,\"width\":128,\"height\":32}");
  }

  @Test
  void shouldTellTheApplicationAsTheFirmwareDoes() {
    JsonNode application = root().get("application");

    assertThat(names(application)).containsExactly("name", "version", "compile_time", "idf_version", "elf_sha256");
    assertThat(application.get("name").stringValue()).isEqualTo("xiaozhi");
    assertThat(application.get("version").stringValue()).isEqualTo("2.4.2");
    assertThat(application.get("compile_time").stringValue())
        .matches("[A-Z][a-z]{2} [ 0-9]\\d \\d{4}T\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(application.get("idf_version").stringValue()).matches("v\\d+\\.\\d+\\.\\d+");
    assertThat(application.get("elf_sha256").stringValue()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldListThePartitionsOfA16MegabyteFlash() {
    List<String> partitions = new ArrayList<>();
    root()
        .get("partition_table")
        .forEach(
            p ->
                partitions.add(
                    p.get("label").stringValue()
                        + " "
                        + p.get("type")
                        + "/"
                        + p.get("subtype")
                        + " @"
                        + p.get("address")
                        + " "
                        + p.get("size")));

    assertThat(partitions)
        .containsExactly(
            "nvs 1/2 @36864 16384",
            "otadata 1/0 @53248 8192",
            "phy_init 1/1 @61440 4096",
            "ota_0 0/16 @131072 4128768",
            "ota_1 0/17 @4259840 4128768",
            "assets 1/130 @8388608 8388608");
  }

  @Test
  void shouldDescribeABoardOnWifi() {
    board.link = new Link.Wifi("a\"b", -53, 6, "192.168.1.44");

    assertThat(names(root().get("board")))
        .containsExactly("type", "name", "manufacturer", "ssid", "rssi", "channel", "ip", "mac");
    assertThat(root().get("board").get("ssid").stringValue()).isEqualTo("a\"b");
    assertThat(root().get("board").get("rssi").isNumber()).isTrue();
    assertThat(root().get("board").get("channel").isNumber()).isTrue();
    assertThat(root().get("board").get("mac").stringValue()).isEqualTo(board.identity.deviceId());
  }

  @Test
  void shouldDescribeABoardWithAModem() {
    board.info = info(NetworkKind.ML307, DisplayInfo.NONE);
    board.link =
        new Link.Cellular("ML307R", "CHINA MOBILE", 26, "866", "8986", new Link.Registration(1, "1806", null, 7));

    assertThat(names(root().get("board")))
        .containsExactly("type", "name", "manufacturer", "revision", "carrier", "csq", "imei", "iccid", "cereg");
    assertThat(root().get("board").get("csq").isString()).isTrue();
    assertThat(root().get("board").get("cereg").toString()).isEqualTo("{\"stat\":1,\"tac\":\"1806\",\"AcT\":7}");
  }

  @Test
  void shouldDescribeABoardOnEthernet() {
    board.info = info(NetworkKind.ETHERNET, DisplayInfo.NONE);
    board.link = new Link.Wired("192.168.1.44");

    assertThat(names(root().get("board")))
        .containsExactly("type", "name", "manufacturer", "network", "ip", "mac");
    assertThat(root().get("board").get("network").stringValue()).isEqualTo("ethernet");
    assertThat(root().get("display").toString()).isEqualTo("{\"monochrome\":false,\"width\":0,\"height\":0}");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnownWithoutAConnection() {
    board.link = null;
    assertThat(names(root().get("board"))).containsExactly("type", "name", "manufacturer", "mac");

    board.info = info(NetworkKind.NT26, DisplayInfo.NONE);
    assertThat(root().get("board").toString())
        .isEqualTo(
            "{\"type\":\"bread-compact-wifi\",\"name\":\"bread-compact-wifi\",\"manufacturer\":\"\","
                + "\"status\":\"offline\"}");

    board.info = info(NetworkKind.RNDIS, DisplayInfo.NONE);
    assertThat(names(root().get("board"))).containsExactly("type", "name", "manufacturer", "mac");
  }

  @Test
  void shouldNotEscapeTheNameOfTheWirelessNetworkWhenStrict() {
    board.link = new Link.Wifi("a\"b", -53, 6, "192.168.1.44");

    assertThat(SystemInfo.json(board, DeviceConfig.defaults().withFidelity(Fidelity.STRICT)))
        .contains("\"ssid\":\"a\"b\",\"rssi\"");
  }

  private BoardInfo info(NetworkKind network, DisplayInfo display) {
    return board.info.with(network).with(display);
  }

  private JsonNode root() {
    return Json.MAPPER.readTree(SystemInfo.json(board, DeviceConfig.defaults()));
  }

  private static List<String> names(JsonNode object) {
    return new ArrayList<>(object.propertyNames());
  }
}
