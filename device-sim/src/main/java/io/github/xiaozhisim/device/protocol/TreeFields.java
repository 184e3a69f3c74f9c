package io.github.xiaozhisim.device.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of an object of a tree, whatever odd text that was read from. */
final class TreeFields implements Fields {

  private final Map<String, JsonNode> members = new LinkedHashMap<>();

  /** The members of {@code object}; of names that differ only in case the first wins. */
  TreeFields(JsonNode object) {
    for (Map.Entry<String, JsonNode> e : object.properties()) {
      members.putIfAbsent(e.getKey().toLowerCase(Locale.ROOT), e.getValue());
    }
  }

  @Override
  public @Nullable String string(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isString() ? node.stringValue() : null;
  }

  @Override
  public double decimal(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  @Override
  public @Nullable Fields object(String name) {
    JsonNode node = tree(name);
    return node == null ? null : new TreeFields(node);
  }

  @Override
  public @Nullable JsonNode array(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isArray() ? node : null;
  }

  @Override
  public @Nullable JsonNode tree(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isObject() ? node : null;
  }
}
