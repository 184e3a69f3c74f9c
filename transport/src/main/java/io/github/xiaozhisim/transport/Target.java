package io.github.xiaozhisim.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL leads.
 *
 * @param host name or literal, IPv6 without brackets
 * @param path with the query, as sent
 */
record Target(boolean tls, String host, int port, boolean defaultPort, String path) {

  /** A URL that cannot be used; the message is a clause for people. */
  static final class BadUrlException extends Exception {
    private static final long serialVersionUID = 1;

    private final String clause;

    BadUrlException(String clause) {
      super(clause);
      this.clause = clause;
    }

    String clause() {
      return clause;
    }
  }

  /** Reads a URL of the scheme {@code plain}, or {@code plain + "s"} with TLS. */
  static Target of(URI uri, String plain) throws BadUrlException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals(plain + "s");
    if (!tls && !scheme.equals(plain)) {
      throw new BadUrlException(
          "the URL " + withoutQuery(uri) + " must begin with " + plain + ":// or " + plain + "s://");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw new BadUrlException("the URL " + withoutQuery(uri) + " has no host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new BadUrlException("the URL has a user or password before its host; devices know tokens only");
    }
    // The authority is taken apart here because URI gives no host for names with an underscore.
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (bracket >= 0) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new BadUrlException("the URL " + withoutQuery(uri) + " has no host");
    }
    String portText = colon < 0 ? "" : authority.substring(colon + 1);
    int standard = tls ? 443 : 80;
    int port = portText.isEmpty() ? standard : port(uri, portText);
    return new Target(tls, host, port, port == standard, path(uri));
  }

  /** What is wrong with a host and a port, as a clause for people; null when nothing is. */
  static @Nullable String unusable(String host, int port) {
    if (host.isEmpty()) {
      return "the address has no host";
    }
    return port >= 1 && port <= 65535
        ? null
        : "the address " + host + " has the port " + port + ", but ports go from 1 to 65535";
  }

  private static int port(URI uri, String text) throws BadUrlException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new BadUrlException(
        "the URL " + withoutQuery(uri) + " has the port " + text + ", but ports go from 1 to 65535");
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    String withoutQuery = path == null || path.isEmpty() ? "/" : path;
    return ascii(query == null ? withoutQuery : withoutQuery + "?" + query);
  }

  /** Letters outside ASCII travel escaped. */
  private static String ascii(String text) {
    return text.chars().allMatch(c -> c < 0x80) ? text : URI.create(text).toASCIIString();
  }

  /** The host as a URL and a Host header write it. */
  String hostForHeader() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** {@code host:port}, for people. */
  String describe() {
    return Addresses.join(host, port);
  }

  /** Refuses headers that would break the request apart. */
  static void checkHeaders(Map<String, String> headers) throws BadUrlException {
    for (var header : headers.entrySet()) {
      if (!isToken(header.getKey()) || hasControl(header.getValue())) {
        throw new BadUrlException(
            "the header " + header.getKey().strip() + " holds characters that HTTP does not allow");
      }
    }
  }

  private static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }

  private static boolean hasControl(String value) {
    return value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }

  /** For people: a query may hold a token, which belongs in no report. */
  private static String withoutQuery(URI uri) {
    return uri.toString().replaceFirst("\\?.*", "");
  }
}
