package io.github.xiaozhisim.hal.tool;

import java.util.Map;
import java.util.Objects;

/**
 * The checked arguments of one call: every declared one is there, with its type.
 *
 * @param values a {@link Boolean}, {@link Integer} or {@link String} for each name
 */
public record Arguments(Map<String, Object> values) {

  public Arguments {
    values = Map.copyOf(values);
  }

  public int integer(String name) {
    return (Integer) value(name);
  }

  public String string(String name) {
    return (String) value(name);
  }

  public boolean bool(String name) {
    return (Boolean) value(name);
  }

  public Object value(String name) {
    return Objects.requireNonNull(values.get(name), () -> "the tool did not declare " + name);
  }
}
