package io.github.xiaozhisim.transport;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HexFormat;

/** What a device on this machine can be known by: the address of its first network card. Any thread. */
public final class HardwareAddress {

  private static final int BYTES = 6;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private HardwareAddress() {}

  /**
   * The address of the first card that has one, lower case with colons; {@code otherwise} where there is none, or
   * where the system does not say.
   */
  public static String first(String otherwise) {
    try {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        byte[] bytes = card.getHardwareAddress();
        if (bytes != null && isAStation(bytes)) {
          return COLONS.formatHex(bytes);
        }
      }
      return otherwise;
    } catch (SocketException e) {
      return otherwise;
    }
  }

  /** Of the usual length, not zero, and of one card, not of many. */
  static boolean isAStation(byte[] address) {
    boolean zero = true;
    for (byte one : address) {
      zero &= one == 0;
    }
    return address.length == BYTES && !zero && (address[0] & 1) == 0;
  }
}
