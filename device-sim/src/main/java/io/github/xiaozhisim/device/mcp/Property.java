package io.github.xiaozhisim.device.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One argument of a tool. Without a default it is required.
 *
 * @param defaultValue a {@link Boolean}, {@link Integer} or {@link String} matching {@code type}, or null: required
 * @param minimum lowest integer, null for none
 * @param maximum highest integer, null for none
 */
public record Property(
    String name, Type type, @Nullable Object defaultValue, @Nullable Integer minimum, @Nullable Integer maximum) {

  /** JSON types an argument can have. */
  public enum Type {
    BOOLEAN,
    INTEGER,
    STRING
  }

  public static Property string(String name) {
    return new Property(name, Type.STRING, null, null, null);
  }

  public static Property bool(String name) {
    return new Property(name, Type.BOOLEAN, null, null, null);
  }

  public static Property integer(String name, int minimum, int maximum) {
    return new Property(name, Type.INTEGER, null, minimum, maximum);
  }

  public Property withDefault(Object value) {
    return new Property(name, type, value, minimum, maximum);
  }

  boolean required() {
    return defaultValue == null;
  }

  void describe(ObjectNode schema) {
    schema.put(
        "type",
        switch (type) {
          case BOOLEAN -> "boolean";
          case INTEGER -> "integer";
          case STRING -> "string";
        });
    switch (defaultValue) {
      case Boolean b -> schema.put("default", b);
      case Integer i -> schema.put("default", i);
      case String s -> schema.put("default", s);
      case null, default -> {}
    }
    if (minimum != null) {
      schema.put("minimum", minimum);
    }
    if (maximum != null) {
      schema.put("maximum", maximum);
    }
  }
}
