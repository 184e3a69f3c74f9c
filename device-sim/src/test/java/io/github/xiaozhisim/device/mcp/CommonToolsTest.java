package io.github.xiaozhisim.device.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CommonToolsTest {

  private final TestBoard board = new TestBoard(new SimScheduler());
  private final Device device = new Device();

  @Test
  void shouldOfferStatusAndVolumeOnABoardWithoutParts() {
    board.info = info(NetworkKind.WIFI, DisplayInfo.NONE);

    assertThat(names(false)).containsExactly("self.get_device_status", "self.audio_speaker.set_volume");
    assertThat(names(true))
        .containsExactly(
            "self.get_device_status",
            "self.audio_speaker.set_volume",
            "self.get_system_info",
            "self.reboot",
            "self.upgrade_firmware",
            "self.assets.set_download_url");
  }

  @Test
  void shouldOfferAToolForEveryPartTheBoardHasAndUserToolsLast() {
    board.info = info(NetworkKind.WIFI, new DisplayInfo(320, 240, false));
    board.backlight = new Light();
    board.display = new Themed();

    assertThat(names(true))
        .containsExactly(
            "self.get_device_status",
            "self.audio_speaker.set_volume",
            "self.screen.set_brightness",
            "self.screen.set_theme",
            "self.get_system_info",
            "self.reboot",
            "self.upgrade_firmware",
            "self.screen.get_info",
            "self.assets.set_download_url");
  }

  @Test
  void shouldNotKnowTheToolOfAPartTheBoardLacks() {
    assertThat(call("self.screen.set_brightness", "{\"brightness\":5}").get("error").get("message").stringValue())
        .isEqualTo("Unknown tool: self.screen.set_brightness");
  }

  @Test
  void shouldSetTheVolumeAndShowItInTheStatus() {
    assertThat(text(call("self.audio_speaker.set_volume", "{\"volume\":50}"))).isEqualTo("true");

    assertThat(device.volume).isEqualTo(50);
    assertThat(status().get("audio_speaker").get("volume").intValue()).isEqualTo(50);
  }

  @Test
  void shouldLeaveTheVolumeAloneWhenTheValueIsOutOfRange() {
    call("self.audio_speaker.set_volume", "{\"volume\":101}");
    call("self.audio_speaker.set_volume", "{\"volume\":-1}");

    assertThat(device.volume).isEqualTo(70);
  }

  @Test
  void shouldSetAndKeepTheBrightness() {
    Light light = new Light();
    board.backlight = light;

    assertThat(text(call("self.screen.set_brightness", "{\"brightness\":30}"))).isEqualTo("true");
    assertThat(light.brightness).isEqualTo(30);
    assertThat(board.settings.getInt("display", "brightness")).isEqualTo(30);
    assertThat(status().get("screen").get("brightness").intValue()).isEqualTo(30);
  }

  @Test
  void shouldSetAndKeepAThemeTheDisplayHasAndAnswerFalseForAnother() {
    board.display = new Themed();

    assertThat(text(call("self.screen.set_theme", "{\"theme\":\"dark\"}"))).isEqualTo("true");
    assertThat(board.settings.getString("display", "theme")).isEqualTo("dark");

    JsonNode refused = call("self.screen.set_theme", "{\"theme\":\"pink\"}");
    assertThat(text(refused)).isEqualTo("false");
    assertThat(refused.get("result").get("isError").booleanValue()).isFalse();
    assertThat(board.settings.getString("display", "theme")).isEqualTo("dark");
  }

  @Test
  void shouldTellTheSystemInfoAndTheScreen() {
    assertThat(text(call("self.get_system_info", "{}"))).isEqualTo("{\"version\":2}");

    board.info = info(NetworkKind.WIFI, new DisplayInfo(320, 240, false));
    assertThat(text(call("self.screen.get_info", "{}")))
        .isEqualTo("{\"width\":320,\"height\":240,\"monochrome\":false}");
  }

  @Test
  void shouldRebootWhenAsked() {
    call("self.reboot", "{}");

    assertThat(device.reboots).isEqualTo(1);
  }

  @Test
  void shouldKeepTheUrlOfTheAssetsAndRefuseOneThatDoesNotFit() {
    assertThat(text(call("self.assets.set_download_url", "{\"url\":\"http://h/a.bin\"}"))).isEqualTo("true");
    assertThat(board.settings.getString("assets", "download_url")).isEqualTo("http://h/a.bin");

    JsonNode refused = call("self.assets.set_download_url", "{\"url\":\"" + "x".repeat(4_001) + "\"}");
    assertThat(refused.get("error").get("message").stringValue()).contains("longer than 4000 bytes");
    assertThat(board.settings.getString("assets", "download_url")).isEqualTo("http://h/a.bin");
  }

  @Test
  void shouldTellTheStatusOfABoardWithoutParts() {
    board.info = info(NetworkKind.WIFI, DisplayInfo.NONE);
    board.link = new Link.Wifi("a\"b", -53, 6, "192.168.1.44");

    assertThat(status().toString())
        .isEqualTo(
            "{\"audio_speaker\":{\"volume\":70},\"screen\":{},"
                + "\"network\":{\"type\":\"wifi\",\"ssid\":\"a\\\"b\",\"signal\":\"strong\"}}");
  }

  @Test
  void shouldTellTheStatusOfEveryPartTheBoardHas() {
    board.info = info(NetworkKind.WIFI, new DisplayInfo(320, 240, false));
    board.backlight = new Light();
    board.display = new Themed();
    board.battery = new HalfFull();
    board.temperatureCelsius = 41.5;
    board.settings.putString("display", "theme", "dark");

    assertThat(status().toString())
        .isEqualTo(
            "{\"audio_speaker\":{\"volume\":70},\"screen\":{\"brightness\":75,\"theme\":\"dark\"},"
                + "\"battery\":{\"level\":55,\"charging\":true},"
                + "\"network\":{\"type\":\"wifi\",\"ssid\":\"\",\"signal\":\"strong\"},"
                + "\"chip\":{\"temperature\":41.5}}");
  }

  @Test
  void shouldNotTellTheThemeOfALowScreen() {
    board.info = info(NetworkKind.WIFI, new DisplayInfo(128, 64, true));
    board.display = new Themed();

    assertThat(status().get("screen").has("theme")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-60, strong", "-61, medium", "-70, medium", "-71, weak"})
  void shouldTellHowWellTheWirelessNetworkIsHeard(int dbm, String signal) {
    board.link = new Link.Wifi("home", dbm, 6, "192.168.1.44");

    assertThat(status().get("network").get("signal").stringValue()).isEqualTo(signal);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, unknown",
    "0, very weak",
    "14, very weak",
    "15, weak",
    "19, weak",
    "20, medium",
    "24, medium",
    "25, strong"
  })
  void shouldTellHowWellTheModemHears(int csq, String signal) {
    board.info = info(NetworkKind.ML307, DisplayInfo.NONE);
    board.link = new Link.Cellular("R", "CHINA MOBILE", csq, "1", "2", new Link.Registration(1, null, null, 7));

    assertThat(status().get("network").toString())
        .isEqualTo("{\"type\":\"cellular\",\"carrier\":\"CHINA MOBILE\",\"signal\":\"" + signal + "\"}");
  }

  @Test
  void shouldTellTheKindOfNetwork() {
    board.info = info(NetworkKind.ML307, DisplayInfo.NONE);
    assertThat(status().get("network").get("type").stringValue()).isEqualTo("cellular");

    board.info = info(NetworkKind.ETHERNET, DisplayInfo.NONE);
    assertThat(status().get("network").get("type").stringValue()).isEqualTo("ethernet");
  }

  @Test
  void shouldFitOnOnePageWithAllParts() {
    board.info = info(NetworkKind.WIFI, new DisplayInfo(320, 240, false));
    board.backlight = new Light();
    board.display = new Themed();

    assertThat(ask("tools/list", "{\"withUserTools\":true}").get("result").has("nextCursor")).isFalse();
  }

  private static BoardInfo info(NetworkKind network, DisplayInfo display) {
    return VirtualBoard.DEFAULT_INFO.with(network).with(display);
  }

  private List<String> names(boolean withUserTools) {
    List<String> names = new ArrayList<>();
    ask("tools/list", "{\"withUserTools\":" + withUserTools + "}")
        .get("result")
        .get("tools")
        .forEach(tool -> names.add(tool.get("name").stringValue()));
    return names;
  }

  private JsonNode status() {
    return Json.MAPPER.readTree(text(call("self.get_device_status", "{}")));
  }

  private static String text(JsonNode answer) {
    return answer.get("result").get("content").get(0).get("text").stringValue();
  }

  private JsonNode call(String name, String arguments) {
    return ask("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}");
  }

  private JsonNode ask(String method, String params) {
    McpServer server = new McpServer("b", "1", CommonTools.of(board, device), Fidelity.STRICT, device);
    List<String> answers = new ArrayList<>();
    server.answer(
        Json.MAPPER.readTree(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}"),
        answers::add);
    return Json.MAPPER.readTree(answers.getFirst());
  }

  private static final class Device implements CommonTools.Controls, McpServer.Host {
    private int volume = 70;
    private int reboots;

    @Override
    public int volume() {
      return volume;
    }

    @Override
    public void setVolume(int percent) {
      volume = percent;
    }

    @Override
    public String systemInfo() {
      return "{\"version\":2}";
    }

    @Override
    public void reboot() {
      reboots++;
    }

    @Override
    public void upgrade(String url) {}

    @Override
    public int httpTimeoutMillis() {
      return 30_000;
    }

    @Override
    public String visionUrl() {
      return "";
    }

    @Override
    public String visionToken() {
      return "";
    }

    @Override
    public void visionServer(String url, String token) {}

    @Override
    public void block() {}

    @Override
    public void resume(Runnable rest) {
      rest.run();
    }

    @Override
    public void later(Runnable action) {
      action.run();
    }

    @Override
    public void overloaded(String what) {}
  }

  private static final class Light implements Backlight {
    private int brightness = 75;

    @Override
    public int brightness() {
      return brightness;
    }

    @Override
    public void setBrightness(int percent) {
      brightness = percent;
    }
  }

  private static final class Themed implements Display {
    @Override
    public boolean hasThemes() {
      return true;
    }

    @Override
    public boolean setTheme(String theme) {
      return theme.equals("light") || theme.equals("dark");
    }
  }

  private static final class HalfFull implements Battery {
    @Override
    public int levelPercent() {
      return 55;
    }

    @Override
    public boolean charging() {
      return true;
    }
  }
}
