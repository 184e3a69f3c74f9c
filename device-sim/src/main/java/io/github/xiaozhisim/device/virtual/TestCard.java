package io.github.xiaozhisim.device.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A picture of 16 × 12 pixels for whoever must show one, read when it is first needed and shared. */
final class TestCard {

  static final byte[] JPEG = read();

  private TestCard() {}

  private static byte[] read() {
    try (InputStream in = TestCard.class.getResourceAsStream("test-card.jpg")) {
      return Objects.requireNonNull(in, "test-card.jpg is missing in the program").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
