package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.board.BoardDefinition.BatteryLevel;
import io.github.xiaozhisim.device.board.BoardDefinition.Key;
import io.github.xiaozhisim.device.board.BoardDefinition.Picture;
import io.github.xiaozhisim.device.virtual.FlashLayout;
import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioKind;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.DisplayStyle;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.BoardInfo.Partition;
import io.github.xiaozhisim.hal.BoardInfo.TextFont;
import io.github.xiaozhisim.hal.Chip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a description that {@link BoardCheck} has nothing against into definitions, one for each variant.
 * // firmware: a board's config.json and config.h
 */
final class BoardReader {

  private static final int MIB = 1 << 20;

  /** Gives the bytes of a file that a description names, relative to it. */
  interface Files extends Function<String, byte[]> {}

  private BoardReader() {}

  /** @param key what the board without its variants is chosen by */
  static List<BoardDefinition> read(String key, ObjectNode board, Files files) {
    JsonNode variants = board.get("variants");
    if (variants == null) {
      return List.of(definition(key, board, files));
    }
    List<BoardDefinition> all = new ArrayList<>();
    for (JsonNode variant : variants) {
      ObjectNode merged = board.deepCopy();
      merged.remove("variants");
      variant.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
      all.add(definition(merged.path("name").asString(key), merged, files));
    }
    return all;
  }

  private static BoardDefinition definition(String key, JsonNode board, Files files) {
    Chip chip = Objects.requireNonNull(Chip.of(board.path("chip").asString()));
    String type = board.path("type").asString();
    List<NetworkKind> networks = enums(NetworkKind.class, board.path("network"));
    JsonNode audio = board.path("audio");
    long flashBytes = board.path("flashMiB").asLong() * MIB;
    BoardInfo info =
        new BoardInfo(
            type,
            board.path("name").asString(type),
            board.path("manufacturer").asString(""),
            chip,
            flashBytes,
            flash(board, chip, flashBytes),
            networks.getFirst(),
            board.has("display") ? display(board.path("display"), chip) : DisplayInfo.NONE,
            audio(audio, chip),
            enumOf(LedKind.class, board.path("led"), LedKind.NONE),
            board.has("wakeWord") ? board.path("wakeWord").asString() : null,
            board.has("boardId") ? board.path("boardId").asString() : null);
    List<EchoCancellation> options = enums(EchoCancellation.class, audio.path("echoCancellationOptions"));
    return new BoardDefinition(
        key,
        board.path("description").asString(),
        info,
        networks,
        audio.path("parts").asString(""),
        options.isEmpty() ? List.of(info.audio().echoCancellation()) : options,
        keys(board.path("keys")),
        board.path("backlight").asBoolean(false),
        battery(board.path("battery")),
        powerSave(board.path("powerSave")),
        board.has("pins") ? PinReader.pins(board.path("pins")) : null,
        board.has("camera") ? camera(board.path("camera"), files) : null,
        board.has("temperatureCelsius") ? board.path("temperatureCelsius").asDouble() : null,
        values(board.path("states")),
        ToolReader.tools(board.path("tools")));
  }

  /** A board that runs Linux has no flash of its own, and nothing in it to be told. */
  private static List<Partition> flash(JsonNode board, Chip chip, long flashBytes) {
    if (board.has("partitions")) {
      return partitions(board.path("partitions"));
    }
    return chip.equals(Chip.LINUX) ? List.of() : FlashLayout.of(flashBytes, chip.target());
  }

  private static List<Partition> partitions(JsonNode parts) {
    List<Partition> all = new ArrayList<>();
    for (JsonNode part : parts) {
      all.add(
          new Partition(
              part.path("label").asString(),
              part.path("type").asInt(),
              part.path("subtype").asInt(),
              part.path("address").asLong(),
              part.path("size").asLong()));
    }
    return all;
  }

