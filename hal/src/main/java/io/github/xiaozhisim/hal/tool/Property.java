package io.github.xiaozhisim.hal.tool;

import org.jspecify.annotations.Nullable;

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

  public boolean required() {
    return defaultValue == null;
  }
}
