package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be wrong with the tools that a board declares; sentences for people. No tool is called. */
final class ToolCheck {

  private ToolCheck() {}

  static List<String> complaints(List<Tool> tools) {
    List<String> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Tool tool : tools) {
      String name = tool.name();
      demand(all, name.matches("self(\\.[a-z0-9_]+)+"), name + " is no name of a tool; begin it with self. and a part");
      demand(all, names.add(name), name + " is there twice");
      demand(all, !tool.description().isBlank(), name + " has no description, so no model will know when to call it");
      Set<String> arguments = new HashSet<>();
      for (Property property : tool.properties()) {
        demand(all, arguments.add(property.name()), name + " has two arguments " + property.name());
        complain(all, name + "'s argument " + property.name(), property);
      }
    }
    return all;
  }

  private static void complain(List<String> all, String whose, Property property) {
    Integer least = property.minimum();
    Integer most = property.maximum();
    boolean bounded = least != null || most != null;
    demand(all, !bounded || property.type() == Property.Type.INTEGER, whose + " is no number but has a limit");
    demand(all, least == null || most == null || least <= most, whose + " has its limits the wrong way round");
    Object value = property.defaultValue();
    boolean fits =
        value == null
            || switch (property.type()) {
              case BOOLEAN -> value instanceof Boolean;
              case STRING -> value instanceof String;
              case INTEGER ->
                  value instanceof Integer number
                      && (least == null || number >= least)
                      && (most == null || number <= most);
            };
    demand(all, fits, whose + " has a default that it would not take: " + value);
  }

  private static void demand(List<String> complaints, boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }
}
