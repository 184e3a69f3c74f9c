package io.github.xiaozhisim.hal;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a device is towards a server. Tokens are signed over the exact spelling, so the same strings must be used in
 * every request. A value; any thread.
 *
 * <p>The names are wanted when a device connects, and there are thousands of devices: so numbers are kept, and the
 * names are spelt when somebody asks.
 */
public final class Identity {

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
  private static final int MAC_BYTES = 6;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final long mac;
  private final long clientHigh;
  private final long clientLow;
  /** A client id that is no UUID as UUIDs are spelt. */
  private final @Nullable String oddClientId;
  private final @Nullable String serialNumber;

  /**
   * @param deviceId the station's MAC address, lower case with colons; unicast (servers refuse others)
   * @param clientId a UUID that survives restarts and changes when the settings are erased
   * @param serialNumber the serial number burnt into the chip, or null where there is none
   * @throws IllegalArgumentException with a sentence for people, when the device id is no such address
   */
  public Identity(String deviceId, String clientId, @Nullable String serialNumber) {
    if (!MAC.matcher(deviceId).matches()) {
      throw new IllegalArgumentException(
          "device id '" + deviceId + "' is not a MAC address like 02:12:34:ab:cd:ef (lower case, colons)");
    }
    if ((Integer.parseInt(deviceId.substring(0, 2), 16) & 1) != 0) {
      throw new IllegalArgumentException(
          "device id '" + deviceId + "' is a multicast address; the lowest bit of its first byte must be 0");
    }
    this.mac = HexFormat.fromHexDigitsToLong(deviceId.replace(":", ""));
    UUID uuid = uuid(clientId);
    this.clientHigh = uuid == null ? 0 : uuid.getMostSignificantBits();
    this.clientLow = uuid == null ? 0 : uuid.getLeastSignificantBits();
    this.oddClientId = uuid == null ? clientId : null;
    this.serialNumber = serialNumber;
  }

  public Identity(String deviceId, String clientId) {
    this(deviceId, clientId, null);
  }

  /** Null unless the UUID, spelt again, is the very same text. */
  private static @Nullable UUID uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The station's MAC address, lower case with colons. */
  public String deviceId() {
    byte[] bytes = new byte[MAC_BYTES];
    for (int i = 0; i < MAC_BYTES; i++) {
      bytes[i] = (byte) (mac >> Byte.SIZE * (MAC_BYTES - 1 - i));
    }
    return COLONS.formatHex(bytes);
  }

  /** The client's id, usually a UUID. */
  public String clientId() {
    return oddClientId != null ? oddClientId : new UUID(clientHigh, clientLow).toString();
  }

  /** The serial number burnt into the chip, or null where there is none. */
  public @Nullable String serialNumber() {
    return serialNumber;
  }

  /** The MAC without separators, upper case: {@code FC012C2EA0A0}. */
  public String compactDeviceId() {
    return HexFormat.of().toHexDigits(mac, 2 * MAC_BYTES).toUpperCase(Locale.ROOT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Identity that
        && mac == that.mac
        && clientHigh == that.clientHigh
        && clientLow == that.clientLow
        && Objects.equals(oddClientId, that.oddClientId)
        && Objects.equals(serialNumber, that.serialNumber);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mac, clientHigh, clientLow, oddClientId, serialNumber);
  }

  @Override
  public String toString() {
    return "Identity[deviceId=" + deviceId() + ", clientId=" + clientId() + ", serialNumber=" + serialNumber + "]";
  }
}
