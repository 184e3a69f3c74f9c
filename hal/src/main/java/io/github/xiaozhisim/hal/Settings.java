package io.github.xiaozhisim.hal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device keeps over a restart, in namespaces as the firmware's non-volatile storage has them
 * ({@code wifi}, {@code board}, {@code mqtt}, {@code websocket}, {@code audio}, {@code display}, …).
 *
 * <p>A value is a string or a 32-bit integer; reading a key as the other type gives nothing, as on the chip. Writes are
 * durable when the method returns (for a file: written and renamed) or throw {@link java.io.UncheckedIOException};
 * where storage is so slow that sound would break off meanwhile, another thread may write them a moment later, the
 * newest at last and all of them before the device is off. Keys are at most 15 characters and values at most 4000 bytes
 * of UTF-8: a longer one is refused with {@link IllegalArgumentException} and nothing changes.
 */
public interface Settings {

  int MAX_KEY_LENGTH = 15;
  int MAX_VALUE_BYTES = 4000;

  @Nullable String getString(String namespace, String key);

  @Nullable Integer getInt(String namespace, String key);

  void putString(String namespace, String key, String value);

  void putInt(String namespace, String key, int value);

  void remove(String namespace, String key);

  /** Everything in one namespace, {@link String} or {@link Integer} values, in key order; a copy. */
  Map<String, Object> namespace(String namespace);

  /** Forgets everything, as erasing the storage does. */
  void erase();

  default String getString(String namespace, String key, String otherwise) {
    String value = getString(namespace, key);
    return value == null ? otherwise : value;
  }

  default int getInt(String namespace, String key, int otherwise) {
    Integer value = getInt(namespace, key);
    return value == null ? otherwise : value;
  }
}
