package io.github.xiaozhisim.device.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tools of the built-in boards do. */
class BoardToolsTest {

  private final TestBoard board = new TestBoard(new SimScheduler());
  private final List<String> inputs = new ArrayList<>();

  @Test
  void shouldTurnTheLampOfABreadboardOnAndOff() throws Exception {
    List<Tool> tools = tools("bread-compact-wifi");
    assertThat(call(tools, "self.lamp.get_state", Map.of())).isEqualTo("{\"power\":false}");
    assertThat(call(tools, "self.lamp.turn_on", Map.of())).isEqualTo("true");
    assertThat(call(tools, "self.lamp.get_state", Map.of())).isEqualTo("{\"power\":true}");

    assertThat(call(tools("bread-compact-wifi"), "self.lamp.get_state", Map.of()))
        .as("another device's lamp")
        .isEqualTo("{\"power\":false}");
  }

  @Test
  void shouldKeepHowTheButtonWorksAndRefuseOtherWays() throws Exception {
    List<Tool> tools = tools("lichuang-dev");
    assertThat(call(tools, "self.set_press_to_talk", Map.of("mode", "press_to_talk"))).isEqualTo("true");
    assertThat(board.settings.getInt("vendor", "press_to_talk")).isEqualTo(1);
    call(tools, "self.set_press_to_talk", Map.of("mode", "click_to_talk"));
    assertThat(board.settings.getInt("vendor", "press_to_talk")).isZero();

    assertThatThrownBy(() -> call(tools, "self.set_press_to_talk", Map.of("mode", "shout")))
        .isInstanceOf(ToolException.class)
        .hasMessage("Invalid mode: shout");
  }

  @Test
  void shouldSetAStripAndAnswerWithItsBrightness() throws Exception {
    List<Tool> tools = tools("esp-hi");
    assertThat(call(tools, "self.led_strip.get_brightness", Map.of())).isEqualTo("4");
    assertThat(call(tools, "self.led_strip.set_brightness", Map.of("level", 7))).isEqualTo("true");
    assertThat(call(tools, "self.led_strip.get_brightness", Map.of())).isEqualTo("7");
    assertThat(board.settings.getInt("led_strip", "brightness")).isEqualTo(7);
    assertThat(call(tools, "self.led_strip.set_all_color", Map.of("red", 1, "green", 2, "blue", 3))).isEqualTo("true");
  }

  @Test
  void shouldWakeTheDeviceForACall() throws Exception {
    Tool tool =
        tools("template-opus-codec").stream()
            .filter(t -> t.name().equals("self.remote_wakeup"))
            .findFirst()
            .orElseThrow();
    assertThat(tool.userOnly()).isTrue();
    assertThat(call(List.of(tool), "self.remote_wakeup", Map.of("reason", "妈妈来电"))).isEqualTo("true");
    assertThat(inputs).containsExactly("wake 妈妈来电");
  }

  @Test
  void shouldOpenTheSetUpOfTheWirelessNetwork() throws Exception {
    assertThat(call(tools("esp32-p4-nano"), "self.system.reconfigure_wifi", Map.of())).isEqualTo("true");
    assertThat(inputs).containsExactly("configure wifi");
  }

  private List<Tool> tools(String name) throws BoardException {
    return new BoardTools(Boards.find(name), board, new Inputs()).tools();
  }

  private static String call(List<Tool> tools, String name, Map<String, Object> arguments) throws ToolException {
    Tool tool = tools.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    return ((Tool.AtOnce) tool.action()).call(new Arguments(arguments));
  }

  /** Writes down what is done to the device. */
  private final class Inputs implements DeviceInputs {
    @Override
    public void toggleChat() {
      inputs.add("chat");
    }

    @Override
    public void pressToTalk() {
      inputs.add("press");
    }

    @Override
    public void releaseToTalk() {
      inputs.add("release");
    }

    @Override
    public void wakeWord(String text) {
      inputs.add("wake " + text);
    }

    @Override
    public void configureWifi() {
      inputs.add("configure wifi");
    }
  }
}
