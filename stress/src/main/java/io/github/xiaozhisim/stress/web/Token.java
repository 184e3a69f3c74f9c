package io.github.xiaozhisim.stress.web;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What only the page of this run knows. */
public final class Token {

  private static final int BYTES = 16;

  private Token() {}

  /** One that nobody can guess. */
  public static String fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
