package io.github.xiaozhisim.transport;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP answer.
 *
 * @param headers names in lower case; several of one name joined with a comma
 */
record HttpHead(int status, Map<String, String> headers) {

  static final String START = "HTTP/";

  /** Reads a status line and headers, without the empty line at their end; null when it is not HTTP. */
  static @Nullable HttpHead parse(String text) {
    String[] lines = text.split("\r?\n", -1);
    String[] status = lines[0].split(" +", 3);
    if (!lines[0].startsWith(START) || status.length < 2 || !status[1].matches("[1-9][0-9]{2}")) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.merge(name, lines[i].substring(colon + 1).strip(), (one, other) -> one + ", " + other);
      }
    }
    return new HttpHead(Integer.parseInt(status[1]), headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
