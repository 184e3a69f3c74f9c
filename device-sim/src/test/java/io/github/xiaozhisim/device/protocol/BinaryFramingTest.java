package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.protocol.BinaryFraming.Fault;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryFramingTest {

  private static final String PACKET = "58 0b 6a 31 c4 92 7e 05";
  private static final int TIMESTAMP_MILLIS = 300_000;

  @ParameterizedTest
  @CsvSource({
    "V1, 58 0b 6a 31 c4 92 7e 05",
    "V2, 00 02 00 00 00 00 00 00 00 04 93 e0 00 00 00 08 58 0b 6a 31 c4 92 7e 05",
    "V3, 00 00 00 08 58 0b 6a 31 c4 92 7e 05"
  })
  void shouldWriteTheBytesOfTheFirmware(BinaryFraming framing, String expected) {
    Payload message = framing.wrap(Payload.once(bytes(PACKET)), TIMESTAMP_MILLIS);

    assertThat(hex(message.bytes())).isEqualTo(expected);
    assertThat(message.length()).isEqualTo(8 + framing.headerBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "V1, 58 0b 6a 31 c4 92 7e 05, 0",
    "V2, 00 02 00 00 00 00 00 00 00 04 93 e0 00 00 00 08 58 0b 6a 31 c4 92 7e 05, 300000",
    "V3, 00 00 00 08 58 0b 6a 31 c4 92 7e 05, 0"
  })
  void shouldReadTheBytesOfTheFirmware(BinaryFraming framing, String message, int timestampMillis) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes(message));

    assertThat(framing.timestampMillis(buffer)).isEqualTo(timestampMillis);
    assertThat(framing.unwrap(buffer)).isEqualTo(Fault.NONE);
    assertThat(hex(rest(buffer))).isEqualTo(PACKET);
  }

  @Test
  void shouldSendTimestampZeroWhenThereIsNone() {
    assertThat(hex(BinaryFraming.V2.wrap(Payload.once(bytes(PACKET)), 0).bytes()))
        .isEqualTo("00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 08 58 0b 6a 31 c4 92 7e 05");
  }

  @ParameterizedTest
  @EnumSource(BinaryFraming.class)
  void shouldGiveBackEveryPacketThatWasWrapped(BinaryFraming framing) {
    Random random = new Random(20260808);
    for (int i = 0; i < 500; i++) {
      byte[] packet = new byte[1 + random.nextInt(i == 0 ? BinaryFraming.MAX_PACKET_BYTES : 1_500)];
      random.nextBytes(packet);
      int timestamp = random.nextInt();
      Payload original = random.nextBoolean() ? Payload.shared(packet) : Payload.once(packet);
      byte[] message = framing.wrap(original, timestamp).bytes();
      // somewhere inside a larger buffer, as the network hands it over
      int before = random.nextInt(40);
      ByteBuffer buffer = ByteBuffer.allocate(before + message.length + 7).put(before, message);
      buffer.position(before).limit(before + message.length);

      assertThat(framing.timestampMillis(buffer)).isEqualTo(framing == BinaryFraming.V2 ? timestamp : 0);
      assertThat(framing.unwrap(buffer)).isEqualTo(Fault.NONE);
      assertThat(rest(buffer)).isEqualTo(packet);
    }
  }

  @Test
  void shouldNeverThrowForRandomBytesAndLeaveFaultyMessagesAlone() {
    Random random = new Random(4711);
    for (int i = 0; i < 5_000; i++) {
      byte[] message = new byte[random.nextInt(40)];
      random.nextBytes(message);
      if (random.nextBoolean() && message.length > 14) {
        message[12] = message[13] = 0; // sizes that are sometimes plausible
      }
      for (BinaryFraming framing : BinaryFraming.values()) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        framing.timestampMillis(buffer);
        if (framing.unwrap(buffer) == Fault.NONE) {
          assertThat(buffer.position()).isEqualTo(framing.headerBytes());
          assertThat(buffer.remaining()).isBetween(1, message.length - framing.headerBytes());
        } else {
          assertThat(buffer.remaining()).isEqualTo(message.length);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "V2, 00 02 00 00 00, TRUNCATED",
    "V2, 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00, TRUNCATED",
    "V2, '', TRUNCATED",
    "V3, 00 00, TRUNCATED",
    "V3, '', TRUNCATED",
    "V2, 00 02 00 00 00 00 00 00 00 00 00 00 ff ff ff ff 58 0b 6a 31, OVERSIZE",
    "V2, 00 02 00 00 00 00 00 00 00 00 00 00 7f ff ff ff 58 0b 6a 31, OVERSIZE",
    "V2, 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 05 58 0b 6a 31, OVERSIZE",
    "V3, 00 00 00 05 58 0b 6a 31, OVERSIZE",
    "V3, 00 00 ff ff 58 0b 6a 31, OVERSIZE",
    "V3, 00 00 00 00, EMPTY",
    "V3, 00 00 00 00 58 0b, EMPTY",
    "V2, 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00, EMPTY",
    "V1, '', EMPTY",
    "V1, 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 02 58 0b, OTHER_VERSION",
    "V1, 00 02 00 00 00 00 00 00 00 04 93 e0 00 00 00 02 58 0b, OTHER_VERSION",
    "V1, 00 00 00 02 58 0b, OTHER_VERSION"
  })
  void shouldTellWhatIsWrongAndLeaveTheMessageAlone(BinaryFraming framing, String message, Fault fault) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes(message));
    int length = buffer.remaining();

    assertThat(framing.unwrap(buffer)).isEqualTo(fault);
    assertThat(buffer.position()).isZero();
    assertThat(buffer.remaining()).isEqualTo(length);
    assertThat(framing.timestampMillis(ByteBuffer.wrap(bytes(message)))).isZero();
  }

  @Test
  void shouldTakeOnlyAsManyBytesAsAnnounced() {
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes("00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 04 58 0b 6a 31 c4 92 7e 05"));

    assertThat(BinaryFraming.V2.unwrap(buffer)).isEqualTo(Fault.NONE);
    assertThat(hex(rest(buffer))).isEqualTo("58 0b 6a 31");
  }

  @ParameterizedTest
  @CsvSource({
    "00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 03 58 0b",
    "00 00 00 03 58 0b",
    "00 02 00 00",
    "00",
    "00 00 00 00"
  })
  void shouldTakeABarePacketThatOnlyResemblesAHeader(String packet) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes(packet));

    assertThat(BinaryFraming.V1.unwrap(buffer)).isEqualTo(Fault.NONE);
    assertThat(hex(rest(buffer))).isEqualTo(packet);
  }

  @Test
  void shouldIgnoreVersionTypeAndReservedFields() {
    ByteBuffer two = ByteBuffer.wrap(bytes("ff ff ff ff ff ff ff ff 00 00 00 01 00 00 00 02 58 0b"));
    ByteBuffer three = ByteBuffer.wrap(bytes("01 ff 00 02 58 0b"));

    assertThat(BinaryFraming.V2.unwrap(two)).isEqualTo(Fault.NONE);
    assertThat(hex(rest(two))).isEqualTo("58 0b");
    assertThat(BinaryFraming.V3.unwrap(three)).isEqualTo(Fault.NONE);
    assertThat(hex(rest(three))).isEqualTo("58 0b");
  }

  @Test
  void shouldHaveAStableNameForEveryFault() {
    assertThat(Fault.TRUNCATED.rule()).isEqualTo("frame.truncated");
    assertThat(Fault.OVERSIZE.rule()).isEqualTo("frame.oversize");
    assertThat(Fault.EMPTY.rule()).isEqualTo("frame.empty");
    assertThat(Fault.OTHER_VERSION.rule()).isEqualTo("frame.version");
  }

  @ParameterizedTest
  @EnumSource(BinaryFraming.class)
  void shouldFrameASharedPacketOnce(BinaryFraming framing) {
    Payload packet = Payload.shared(bytes(PACKET));

    assertThat(framing.wrap(packet, 0)).isSameAs(framing.wrap(packet, 0));
    assertThat(framing.wrap(packet, 0).isShared()).isTrue();
  }

  @Test
  void shouldNotKeepFramesWithATimestamp() {
    Payload packet = Payload.shared(bytes(PACKET));
    Payload first = BinaryFraming.V2.wrap(packet, 1_000);
    Payload second = BinaryFraming.V2.wrap(packet, 1_060);

    assertThat(first.isShared()).isFalse();
    assertThat(BinaryFraming.V2.timestampMillis(ByteBuffer.wrap(first.bytes()))).isEqualTo(1_000);
    assertThat(BinaryFraming.V2.timestampMillis(ByteBuffer.wrap(second.bytes()))).isEqualTo(1_060);
    assertThat(BinaryFraming.V2.timestampMillis(ByteBuffer.wrap(BinaryFraming.V2.wrap(packet, 0).bytes()))).isZero();
  }

  @Test
  void shouldRefuseAPacketThatDoesNotFitItsSizeField() {
    Payload tooLong = Payload.once(new byte[BinaryFraming.MAX_PACKET_BYTES + 1]);

    assertThatThrownBy(() -> BinaryFraming.V3.wrap(tooLong, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(BinaryFraming.V2.wrap(tooLong, 0).length()).isEqualTo(BinaryFraming.MAX_PACKET_BYTES + 17);
  }

  @ParameterizedTest
  @CsvSource({"0, V1", "1, V1", "2, V2", "3, V3", "4, V1", "-1, V1"})
  void shouldChooseTheFramingByNumber(int version, BinaryFraming expected) {
    assertThat(BinaryFraming.ofVersion(version)).isEqualTo(expected);
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] out = new byte[buffer.remaining()];
    buffer.get(buffer.position(), out);
    return out;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
