package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.BoardInfo.Partition;
import java.util.List;

/** How the firmware divides the flash of each size. // firmware: partitions/v2 */
public final class FlashLayout {

  private static final int MIB = 1 << 20;

  private FlashLayout() {}

  /** The parts of a flash of that size; the smallest layout for a size the firmware has none for. */
  public static List<Partition> of(long flashBytes, String chip) {
    if (flashBytes >= 32L * MIB) {
      return List.of(
          part("nvsfactory", 1, 2, 0x9000, 0x32000),
          part("nvs", 1, 2, 0x3B000, 0xD2000),
          part("otadata", 1, 0, 0x10D000, 0x2000),
          part("phy_init", 1, 1, 0x10F000, 0x1000),
          part("ota_0", 0, 16, 0x200000, 4 * MIB),
          part("ota_1", 0, 17, 0x600000, 4 * MIB),
          part("assets", 1, 130, 0xA00000, 16 * MIB));
    }
    if (flashBytes >= 16L * MIB) {
      // single-core chips can map less of it into memory
      boolean small = chip.equals("esp32c3") || chip.equals("esp32c5") || chip.equals("esp32c6");
      return twoPrograms(0x3F0000, 0x800000, small ? 4_000 * 1024 : 8 * MIB);
    }
    if (flashBytes >= 8L * MIB) {
      return twoPrograms(0x2F0000, 0x600000, 2 * MIB);
    }
    return List.of(
        part("nvs", 1, 2, 0x9000, 0x4000),
        part("otadata", 1, 0, 0xD000, 0x2000),
        part("phy_init", 1, 1, 0xF000, 0x1000),
        part("factory", 0, 0, 0x10000, 0x270000),
        part("assets", 1, 130, 0x280000, 0x180000));
  }

  private static List<Partition> twoPrograms(long programBytes, long assetsAddress, long assetsBytes) {
    return List.of(
        part("nvs", 1, 2, 0x9000, 0x4000),
        part("otadata", 1, 0, 0xD000, 0x2000),
        part("phy_init", 1, 1, 0xF000, 0x1000),
        part("ota_0", 0, 16, 0x20000, programBytes),
        part("ota_1", 0, 17, 0x20000 + programBytes, programBytes),
        part("assets", 1, 130, assetsAddress, assetsBytes));
  }

  private static Partition part(String label, int type, int subtype, long address, long size) {
    return new Partition(label, type, subtype, address, size);
  }
}
