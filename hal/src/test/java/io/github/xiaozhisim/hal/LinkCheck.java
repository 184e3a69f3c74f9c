package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.network.Link;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with the numbers of a {@link Link}; sentences for people. */
final class LinkCheck {

  private static final String IPV4 = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}";
  private static final String IPV6 = "[0-9a-fA-F:]*:[0-9a-fA-F:.]*(%\\w+)?";
  private static final int HIGHEST_CHANNEL = 233;

  private LinkCheck() {}

  static List<String> complaints(Link link) {
    List<String> all = new ArrayList<>();
    switch (link) {
      case Link.Wifi wifi -> {
        String ssid = wifi.ssid();
        demand(all, !ssid.isEmpty() && ssid.length() <= 32, "a name has 1 to 32 characters, not '" + ssid + "'");
        demand(all, wifi.rssiDbm() < 0 && wifi.rssiDbm() >= -127, "a signal of " + wifi.rssiDbm() + " dBm cannot be");
        demand(all, wifi.channel() > 0 && wifi.channel() <= HIGHEST_CHANNEL, "there is no channel " + wifi.channel());
        demand(all, address(wifi.ip()), "'" + wifi.ip() + "' is no address");
      }
      case Link.Cellular modem -> {
        demand(all, modem.csq() >= -1 && modem.csq() <= 31, "a signal of " + modem.csq() + " cannot be; unknown is -1");
        demand(all, modem.imei().matches("\\d{15}"), "'" + modem.imei() + "' is no IMEI");
        demand(all, modem.iccid().matches("\\d{19,20}"), "'" + modem.iccid() + "' is no ICCID");
        demand(all, !modem.revision().isBlank(), "the modem's revision is missing");
        String area = modem.registration().area();
        String cell = modem.registration().cell();
        demand(all, area == null || area.matches("[0-9a-fA-F]+"), "the area '" + area + "' is not written in hex");
        demand(all, cell == null || cell.matches("[0-9a-fA-F]+"), "the cell '" + cell + "' is not written in hex");
      }
      case Link.Wired cable ->
          demand(all, cable.ip() == null || address(cable.ip()), "'" + cable.ip() + "' is no address");
    }
    return all;
  }

  private static boolean address(String text) {
    return text.matches(IPV4) || text.matches(IPV6);
  }

  private static void demand(List<String> complaints, boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }
}
