package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.virtual.VirtualBacklight;
import io.github.xiaozhisim.device.virtual.VirtualBattery;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualCamera;
import io.github.xiaozhisim.device.virtual.VirtualScreen;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of board, as a {@code board.json} describes it. Immutable and shared: all devices of a kind have one, and keep
 * for themselves only what changes.
 *
 * @param key by what it is chosen: the folder or the variant's name
 * @param description one sentence
 * @param info what servers and the device need to know
 * @param networks what it can reach the network with; {@code info} has the one it uses
 * @param audioParts codec and amplifier, for people; may be empty
 * @param echoCancellationOptions what the firmware can be built with
 * @param keys what its keys do
 * @param backlight whether its brightness can be set
 * @param battery how full its battery is, or null without one
 * @param powerSave when it sleeps, or null: never
 * @param pins which of its pins keys and lights hang on, or null where the board is not one of pins
 * @param camera what its camera sees, or null without one
 * @param temperatureCelsius what its thermometer shows, or null without one
 * @param states what its tools can change, with the value at the start
 * @param tools what servers can do with it beyond what every device offers
 */
public record BoardDefinition(
    String key,
    String description,
    BoardInfo info,
    List<NetworkKind> networks,
    String audioParts,
    List<EchoCancellation> echoCancellationOptions,
    List<Key> keys,
    boolean backlight,
    @Nullable BatteryLevel battery,
    @Nullable PowerSave powerSave,
    @Nullable Pins pins,
    @Nullable Picture camera,
    @Nullable Double temperatureCelsius,
    Map<String, Object> states,
    List<ToolDefinition> tools) {

  /** firmware: Backlight::RestoreBrightness */
  private static final int DEFAULT_BRIGHTNESS = 75;

  private static final int MIN_BRIGHTNESS = 10;

  public BoardDefinition {
    networks = List.copyOf(networks);
    echoCancellationOptions = List.copyOf(echoCancellationOptions);
    keys = List.copyOf(keys);
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    tools = List.copyOf(tools);
  }

  /**
   * A key and what it does.
   *
   * @param actions how it is used to what happens, in order
   */
  public record Key(String name, Map<String, String> actions) {}

  /** How full a battery is. */
  public record BatteryLevel(int levelPercent, boolean charging) {}

  /**
   * What a camera sees.
   *
   * @param jpeg empty for the built-in test card
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Picture(byte[] jpeg) {}

  /** The same kind on another of its networks. */
  BoardDefinition on(NetworkKind kind) {
    return new BoardDefinition(
        key, description, info.with(kind), networks, audioParts, echoCancellationOptions, keys, backlight, battery,
        powerSave, pins, camera, temperatureCelsius, states, tools);
  }

  /** The same kind, its camera seeing this picture. */
  public BoardDefinition seeing(byte[] jpeg) {
    return new BoardDefinition(
        key, description, info, networks, audioParts, echoCancellationOptions, keys, backlight, battery,
        powerSave, pins, new Picture(jpeg), temperatureCelsius, states, tools);
  }

  /** The screen of a device that nobody looks at; shared by all devices. */
  public Display screen() {
    return info.display().present() ? new VirtualScreen(info.display()) : Display.NONE;
  }

  /**
   * Fits the parts this kind has, and its tools, to a device's board; not the screen and the lights, which come from
   * who wants to look at them.
   */
  public VirtualBoard fit(VirtualBoard board) {
    Scheduler scheduler = board.scheduler();
    if (backlight) {
      board.fit(new VirtualBacklight(scheduler, brightness(board.settings())));
    }
    if (battery != null) {
      board.fit(new VirtualBattery(battery.levelPercent(), battery.charging()));
    }
    if (powerSave != null) {
      board.fit(powerSave);
    }
    if (camera != null) {
      byte[] jpeg = camera.jpeg();
      board.fit(jpeg.length == 0 ? new VirtualCamera(scheduler) : new VirtualCamera(scheduler, jpeg));
    }
    if (temperatureCelsius != null) {
      board.fitThermometer(temperatureCelsius);
    }
    if (!tools.isEmpty()) {
      board.fitTools(this::toolsOf);
    }
    return board;
  }

  /** What servers can do with such a board beyond what every device offers. */
  public List<Tool> toolsOf(Board board, DeviceInputs device) {
    return tools.isEmpty() ? List.of() : new BoardTools(this, board, device).tools();
  }

  /** What a screen's light is set to at the start. */
  public static int brightness(Settings settings) {
    int stored = settings.getInt("display", "brightness", DEFAULT_BRIGHTNESS);
    return stored <= 0 ? MIN_BRIGHTNESS : Math.min(stored, 100);
  }
}
