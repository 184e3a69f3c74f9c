package io.github.xiaozhisim.hal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processor of a board as the firmware reports it.
 *
 * @param target the build target, such as {@code esp32s3}
 * @param model the chip's number in the vendor's enumeration (ESP32-S3: 9)
 * @param cores processor cores
 * @param revision major × 100 + minor
 * @param features the vendor's bits: 2 Wi-Fi, 16 Bluetooth LE, 32 Bluetooth classic, 64 IEEE 802.15.4
 */
public record Chip(String target, int model, int cores, int revision, int features) {

  public static final Chip ESP32S3 = new Chip("esp32s3", 9, 2, 2, 18);

  /**
   * A board that runs Linux. The vendor's framework has a build target of this name, with a number far from those of
   * its chips: so a server sees at once that no firmware image of its own fits, and a name such as {@code esp32s3} does
   * not make it offer one. // firmware: esp_chip_info on the target linux, CHIP_POSIX_LINUX
   */
  public static final Chip LINUX = new Chip("linux", 999, 1, 0, 0);

  /** The chips the firmware is built for. */
  private static final List<Chip> KNOWN =
      List.of(
          new Chip("esp32", 1, 2, 301, 50),
          ESP32S3,
          new Chip("esp32c3", 5, 1, 4, 18),
          new Chip("esp32c5", 23, 1, 100, 82),
          new Chip("esp32c6", 13, 1, 1, 82),
          new Chip("esp32p4", 18, 2, 103, 0),
          new Chip("esp32s31", 32, 2, 0, 114),
          LINUX);

  /** The chip of a build target, or null when the firmware is not built for it. */
  public static @Nullable Chip of(String target) {
    for (Chip chip : KNOWN) {
      if (chip.target.equals(target)) {
        return chip;
      }
    }
    return null;
  }
}
