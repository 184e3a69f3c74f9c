package io.github.xiaozhisim.stress.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The addresses of this machine that devices connect from, as people write them: {@code 127.0.0.2}, {@code
 * 127.0.0.2-127.0.0.9}, or several of these with commas between them.
 *
 * @param all each once, in order
 */
record SourceAddresses(List<InetAddress> all) {

  /** More are a mistake in the last address of a range. */
  private static final int MOST = 1_024;

  /** The system chooses. */
  static final SourceAddresses NONE = new SourceAddresses(List.of());

  /**
   * Whether they are this machine's is not looked at.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static SourceAddresses parse(String text) {
    List<InetAddress> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      InetAddress first = address(dash < 0 ? part : part.substring(0, dash));
      InetAddress last = dash < 0 ? first : address(part.substring(dash + 1));
      addRange(all, first, last, part.strip());
    }
    return new SourceAddresses(all.stream().distinct().toList());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text.strip() + "' is not an address; write one like 127.0.0.2, a list with commas, or a range like"
              + " 127.0.0.2-127.0.0.9",
          e);
    }
  }

  private static void addRange(List<InetAddress> all, InetAddress first, InetAddress last, String part) {
    BigInteger from = new BigInteger(1, first.getAddress());
    BigInteger count = new BigInteger(1, last.getAddress()).subtract(from).add(BigInteger.ONE);
    if (first.getClass() != last.getClass() || count.signum() <= 0) {
      throw new IllegalArgumentException(
          "the range '" + part + "' ends before it begins; write the smaller address first");
    }
    if (count.compareTo(BigInteger.valueOf(MOST - all.size())) > 0) {
      throw new IllegalArgumentException("'" + part + "' makes more than " + MOST + " addresses; a few are enough");
    }
    for (int i = 0; i < count.intValueExact(); i++) {
      all.add(of(from.add(BigInteger.valueOf(i)), first.getAddress().length));
    }
  }

  private static InetAddress of(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    byte[] digits = number.toByteArray();
    int common = Math.min(length, digits.length);
    System.arraycopy(digits, digits.length - common, bytes, length - common, common);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }

  /** {@code count} addresses of the loopback network, from 127.0.0.1 on. */
  static SourceAddresses loopback(int count) {
    List<InetAddress> all = new ArrayList<>();
    addRange(all, address("127.0.0.1"), of(BigInteger.valueOf(0x7f000000L + count), 4), "loopback");
    return new SourceAddresses(all);
  }

  /** The first that is no address of this machine, as a sentence; null when all are. */
  @Nullable String foreign() {
    for (InetAddress address : all) {
      try (Socket probe = new Socket()) {
        probe.bind(new InetSocketAddress(address, 0));
      } catch (IOException e) {
        return "--source "
            + address.getHostAddress()
            + " is no address of this machine; 'ip address' lists those it has, and"
            + " 'sudo ip address add "
            + address.getHostAddress()
            + " dev lo' adds it";
      }
    }
    return null;
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<SourceAddresses> {
    @Override
    public SourceAddresses convert(String value) {
      try {
        return parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
