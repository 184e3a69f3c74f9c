package io.github.xiaozhisim.device.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a toyai device says about itself in the query of its connection: names and order of the parameters, their
 * defaults, and the signature. Values that were configured win over those of the board. The application key is a
 * secret: it is hashed and never shown.
 */
public final class ToyaiIdentity {

  /** All parameters, in the order in which they are sent. */
  public static final List<String> PARAMETERS =
      List.of(
          "sn", "sign", "platform", "bid", "fv", "fvc", "strategy_id", "uid", "board_type", "recover", "enableP3",
          "tool", "screen");

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "platform", "hw",
          "fv", "0.0.1",
          "fvc", "20250908001",
          "strategy_id", "0",
          "uid", "0",
          "recover", "0",
          "enableP3", "2",
          "tool", "idf");

  private final String applicationKey;
  private final Map<String, String> configured;

  /**
   * @param applicationKey what the signature is made with
   * @param configured parameters that every device shall send with these values
   * @throws IllegalArgumentException with a sentence for people, for a parameter that does not exist
   */
  public ToyaiIdentity(String applicationKey, Map<String, String> configured) {
    for (String name : configured.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(
            "there is no parameter '" + name + "'; there are " + String.join(", ", PARAMETERS));
      }
    }
    this.applicationKey = applicationKey;
    this.configured = Map.copyOf(configured);
  }

  /** Lower-case hex MD5 of the serial number followed by the application key. */
  public static String sign(String serialNumber, String applicationKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest((serialNumber + applicationKey).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** The parameters of one device, in order. */
  Map<String, String> parameters(Dialect.Introduction who) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      String wanted = configured.get(name);
      values.put(name, wanted != null ? wanted : usual(name, who, values));
    }
    return values;
  }

  private String usual(String name, Dialect.Introduction who, Map<String, String> before) {
    return switch (name) {
      case "sn" -> who.identity().compactDeviceId();
      case "sign" -> sign(before.getOrDefault("sn", ""), applicationKey);
      case "bid" -> {
        String known = who.board().boardId();
        yield known == null ? who.board().name() : known;
      }
      case "board_type" -> who.board().networkKind().cellular() ? "ml307" : "wifi"; // the dialect knows two kinds
      case "screen" -> who.board().display().present() ? "1" : "0";
      default -> DEFAULTS.getOrDefault(name, "");
    };
  }

  @Override
  public String toString() {
    return "toyai identity"; // never the key
  }
}
