package io.github.xiaozhisim.hal.network;

import org.jspecify.annotations.Nullable;

/** What a board knows of its connection at this moment; goes into the boot request and the device's status. */
public sealed interface Link {

  /**
   * A joined wireless network.
   *
   * @param rssiDbm strength of the signal, such as -53
   * @param ip the board's own address
   */
  record Wifi(String ssid, int rssiDbm, int channel, String ip) implements Link {}

  /**
   * A modem.
   *
   * @param revision the modem's own firmware
   * @param carrier the network's name
   * @param csq strength of the signal, 0 to 31, or -1: unknown
   * @param imei the modem's number
   * @param iccid the SIM card's number
   * @param registration how it is registered
   */
  record Cellular(String revision, String carrier, int csq, String imei, String iccid, Registration registration)
      implements Link {}

  /**
   * @param stat 1: at home, 5: roaming
   * @param area code of the area in hex, or null
   * @param cell number of the cell in hex, or null
   * @param technology 7: LTE; -1: not told
   */
  record Registration(int stat, @Nullable String area, @Nullable String cell, int technology) {}

  /** A cable, Ethernet or USB. {@code ip} is null while there is none. */
  record Wired(@Nullable String ip) implements Link {}
}
