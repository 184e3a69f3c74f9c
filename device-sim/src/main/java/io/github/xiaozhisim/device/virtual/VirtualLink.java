package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.network.Link;

/**
 * What virtual boards say of their connection: a good one. Everything that must differ between devices (the numbers of
 * modem and SIM card) is derived from the device's identity, so nothing is kept for each.
 */
final class VirtualLink {

  private static final Link CABLE = new Link.Wired("192.168.1.44");
  private static final Link.Registration AT_HOME = new Link.Registration(1, "1806", "0b5f2c01", 7);
  private static final String DEFAULT_SSID = "home";

  private VirtualLink() {}

  static Link of(NetworkKind kind, Identity identity, Settings settings) {
    return switch (kind) {
      case WIFI -> new Link.Wifi(settings.getString("wifi", "ssid", DEFAULT_SSID), -53, 6, "192.168.1.44");
      case ML307 -> modem("ML307R-DL-MBRH0S01", identity);
      case NT26 -> modem("NT26KCN10NDNA", identity);
      case ETHERNET, RNDIS -> CABLE;
    };
  }

  private static Link modem(String revision, Identity identity) {
    long serial = Long.parseLong(identity.compactDeviceId(), 16) % 100_000_000_000L;
    String imei = withCheckDigit("866" + padded(serial, 11));
    String iccid = withCheckDigit("898600" + padded(serial, 13));
    return new Link.Cellular(revision, "CHINA MOBILE", 26, imei, iccid, AT_HOME);
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** Luhn's digit, as modems and cards have it. */
  private static String withCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit * 2 : digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return digits + (10 - sum % 10) % 10;
  }
}
