package io.github.xiaozhisim.device.protocol;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the server's hello says about the audio of a session over UDP. // firmware: ParseServerHello of MQTT
 *
 * @param server name or address
 * @param port from 1 to 65535
 * @param key 16 bytes
 * @param nonce 16 bytes
 */
public record UdpSession(String server, int port, byte[] key, byte[] nonce) {

  private static final int KEY_DIGITS = 32;

  /** Why a hello does not open a session; the message is a clause for people. */
  public static final class Unusable extends Exception {
    Unusable(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads the {@code udp} member of a hello. */
  public static UdpSession read(ByteBuffer hello) throws Unusable {
    Fields udp;
    try {
      udp = Fields.read(hello).object("udp");
    } catch (Json.NotAnObject e) {
      throw new Unusable(String.valueOf(e.getMessage()));
    }
    if (udp == null) {
      throw new Unusable("it has no object 'udp'");
    }
    String server = udp.string("server");
    if (server == null) {
      throw new Unusable("udp.server is not a string");
    }
    int port = udp.number("port", 0);
    if (port < 1 || port > 65_535) {
      throw new Unusable("udp.port is not a number from 1 to 65535");
    }
    byte[] key = sixteenBytes(udp.string("key"));
    byte[] nonce = sixteenBytes(udp.string("nonce"));
    if (key == null || nonce == null) {
      throw new Unusable("udp." + (key == null ? "key" : "nonce") + " is not 32 hexadecimal digits");
    }
    return new UdpSession(server, port, key, nonce);
  }

  private static byte @Nullable [] sixteenBytes(@Nullable String hex) {
    if (hex == null || hex.length() != KEY_DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return null;
    }
    return HexFormat.of().parseHex(hex);
  }
}
