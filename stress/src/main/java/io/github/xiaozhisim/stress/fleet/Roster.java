package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.hal.Identity;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who the devices of a fleet are. Invented identities are a function of seed and index: the same run asks a server for
 * the same devices again, and no two devices share one.
 */
public interface Roster {

  /** Any thread. */
  Member member(int index);

  /** How many members there can be. */
  long capacity();

  /** Members as listed, such as from a file. */
  static Roster listed(List<Member> members) {
    List<Member> copy = List.copyOf(members);
    return new Roster() {
      @Override
      public Member member(int index) {
        return copy.get(index);
      }

      @Override
      public long capacity() {
        return copy.size();
      }
    };
  }

  /**
   * Invented members.
   *
   * @param macPrefix one to five bytes, such as {@code 02:00:00}; the rest is derived
   * @throws IllegalArgumentException with a sentence for people if the prefix cannot be used
   */
  static Roster invented(Seeds seeds, String macPrefix) {
    return new Invented(seeds, macPrefix);
  }

  /** See {@link #invented}. */
  final class Invented implements Roster {
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){0,4}");

    private final Seeds seeds;
    private final long prefix;
    private final int freeBits;
    private final long offset;
    private final long step;

    Invented(Seeds seeds, String macPrefix) {
      String lower = macPrefix.toLowerCase(Locale.ROOT);
      if (!PREFIX.matcher(lower).matches()) {
        throw new IllegalArgumentException(
            "MAC prefix '" + macPrefix + "' is not one to five bytes in hex with colons; write it like 02:00:00");
      }
      if ((Integer.parseInt(lower.substring(0, 2), 16) & 1) != 0) {
        throw new IllegalArgumentException(
            "MAC prefix '"
                + macPrefix
                + "' is multicast, which servers refuse; make the lowest bit of the first byte 0, as in 02:00:00");
      }
      this.seeds = seeds;
      String digits = lower.replace(":", "");
      this.freeBits = 48 - digits.length() * 4;
      this.prefix = Long.parseLong(digits, 16) << freeBits;
      this.offset = seeds.number("mac-offset", 0);
      this.step = seeds.number("mac-step", 0) | 1; // odd: index -> offset + step * index meets no address twice
    }

    @Override
    public Member member(int index) {
      long mac = prefix | ((offset + step * index) & ((1L << freeBits) - 1));
      return new Member(index, new Identity(format(mac), clientId(index)), null);
    }

    @Override
    public long capacity() {
      return 1L << freeBits;
    }

    private String clientId(int index) {
      long high = seeds.number("client-id-high", index) & ~0xF000L | 0x4000L;
      long low = seeds.number("client-id-low", index) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
      return new UUID(high, low).toString();
    }

    private static String format(long mac) {
      StringBuilder text = new StringBuilder(17);
      for (int shift = 40; shift >= 0; shift -= 8) {
        int octet = (int) (mac >>> shift) & 0xFF;
        text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
        if (shift > 0) {
          text.append(':');
        }
      }
      return text.toString();
    }
  }
}
