package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings that last as long as this object: a restart of the device keeps them, a new run of the program does not. */
public final class MemorySettings implements Settings {

  private @Nullable TreeMap<String, TreeMap<String, Object>> namespaces;

  @Override
  public @Nullable String getString(String namespace, String key) {
    return value(namespace, key) instanceof String text ? text : null;
  }

  @Override
  public @Nullable Integer getInt(String namespace, String key) {
    return value(namespace, key) instanceof Integer number ? number : null;
  }

  private @Nullable Object value(String namespace, String key) {
    TreeMap<String, TreeMap<String, Object>> all = namespaces;
    TreeMap<String, Object> one = all == null ? null : all.get(namespace);
    return one == null ? null : one.get(key);
  }

  @Override
  public void putString(String namespace, String key, String value) {
    if (value.length() > MAX_VALUE_BYTES / 4 && value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the value of " + namespace + "/" + key + " is longer than " + MAX_VALUE_BYTES + " bytes");
    }
    put(namespace, key, value);
  }

  @Override
  public void putInt(String namespace, String key, int value) {
    put(namespace, key, value);
  }

  private void put(String namespace, String key, Object value) {
    if (key.length() > MAX_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "the key " + namespace + "/" + key + " is longer than " + MAX_KEY_LENGTH + " characters");
    }
    TreeMap<String, TreeMap<String, Object>> all = namespaces;
    if (all == null) {
      all = new TreeMap<>();
      namespaces = all;
    }
    all.computeIfAbsent(namespace, n -> new TreeMap<>()).put(key, value);
  }

  @Override
  public void remove(String namespace, String key) {
    TreeMap<String, TreeMap<String, Object>> all = namespaces;
    TreeMap<String, Object> one = all == null ? null : all.get(namespace);
    if (one != null) {
      one.remove(key);
    }
  }

  @Override
  public Map<String, Object> namespace(String namespace) {
    TreeMap<String, TreeMap<String, Object>> all = namespaces;
    TreeMap<String, Object> one = all == null ? null : all.get(namespace);
    return one == null ? new TreeMap<>() : new TreeMap<>(one);
  }

  @Override
  public void erase() {
    namespaces = null;
  }
}
