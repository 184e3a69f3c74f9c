package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.ui.Backlight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The tools that every device offers as far as its board has the parts. // firmware: AddCommonTools, AddUserOnlyTools */
public final class CommonTools {

  /** What tools do to the device itself. */
  public interface Controls {
    int volume();

    void setVolume(int percent);

    /** The body of an OTA request. */
    String systemInfo();

    /** Closes the channel and restarts; no answer can follow. */
    void reboot();
  }

  private CommonTools() {}

  public static List<Tool> of(Board board, Controls controls) {
    List<Tool> tools = new ArrayList<>();
    Backlight backlight = board.backlight();
    tools.add(
        tool(
            "self.get_device_status",
            "The device's present state: speaker volume, screen, battery, network. Ask before changing a setting by a"
                + " relative amount.",
            false,
            List.of(),
            arguments -> DeviceStatus.json(board, controls.volume())));
    tools.add(
        tool(
            "self.audio_speaker.set_volume",
            "Sets the speaker's volume. If the present volume is not known, ask self.get_device_status first.",
            false,
            List.of(Property.integer("volume", 0, 100)),
            arguments -> set(controls::setVolume, arguments.integer("volume"))));
    if (backlight != null) {
      tools.add(
          tool(
              "self.screen.set_brightness",
              "Sets the brightness of the screen.",
              false,
              List.of(Property.integer("brightness", 0, 100)),
              arguments -> {
                backlight.setBrightness(arguments.integer("brightness"));
                board.settings().putInt("display", "brightness", arguments.integer("brightness"));
                return "true";
              }));
    }
    if (board.display().hasThemes()) {
      tools.add(
          tool(
              "self.screen.set_theme",
              "Sets the theme of the screen: light or dark.",
              false,
              List.of(Property.string("theme")),
              arguments -> {
                String theme = arguments.string("theme");
                boolean known = board.display().setTheme(theme);
                if (known) {
                  board.settings().putString("display", "theme", theme);
                }
                return Boolean.toString(known);
              }));
    }
    tools.add(
        tool(
            "self.get_system_info", "The device's system information.", true, List.of(), a -> controls.systemInfo()));
    tools.add(
        tool(
            "self.reboot",
            "Restarts the device.",
            true,
            List.of(),
            arguments -> {
              controls.reboot();
              return "true";
            }));
    if (board.info().display().present()) {
      tools.add(
          tool(
              "self.screen.get_info",
              "Size and kind of the screen.",
              true,
              List.of(),
              arguments ->
                  "{\"width\":"
                      + board.info().display().width()
                      + ",\"height\":"
                      + board.info().display().height()
                      + ",\"monochrome\":"
                      + board.info().display().monochrome()
                      + "}"));
    }
    tools.add(
        tool(
            "self.assets.set_download_url",
            "Sets where the assets are downloaded from at the next start.",
            true,
            List.of(Property.string("url")),
            arguments -> {
              board.settings().putString("assets", "download_url", arguments.string("url"));
              return "true";
            }));
    return tools;
  }

  private static String set(IntConsumer setter, int value) {
    setter.accept(value);
    return "true";
  }

  private static Tool tool(
      String name, String description, boolean userOnly, List<Property> properties, Tool.Action action) {
    return new Tool(name, description, properties, userOnly, action);
  }
}
