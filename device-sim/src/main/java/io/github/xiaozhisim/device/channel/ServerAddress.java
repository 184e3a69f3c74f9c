package io.github.xiaozhisim.device.channel;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware's network library makes of an address: the first colon behind the scheme begins the port, wherever
 * it stands, and a query without a path before it is lost. // firmware: WebSocket::Connect
 *
 * @param uri where it connects to, or null when that is nowhere
 * @param fault why there is no {@code uri}, a clause for people; empty when there is one
 * @param crashes whether reading the port throws, which nothing catches
 */
record ServerAddress(@Nullable URI uri, String fault, boolean crashes) {

  private static final int MAX_PORT = 65_535;

  /** As the standard reads it. */
  static ServerAddress standard(String url) {
    try {
      return new ServerAddress(URI.create(url), "", false);
    } catch (IllegalArgumentException e) {
      return nowhere("the server's address '" + withoutQuery(url) + "' is not a URL");
    }
  }

  /** As the firmware reads it. */
  static ServerAddress firmware(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return nowhere("the server's address '" + withoutQuery(url) + "' is not a URL");
    }
    int hostStart = scheme + 3;
    int colon = url.indexOf(':', hostStart);
    int slash = url.indexOf('/', colon < 0 ? hostStart : colon);
    String host = url.substring(hostStart, colon >= 0 ? colon : slash >= 0 ? slash : url.length());
    String path = slash < 0 ? "/" : url.substring(slash);
    String port = "";
    if (colon >= 0) {
      String digits = leadingDigits(url.substring(colon + 1, slash < 0 ? url.length() : slash));
      if (digits.isEmpty()) {
        return new ServerAddress(null, "the address's port is no number: '" + withoutQuery(url) + "'", true);
      }
      if (digits.length() > 5 || Integer.parseInt(digits) > MAX_PORT) {
        return nowhere("the server's address '" + withoutQuery(url) + "' has a port above 65535");
      }
      port = ":" + digits;
    }
    if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf('?') >= 0 || host.indexOf('@') >= 0) {
      // firmware: asks the name server for such a name
      return nowhere("the name '" + withoutQuery(host) + "' has no address");
    }
    return standard(url.substring(0, hostStart) + host + port + path);
  }

  /** firmware: std::stoi takes the digits at the beginning and leaves the rest */
  private static String leadingDigits(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static ServerAddress nowhere(String fault) {
    return new ServerAddress(null, fault, false);
  }

  /** For people: a query may hold a token, which belongs in no report. */
  private static String withoutQuery(String url) {
    return url.replaceFirst("\\?.*", "");
  }
}