  private static DisplayInfo display(JsonNode display, Chip chip) {
    DisplayInfo usual =
        new DisplayInfo(
            display.path("width").asInt(),
            display.path("height").asInt(),
            display.path("kind").asString().equals("oled"));
    DisplayStyle style = enumOf(DisplayStyle.class, display.path("style"), DisplayStyle.LINE);
    boolean graphical = style != DisplayStyle.EMOTE;
    List<String> themes = new ArrayList<>();
    display.path("themes").forEach(theme -> themes.add(theme.asString()));
    // firmware: LV_USE_SNAPSHOT is on by default where there is memory for it
    boolean roomy = chip.target().equals("esp32s3") || chip.target().equals("esp32p4");
    return new DisplayInfo(
        usual.width(),
        usual.height(),
        usual.monochrome(),
        style,
        display.has("font") ? font(display.path("font")) : usual.font(),
        display.has("themes") ? themes : graphical ? usual.themes() : List.of(),
        graphical && display.path("snapshot").asBoolean(roomy));
  }

  private static @Nullable TextFont font(JsonNode font) {
    return font.isObject()
        ? new TextFont(
            font.path("bundle").asString(),
            font.path("charset").asString(),
            font.path("size").asInt(),
            font.path("bitsPerPixel").asInt())
        : null;
  }

  private static AudioInfo audio(JsonNode audio, Chip chip) {
    boolean strong = List.of("esp32s3", "esp32p4", "esp32s31").contains(chip.target());
    return new AudioInfo(
        audio.path("inputRateHz").asInt(),
        audio.path("outputRateHz").asInt(),
        audio.path("reference").asBoolean(false),
        enumOf(AudioEngine.class, audio.path("engine"), strong ? AudioEngine.AFE : AudioEngine.LITE),
        enumOf(AudioKind.class, audio.path("kind"), AudioKind.PCM),
        audio.path("frameMillis").asInt(AudioInfo.FRAME_MILLIS),
        enumOf(EchoCancellation.class, audio.path("echoCancellation"), EchoCancellation.OFF));
  }

  private static List<Key> keys(JsonNode keys) {
    List<Key> all = new ArrayList<>();
    for (JsonNode key : keys) {
      Map<String, String> actions = new LinkedHashMap<>();
      key.properties().forEach(member -> actions.put(member.getKey(), member.getValue().asString()));
      String name = Objects.requireNonNull(actions.remove("name"));
      all.add(new Key(name, actions));
    }
    return all;
  }

  private static @Nullable BatteryLevel battery(JsonNode battery) {
    return battery.isObject()
        ? new BatteryLevel(battery.path("levelPercent").asInt(), battery.path("charging").asBoolean())
        : null;
  }

  private static @Nullable PowerSave powerSave(JsonNode plan) {
    return plan.isObject()
        ? new PowerSave(
            plan.path("sleepSeconds").asInt(),
            plan.path("shutdownSeconds").asInt(-1),
            plan.path("slowsDown").asBoolean(false))
        : null;
  }

  private static Picture camera(JsonNode camera, Files files) {
    return new Picture(camera.has("picture") ? files.apply(camera.path("picture").asString()) : new byte[0]);
  }

  static Map<String, Object> values(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object.properties().forEach(member -> values.put(member.getKey(), value(member.getValue())));
    return values;
  }

  static Object value(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : node.isNumber() ? (Object) node.asInt() : node.asString();
  }

  private static <E extends Enum<E>> E enumOf(Class<E> type, JsonNode node, E otherwise) {
    return node.isString() ? Enum.valueOf(type, node.asString().toUpperCase(Locale.ROOT)) : otherwise;
  }

  private static <E extends Enum<E>> List<E> enums(Class<E> type, JsonNode array) {
    List<E> all = new ArrayList<>();
    array.forEach(node -> all.add(Enum.valueOf(type, node.asString().toUpperCase(Locale.ROOT))));
    return all;
  }
}
