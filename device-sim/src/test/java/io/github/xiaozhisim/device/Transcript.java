package io.github.xiaozhisim.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded conversation with a real server.
 *
 * @param name file name without ending
 */
record Transcript(String name, List<Line> lines) {

  private static final Pattern LINE = Pattern.compile("\\s*([0-9.]+) (->|<-|--) (.*)");
  private static final Pattern BINARY = Pattern.compile("BIN (\\d+) bytes #\\d+ (\\S+) (\\d+)ms ch1");

  /** Who did something. */
  enum Who {
    DEVICE,
    SERVER,
    REMARK
  }

  record Line(double millis, Who who, String text) {

    boolean json() {
      return text.startsWith("{");
    }

    boolean binary() {
      return text.startsWith("BIN ");
    }

    /** A packet of the recorded length with the recorded header; what is behind the header is made up. */
    byte[] packet() {
      Matcher matcher = BINARY.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a binary line: " + text);
      }
      byte[] packet = new byte[Integer.parseInt(matcher.group(1))];
      // 60 ms: one SILK frame of 60 ms, or three hybrid frames of 20 ms in a code 3 packet
      switch (matcher.group(2)) {
        case "SILK/WB" -> packet[0] = 0x58;
        case "SILK/NB" -> packet[0] = 0x18;
        case "HYB/SWB" -> {
          packet[0] = 0x6b;
          packet[1] = 3;
        }
        case "HYB/FB" -> {
          packet[0] = 0x7b;
          packet[1] = 3;
        }
        default -> throw new IllegalArgumentException("packet kind not known: " + text);
      }
      return packet;
    }
  }

  static Transcript read(String name) {
    try (InputStream in =
        Objects.requireNonNull(Transcript.class.getResourceAsStream("transcripts/" + name + ".txt"))) {
      List<Line> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          Who who =
              switch (matcher.group(2)) {
                case "->" -> Who.DEVICE;
                case "<-" -> Who.SERVER;
                default -> Who.REMARK;
              };
          lines.add(new Line(Double.parseDouble(matcher.group(1)), who, matcher.group(3)));
        }
      }
      return new Transcript(name, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long serverPackets() {
    return lines.stream().filter(l -> l.who() == Who.SERVER && l.binary()).count();
  }
}
