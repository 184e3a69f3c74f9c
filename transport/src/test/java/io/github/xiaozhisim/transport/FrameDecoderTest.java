package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

  private static final int LIMIT = 200_000;
  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  private final List<String> events = new ArrayList<>();
  private Runnable onMessage = () -> {};
  private Manner manner = Manner.STANDARD;

  private final FrameDecoder.Sink sink =
      new FrameDecoder.Sink() {
        @Override
        public void text(ByteBuffer utf8) {
          events.add("text " + hash(utf8));
          onMessage.run();
        }

        @Override
        public void binary(ByteBuffer bytes) {
          events.add("binary " + hash(bytes));
          onMessage.run();
        }

        @Override
        public void ping(byte[] payload, int length) {
          events.add("ping " + hash(ByteBuffer.wrap(payload, 0, length)));
        }

        @Override
        public void closeFrame(int code, String reason) {
          events.add("close " + code + " " + reason);
        }

        @Override
        public void violation(int code, String detail) {
          events.add("violation " + code);
        }
      };

  private static String hash(ByteBuffer bytes) {
    return bytes.remaining() + ":" + bytes.hashCode();
  }

  private FrameDecoder decoder(boolean server) {
    return new FrameDecoder(sink, new FrameScratch(), server, manner, LIMIT);
  }

  private void feed(FrameDecoder decoder, byte[] bytes) {
    decoder.decode(ALLOCATOR.buffer(Math.max(1, bytes.length)).writeBytes(bytes));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldGiveBackEveryMessageHoweverTheBytesAreSplit(boolean server) {
    for (long seed = 1; seed <= 120; seed++) {
      Random random = new Random(seed);
      events.clear();
      List<String> expected = new ArrayList<>();
      ByteBuf wire = Unpooled.buffer();
      int messages = 1 + random.nextInt(12);
      for (int i = 0; i < messages; i++) {
        writeMessage(random, wire, expected, server);
      }
      FrameDecoder decoder = decoder(server);
      while (wire.isReadable()) {
        int bound = random.nextInt(4) == 0 ? 3 : random.nextInt(4) == 0 ? 70_000 : 300;
        int part = Math.min(wire.readableBytes(), 1 + random.nextInt(bound));
        decoder.decode(ALLOCATOR.buffer(part).writeBytes(wire, part));
      }
      assertThat(events).as("seed %d", seed).isEqualTo(expected);
      assertThat(decoder.isEmpty()).isTrue();
    }
  }

  private static void writeMessage(Random random, ByteBuf wire, List<String> expected, boolean masked) {
    int[] sizes = {0, 1, 2, 7, 8, 60, 125, 126, 127, 4_095, 4_096, 4_097, 65_535, 65_536, 70_001};
    byte[] payload = new byte[random.nextBoolean() ? sizes[random.nextInt(sizes.length)] : random.nextInt(400)];
    random.nextBytes(payload);
    boolean text = random.nextBoolean();
    String event = (text ? "text " : "binary ") + hash(ByteBuffer.wrap(payload));
    int opcode = text ? Frames.TEXT : Frames.BINARY;
    if (random.nextInt(3) > 0) {
      frame(wire, opcode, true, payload, 0, payload.length, masked, random);
      expected.add(event);
      return;
    }
    int at = 0;
    int pieces = 2 + random.nextInt(4);
    for (int piece = 0; piece < pieces; piece++) {
      boolean last = piece == pieces - 1;
      int length = last ? payload.length - at : random.nextInt(payload.length - at + 1);
      frame(wire, piece == 0 ? opcode : Frames.CONTINUATION, last, payload, at, length, masked, random);
      at += length;
      if (!last && random.nextBoolean()) {
        byte[] ping = new byte[random.nextInt(126)];
        random.nextBytes(ping);
        frame(wire, Frames.PING, true, ping, 0, ping.length, masked, random);
        expected.add("ping " + hash(ByteBuffer.wrap(ping)));
      }
      if (!last && random.nextBoolean()) {
        frame(wire, Frames.PONG, true, new byte[3], 0, 3, masked, random);
      }
    }
    expected.add(event);
  }

  private static void frame(
      ByteBuf wire, int opcode, boolean last, byte[] payload, int offset, int length, boolean masked, Random random) {
    if (!masked && random.nextInt(5) == 0) {
      masked = true; // a client takes these too
    }
    ByteBuf frame = Frames.fresh(ALLOCATOR, opcode, payload, offset, length, masked);
    if (!last) {
      frame.setByte(0, opcode);
    }
    wire.writeBytes(frame);
    frame.release();
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("reserved bit 1", "c1 01 41", 1002),
        Arguments.of("reserved bit 2", "a1 01 41", 1002),
        Arguments.of("reserved bit 3", "91 01 41", 1002),
        Arguments.of("opcode 3", "83 00", 1002),
        Arguments.of("opcode 7", "87 00", 1002),
        Arguments.of("opcode 11", "8b 00", 1002),
        Arguments.of("opcode 15", "8f 00", 1002),
        Arguments.of("fragmented ping", "09 00", 1002),
        Arguments.of("long ping", "89 7e 00 7e", 1002),
        Arguments.of("continuation without a beginning", "80 01 41", 1002),
        Arguments.of("unfinished continuation without a beginning", "00 01 41", 1002),
        Arguments.of("new text inside a fragmented message", "01 01 41 81 01 42", 1002),
        Arguments.of("new binary fragment inside a fragmented message", "01 01 41 02 01 42", 1002),
        Arguments.of("16-bit length for 125", "82 7e 00 7d", 1002),
        Arguments.of("64-bit length for 65535", "82 7f 00 00 00 00 00 00 ff ff", 1002),
        Arguments.of("64-bit length below zero", "82 7f ff ff ff ff ff ff ff ff", 1009),
        Arguments.of("length near 2^63", "82 7f 7f ff ff ff ff ff ff ff", 1009),
        Arguments.of("one byte above the limit", "82 7f 00 00 00 00 00 03 0d 41", 1009),
        Arguments.of("fragments above the limit", "02 01 41 80 7f 00 00 00 00 00 03 0d 40", 1009),
        Arguments.of("Close with half a code", "88 01 03", 1002),
        Arguments.of("Close with code 999", "88 02 03 e7", 1002),
        Arguments.of("Close with code 1005", "88 02 03 ed", 1002),
        Arguments.of("Close with code 1006", "88 02 03 ee", 1002),
        Arguments.of("Close with code 1015", "88 02 03 f7", 1002),
        Arguments.of("Close with code 2999", "88 02 0b b7", 1002),
        Arguments.of("Close with code 5000", "88 02 13 88", 1002));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void shouldTellAViolationOnceAndHearNothingMore(String name, String bytes, int code) {
    for (boolean whole : new boolean[] {true, false}) {
      events.clear();
      FrameDecoder decoder = decoder(false);
      byte[] all = hex(bytes + "81 01 41");
      if (whole) {
        feed(decoder, all);
      } else {
        for (byte one : all) {
          feed(decoder, new byte[] {one});
        }
      }
      assertThat(events).containsExactly("violation " + code);
      assertThat(decoder.isEmpty()).isTrue();
    }
  }

  @Test
  void shouldWantMasksFromClientsOnly() {
    feed(decoder(true), hex("81 01 41"));
    assertThat(events).containsExactly("violation 1002");
    events.clear();
    feed(decoder(false), hex("81 81 01 02 03 04 40"));
    assertThat(events).containsExactly("text " + hash(ByteBuffer.wrap(new byte[] {0x41})));
  }

  @Test
  void shouldTellCloseCodesAndStopThere() {
    feed(decoder(false), hex("88 00 81 01 41"));
    feed(decoder(false), hex("88 02 03 e8 81 01 41"));
    feed(decoder(false), hex("88 05 0f a1 62 79 65"));
    assertThat(events).containsExactly("close 1005 ", "close 1000 ", "close 4001 bye");
  }

  @Test
  void shouldTakeAMessageOfExactlyTheLimit() {
    byte[] payload = new byte[LIMIT];
    ByteBuf frame = Frames.fresh(ALLOCATOR, Frames.BINARY, payload, 0, LIMIT, true);
    decoder(true).decode(frame);
    assertThat(events).containsExactly("binary " + hash(ByteBuffer.wrap(payload)));
  }

  @Test
  void shouldLeaveTheUtf8OfTextToTheReader() {
    feed(decoder(false), hex("81 02 ff fe"));
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldHearNothingMoreWhenStoppedOrReleasedFromACall(boolean release) {
    FrameDecoder decoder = decoder(false);
    onMessage = release ? decoder::release : decoder::stop;
    ByteBuf bytes = ALLOCATOR.buffer().writeBytes(hex("81 01 41 81 01 42 81"));
    decoder.decode(bytes);
    feed(decoder, hex("81 01 43"));
    assertThat(events).hasSize(1);
    assertThat(decoder.isEmpty()).isTrue();
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void shouldReleaseAHalfFrame() {
    FrameDecoder decoder = decoder(false);
    feed(decoder, hex("81 05 41"));
    assertThat(decoder.isEmpty()).isFalse();
    onMessage = decoder::release;
    feed(decoder, hex("42 43 44 45 81"));
    assertThat(events).hasSize(1);
    assertThat(decoder.isEmpty()).isTrue();
  }

  @Test
  void shouldSurviveAnyGarbage() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      FrameDecoder decoder = decoder(random.nextBoolean());
      for (int i = 0; i < 10; i++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        feed(decoder, bytes);
      }
      decoder.release();
      assertThat(decoder.isEmpty()).isTrue();
    }
  }

  @Test
  void shouldMaskAsTheStandardsExampleDoes() {
    byte[] hello = "Hello".getBytes(StandardCharsets.US_ASCII);
    Frames.mask(hello, 0, 5, 0x37fa213d);
    assertThat(hello).isEqualTo(hex("7f 9f 4d 51 58"));
  }

  // ---- the firmware's manner ---------------------------------------------------------------------------------------

  private List<String> asTheFirmware(String hex) {
    manner = Manner.FIRMWARE;
    events.clear();
    feed(decoder(false), hex(hex));
    return events;
  }

  private static String text(String text) {
    return "text " + hash(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Conformance case W35. */
  @Test
  void shouldDropANewMessageInsideAFragmentedOneInTheFirmwaresManner() {
    assertThat(asTheFirmware("0102 6869" + "8101 78" + "8001 21")).containsExactly(text("hi!"));
  }

  /** Conformance case W28. */
  @Test
  void shouldNotAnswerALongPingInTheFirmwaresManner() {
    assertThat(asTheFirmware("897e 007e" + "00".repeat(126) + "8101 78")).containsExactly(text("x"));
    assertThat(asTheFirmware("8901 78")).hasSize(1);
  }

  /** Conformance case W43. */
  @Test
  void shouldFindNoMemoryForAFrameOfNearlyEndlessLengthInTheFirmwaresManner() {
    assertThat(asTheFirmware("817f ffffffffffffffff" + "8101 78")).containsExactly("violation 1009");
    assertThat(asTheFirmware("827f 0000000000100000")).containsExactly("violation 1009");
  }

  @Test
  void shouldTakeWhatTheFirmwareTakes() {
    assertThat(asTheFirmware("f101 78")).as("reserved bits").containsExactly(text("x"));
    assertThat(asTheFirmware("8b01 78" + "8301 78" + "8101 79")).as("unknown opcodes").containsExactly(text("y"));
    assertThat(asTheFirmware("8001 78")).as("a continuation without a beginning").containsExactly(text("x"));
    assertThat(asTheFirmware("817e 0001 78")).as("a length not in its shortest form").containsExactly(text("x"));
    assertThat(asTheFirmware("8801 03" + "8101 78"))
        .as("half a code, and more")
        .containsExactly("close 1005 ", text("x"));
  }
}
