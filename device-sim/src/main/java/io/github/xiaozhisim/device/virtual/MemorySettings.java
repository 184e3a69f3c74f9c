package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings that last as long as this object: a restart of the device keeps them, a new run of the program does not.
 *
 * <p>They are few and seldom change, but there are thousands of devices: so they lie in one array, which is copied at
 * each change, and which copies share until they change.
 */
public final class MemorySettings implements Settings {

  private static final Object[] NOTHING = {};
  /** Namespace, key and value. */
  private static final int WIDTH = 3;

  private Object[] entries;

  public MemorySettings() {
    entries = NOTHING;
  }

  /** What {@code first} holds now; from here on each goes its own way. */
  public MemorySettings(MemorySettings first) {
    entries = first.entries;
  }

  @Override
  public @Nullable String getString(String namespace, String key) {
    return value(namespace, key) instanceof String text ? text : null;
  }

  @Override
  public @Nullable Integer getInt(String namespace, String key) {
    return value(namespace, key) instanceof Integer number ? number : null;
  }

  private @Nullable Object value(String namespace, String key) {
    int at = indexOf(namespace, key);
    return at < 0 ? null : entries[at + 2];
  }

  private int indexOf(String namespace, String key) {
    for (int i = 0; i < entries.length; i += WIDTH) {
      if (entries[i + 1].equals(key) && entries[i].equals(namespace)) {
        return i;
      }
    }
    return -1;
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
    int at = indexOf(namespace, key);
    if (at >= 0 && entries[at + 2].equals(value)) {
      return;
    }
    Object[] changed = Arrays.copyOf(entries, at < 0 ? entries.length + WIDTH : entries.length);
    int to = at < 0 ? entries.length : at;
    changed[to] = namespace;
    changed[to + 1] = key;
    changed[to + 2] = value;
    entries = changed;
  }

  @Override
  public void remove(String namespace, String key) {
    int at = indexOf(namespace, key);
    if (at >= 0) {
      Object[] fewer = new Object[entries.length - WIDTH];
      System.arraycopy(entries, 0, fewer, 0, at);
      System.arraycopy(entries, at + WIDTH, fewer, at, fewer.length - at);
      entries = fewer;
    }
  }

  @Override
  public Map<String, Object> namespace(String namespace) {
    Map<String, Object> one = new TreeMap<>();
    for (int i = 0; i < entries.length; i += WIDTH) {
      if (entries[i].equals(namespace)) {
        one.put((String) entries[i + 1], entries[i + 2]);
      }
    }
    return one;
  }

  @Override
  public void erase() {
    entries = NOTHING;
  }
}
