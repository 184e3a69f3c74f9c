package io.github.xiaozhisim.hal;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a device is towards a server. Tokens are signed over the exact spelling, so the same strings must be used in
 * every request.
 *
 * @param deviceId the station's MAC address, lower case with colons; unicast (servers refuse others)
 * @param clientId a UUID that survives restarts and changes when the settings are erased
 * @param serialNumber the serial number burnt into the chip, or null where there is none
 */
public record Identity(String deviceId, String clientId, @Nullable String serialNumber) {

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  public Identity {
    if (!MAC.matcher(deviceId).matches()) {
      throw new IllegalArgumentException(
          "device id '" + deviceId + "' is not a MAC address like 02:12:34:ab:cd:ef (lower case, colons)");
    }
    if ((Integer.parseInt(deviceId.substring(0, 2), 16) & 1) != 0) {
      throw new IllegalArgumentException(
          "device id '" + deviceId + "' is a multicast address; the lowest bit of its first byte must be 0");
    }
  }

  public Identity(String deviceId, String clientId) {
    this(deviceId, clientId, null);
  }

  /** The MAC without separators, upper case: {@code FC012C2EA0A0}. */
  public String compactDeviceId() {
    return deviceId.replace(":", "").toUpperCase(Locale.ROOT);
  }
}
