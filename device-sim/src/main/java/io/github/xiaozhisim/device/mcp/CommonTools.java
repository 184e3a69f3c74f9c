package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.DisplayStyle;
import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Camera;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools of a device: those that every one offers as far as its board has the parts, then the board's own, then
 * those for users. // firmware: AddCommonTools, AddUserOnlyTools
 */
public final class CommonTools {

  /** What tools do to the device itself. */
  public interface Controls {
    int volume();

    void setVolume(int percent);

    /** The body of an OTA request. */
    String systemInfo();

    /** Closes the channel and restarts. */
    void reboot();

    /** Closes the channel, downloads a firmware and restarts. */
    void upgrade(String url);

    /** For a whole HTTP exchange. */
    int httpTimeoutMillis();

    /** Where pictures go, empty while no server has said. */
    String visionUrl();

    /** With what token, may be empty. */
    String visionToken();
  }

  private final Board board;
  private final Controls controls;
  private final List<Tool> tools = new ArrayList<>();

  private CommonTools(Board board, Controls controls) {
    this.board = board;
    this.controls = controls;
  }

  public static List<Tool> of(Board board, Controls controls) {
    CommonTools all = new CommonTools(board, controls);
    all.common();
    List<Tool> own = board.tools();
    own.stream().filter(tool -> !tool.userOnly()).forEach(all.tools::add);
    own.stream().filter(Tool::userOnly).forEach(all.tools::add);
    all.forUsers();
    return all.tools;
  }

  private void common() {
    add(
        "self.get_device_status",
        "The device's present state: speaker volume, screen, battery, network. Ask before changing a setting by a"
            + " relative amount.",
        List.of(),
        arguments -> DeviceStatus.json(board, controls.volume()));
    add(
        "self.audio_speaker.set_volume",
        "Sets the speaker's volume. If the present volume is not known, ask self.get_device_status first.",
        List.of(Property.integer("volume", 0, 100)),
        arguments -> {
          controls.setVolume(arguments.integer("volume"));
          return "true";
        });
    Backlight backlight = board.backlight();
    if (backlight != null) {
      add(
          "self.screen.set_brightness",
          "Sets the brightness of the screen.",
          List.of(Property.integer("brightness", 0, 100)),
          arguments -> {
            backlight.setBrightness(arguments.integer("brightness"));
            board.settings().putInt("display", "brightness", arguments.integer("brightness"));
            return "true";
          });
    }
    if (board.display().hasThemes()) {
      add(
          "self.screen.set_theme",
          "Sets the theme of the screen: light or dark.",
          List.of(Property.string("theme")),
          arguments -> setTheme(arguments.string("theme")));
    }
    Camera camera = board.camera();
    // firmware: not in builds without the graphics library
    if (camera != null && board.info().display().style() != DisplayStyle.EMOTE) {
      tools.add(
          new Tool(
              "self.camera.take_photo",
              "Takes a photo and asks about it. Use it when the user wants something looked at.",
              List.of(Property.string("question")),
              false,
              (arguments, answer) -> takePhoto(camera, arguments, answer)));
    }
  }

  private String setTheme(String theme) {
    boolean known = board.display().setTheme(theme);
    if (known) {
      board.settings().putString("display", "theme", theme);
    }
    return Boolean.toString(known);
  }

  private void takePhoto(Camera camera, Arguments arguments, Tool.Answer answer) {
    camera.capture(
        jpeg -> {
          String url = controls.visionUrl();
          if (url.isEmpty()) {
            answer.error("Image explain URL or token is not set");
          } else {
            upload().photo(url, controls.visionToken(), arguments.string("question"), jpeg, answer);
          }
        },
        why -> answer.error("Failed to capture photo"));
  }

  private Upload upload() {
    return new Upload(board.network(), board.identity(), controls.httpTimeoutMillis());
  }

  private void forUsers() {
    addForUsers("self.get_system_info", "The device's system information.", List.of(), a -> controls.systemInfo());
    addForUsers(
        "self.reboot",
        "Restarts the device.",
        List.of(),
        arguments -> {
          controls.reboot();
          return "true";
        });
    addForUsers(
        "self.upgrade_firmware",
        "Downloads the firmware at a URL, installs it and restarts.",
        List.of(Property.string("url")),
        arguments -> {
          controls.upgrade(arguments.string("url"));
          return "true";
        });
    DisplayInfo display = board.info().display();
    if (display.graphical()) {
      addForUsers("self.screen.get_info", "Size and kind of the screen.", List.of(), a -> screenInfo(display));
    }
    if (display.graphical() && display.snapshot()) {
      tools.add(
          new Tool(
              "self.screen.snapshot",
              "Sends a picture of the screen to a URL.",
              List.of(Property.string("url"), Property.integer("quality", 1, 100).withDefault(80)),
              true,
              this::snapshot));
      tools.add(
          new Tool(
              "self.screen.preview_image",
              "Shows the picture at a URL on the screen.",
              List.of(Property.string("url")),
              true,
              (arguments, answer) -> upload().picture(arguments.string("url"), board.display()::showPicture, answer)));
    }
    addForUsers(
        "self.assets.set_download_url",
        "Sets where the assets are downloaded from at the next start.",
        List.of(Property.string("url")),
        arguments -> {
          board.settings().putString("assets", "download_url", arguments.string("url"));
          return "true";
        });
  }

  private static String screenInfo(DisplayInfo display) {
    return "{\"width\":"
        + display.width()
        + ",\"height\":"
        + display.height()
        + ",\"monochrome\":"
        + display.monochrome()
        + "}";
  }

  private void snapshot(Arguments arguments, Tool.Answer answer) throws ToolException {
    byte[] jpeg = board.display().snapshot(arguments.integer("quality"));
    if (jpeg == null) {
      throw new ToolException("Failed to snapshot screen");
    }
    upload().snapshot(arguments.string("url"), jpeg, answer);
  }

  private void add(String name, String description, List<Property> properties, Tool.AtOnce action) {
    tools.add(new Tool(name, description, properties, false, action));
  }

  private void addForUsers(String name, String description, List<Property> properties, Tool.AtOnce action) {
    tools.add(new Tool(name, description, properties, true, action));
  }
}
