package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.board.ToolDefinition.Argument;
import io.github.xiaozhisim.device.board.ToolDefinition.Step;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tools of one device's board, and the states they change. Made when a server first asks; on the device's thread.
 */
final class BoardTools {

  static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9_]*)}");

  private final BoardDefinition definition;
  private final Board board;
  private final DeviceInputs device;
  private final Map<String, Object> states;

  BoardTools(BoardDefinition definition, Board board, DeviceInputs device) {
    this.definition = definition;
    this.board = board;
    this.device = device;
    this.states = new LinkedHashMap<>(definition.states());
  }

  List<Tool> tools() {
    return definition.tools().stream().map(this::tool).toList();
  }

  private Tool tool(ToolDefinition tool) {
    List<Property> properties = tool.arguments().stream().map(Argument::property).toList();
    return new Tool(tool.name(), tool.description(), properties, tool.userOnly(), given -> call(tool, given));
  }

  private String call(ToolDefinition tool, Arguments given) throws ToolException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Argument argument : tool.arguments()) {
      values.put(argument.property().name(), chosen(argument, given.value(argument.property().name())));
    }
    for (Step step : tool.steps()) {
      switch (step) {
        case Step.Set set -> states.put(set.state(), filled(set.to(), values));
        case Step.Store store -> keep(store, filled(store.to(), values));
        case Step.ConfigureWifi _ -> device.configureWifi();
        case Step.Wake wake -> device.wakeWord(String.valueOf(filled(wake.text(), values)));
      }
    }
    return text(tool.answer(), values);
  }

  private static Object chosen(Argument argument, Object value) throws ToolException {
    if (argument.choices().isEmpty()) {
      return value;
    }
    Object meant = argument.choices().get(String.valueOf(value));
    if (meant == null) {
      String name = argument.property().name();
      throw new ToolException(argument.otherwise().replace("{" + name + "}", String.valueOf(value)));
    }
    return meant;
  }

  private void keep(Step.Store store, Object value) {
    switch (value) {
      case Integer number -> board.settings().putInt(store.namespace(), store.key(), number);
      case Boolean yes -> board.settings().putInt(store.namespace(), store.key(), yes ? 1 : 0);
      default -> board.settings().putString(store.namespace(), store.key(), value.toString());
    }
  }

  private String text(Object answer, Map<String, Object> values) {
    if (answer instanceof Map<?, ?> members) {
      Map<String, Object> object = new LinkedHashMap<>();
      members.forEach((name, value) -> object.put(String.valueOf(name), filled(value, values)));
      return Json.MAPPER.writeValueAsString(object);
    }
    return String.valueOf(filled(answer, values));
  }

  /** A text that is one placeholder becomes the value with its type; in longer texts values are written out. */
  private Object filled(Object template, Map<String, Object> values) {
    if (!(template instanceof String text)) {
      return template;
    }
    Matcher whole = PLACEHOLDER.matcher(text);
    if (whole.matches()) {
      return value(whole.group(1), values);
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(value(found.group(1), values))));
  }

  private Object value(String name, Map<String, Object> values) {
    Object argument = values.get(name);
    return argument != null ? argument : states.getOrDefault(name, "");
  }
}
