package io.github.xiaozhisim.device.explorer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Makes messages that no server should send out of messages that servers send. A function of its random stream. */
public final class Mutations {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e999",
          "-2147483649",
          "9223372036854775808",
          "1.5",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"小智\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "\"start\"",
          "\"stop\"",
          "\"idle\"",
          "{\"type\":\"tts\"}");

  private static final List<String> KINDS =
      List.of(
          "hello", "tts", "stt", "llm", "mcp", "system", "alert", "goodbye", "custom", "iot", "listen", "TTS", "", "?");

  private Mutations() {}

  /** One to three changes of {@code message}, which need not be UTF-8 any more. */
  public static byte[] mutate(byte[] message, SplittableRandom random) {
    byte[] mutated = message.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static byte[] once(byte[] from, SplittableRandom random) {
    if (from.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(from.length);
    return switch (random.nextInt(10)) {
      case 0 -> cut(from, 0, at); // the beginning only
      case 1 -> cut(from, at, from.length); // the end only
      case 2 -> flipped(from, at, random);
      case 3 -> joined(from, at, at, bytes(random, 1 + random.nextInt(4)));
      case 4 -> joined(from, at, Math.min(from.length, at + 1 + random.nextInt(8)), new byte[0]);
      case 5 -> joined(from, at, at, cut(from, at, Math.min(from.length, at + 1 + random.nextInt(40)))); // twice
      case 6, 7 -> otherValue(from, pick(VALUES, random), random);
      case 8 -> otherValue(from, "\"" + pick(KINDS, random) + "\"", random);
      default -> random.nextInt(20) == 0 ? grown(from, at, random) : swapped(from, at, random);
    };
  }

  /** Replaces what stands behind one of the colons. */
  private static byte[] otherValue(byte[] from, String value, SplittableRandom random) {
    String text = new String(from, StandardCharsets.ISO_8859_1);
    int colons = (int) text.chars().filter(c -> c == ':').count();
    if (colons == 0) {
      return joined(from, 0, from.length, utf8(value));
    }
    int skip = random.nextInt(colons);
    int at = text.indexOf(':');
    while (skip-- > 0) {
      at = text.indexOf(':', at + 1);
    }
    return joined(from, at + 1, endOfValue(text, at + 1), utf8(value));
  }

  private static int endOfValue(String text, int from) {
    int depth = 0;
    boolean inString = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (inString) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']' || c == ',') {
        if (depth == 0) {
          return at;
        }
        if (c != ',') {
          depth--;
        }
      }
    }
    return text.length();
  }

  private static byte[] flipped(byte[] from, int at, SplittableRandom random) {
    byte[] copy = from.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] swapped(byte[] from, int at, SplittableRandom random) {
    byte[] copy = from.clone();
    int other = random.nextInt(from.length);
    copy[at] = from[other];
    copy[other] = from[at];
    return copy;
  }

  /** Nests deeply, or repeats one character often. */
  private static byte[] grown(byte[] from, int at, SplittableRandom random) {
    int times = 1 << (4 + random.nextInt(10));
    return joined(from, at, at, utf8((random.nextBoolean() ? "[" : "字").repeat(times)));
  }

  private static byte[] joined(byte[] from, int end, int begin, byte[] between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(from.length + between.length);
    out.write(from, 0, end);
    out.write(between, 0, between.length);
    out.write(from, begin, from.length - begin);
    return out.toByteArray();
  }

  private static byte[] cut(byte[] from, int begin, int end) {
    return java.util.Arrays.copyOfRange(from, begin, end);
  }

  static byte[] bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
