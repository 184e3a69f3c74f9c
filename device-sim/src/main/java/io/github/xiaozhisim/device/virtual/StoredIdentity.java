package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Settings;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An identity as the chip has it: the address is burnt in, the client id is made once and kept in the settings, so that
 * erasing them makes another. // firmware: Board::GenerateUuid
 */
public final class StoredIdentity {

  private static final String NAMESPACE = "board";
  private static final String KEY = "uuid";

  private StoredIdentity() {}

  /** {@code random} is asked only when the settings hold no client id yet. */
  public static Identity of(
      Settings settings, String deviceId, @Nullable String serialNumber, RandomGenerator random) {
    String clientId = settings.getString(NAMESPACE, KEY);
    if (clientId == null) {
      long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L; // version 4
      long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
      clientId = new UUID(high, low).toString();
      settings.putString(NAMESPACE, KEY, clientId);
    }
    return new Identity(deviceId, clientId, serialNumber);
  }
}
