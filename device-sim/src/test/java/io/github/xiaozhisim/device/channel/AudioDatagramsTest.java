package io.github.xiaozhisim.device.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.channel.AudioDatagrams.Verdict;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Header, encryption and sequence rules of audio over UDP. */
class AudioDatagramsTest {

  private static final byte[] KEY = hex("00112233445566778899aabbccddeeff");
  private static final byte[] NONCE = hex("01000000a1b2c3d40000000000000000");
  private static final byte[] PACKET = hex("580b6a31c4927e050102030405060708090a0b0c");

  private final AudioDatagrams device = new AudioDatagrams();
  private final AudioDatagrams server = new AudioDatagrams();

  @BeforeEach
  void begin() {
    device.begin(KEY, NONCE);
    server.begin(KEY, NONCE);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  @Test
  void shouldSealAsTheVectorOfTheProtocolDescriptionSays() {
    assertThat(bytes(device.seal(Payload.once(PACKET), 0)))
        .asHexString()
        .isEqualToIgnoringCase("01000014a1b2c3d40000000000000001faaf8a52e17cf945ef5da12a93e82eb72e64c593");
    assertThat(bytes(device.seal(Payload.once(PACKET), 300_000)))
        .asHexString()
        .isEqualToIgnoringCase("01000014a1b2c3d4000493e000000002230ce4a75ef32cb5cf2103d7c4993cd0587cba60");
  }

  @Test
  void shouldOpenWhatTheOtherSideSealed() {
    byte[] datagram = bytes(device.seal(Payload.once(PACKET), 300_000));
    ByteBuffer within = ByteBuffer.wrap(new byte[100]).put(5, datagram).position(5).limit(5 + datagram.length);
    assertThat(server.open(within.asReadOnlyBuffer())).isEqualTo(Verdict.NONE);
    assertThat(bytes(server.packet())).isEqualTo(PACKET);
    assertThat(server.timestampMillis()).isEqualTo(300_000);
    assertThat(within.position()).isEqualTo(5);
  }

  @Test
  void shouldEncryptAsThePlatformsCounterModeDoes() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int length : new int[] {0, 1, 15, 16, 17, 127, 128, 129, 500, 1_400}) {
      byte[] packet = new byte[length];
      random.nextBytes(packet);
      byte[] nonce = new byte[16];
      random.nextBytes(nonce);
      device.begin(KEY, nonce);
      byte[] datagram = bytes(device.seal(Payload.once(packet), random.nextInt()));
      Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
      ctr.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(datagram, 0, 16));
      assertThat(ctr.doFinal(datagram, 16, length)).as("%d bytes", length).isEqualTo(packet);
    }
  }

  @Test
  void shouldCarryTheCounterOverAllItsBytes() throws Exception {
    byte[] packet = new byte[64];
    byte[] nonce = hex("01ffffffffffffffffffffffffffffff");
    // sequence 0xffffffff and time stamp -1 leave only ones in the counter's lower half
    byte[] header = nonce.clone();
    ByteBuffer.wrap(header).putShort(2, (short) packet.length);
    Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
    ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(header));
    byte[] datagram = ByteBuffer.allocate(80).put(header).put(ctr.doFinal(packet)).array();
    assertThat(server.open(ByteBuffer.wrap(datagram))).isEqualTo(Verdict.GAP);
    assertThat(bytes(server.packet())).isEqualTo(packet);
  }

  @Test
  void shouldTakeSequencesAsUnsignedNumbers() {
    assertThat(server.open(ByteBuffer.wrap(sealed(0x7fff_ffff)))).isEqualTo(Verdict.GAP);
    assertThat(server.open(ByteBuffer.wrap(sealed(0x8000_0000)))).isEqualTo(Verdict.NONE);
    assertThat(server.open(ByteBuffer.wrap(sealed(0x7fff_ffff)))).isEqualTo(Verdict.OLD_SEQUENCE);
  }

  private static byte[] sealed(int sequence) {
    byte[] datagram = NONCE.clone();
    ByteBuffer.wrap(datagram).putInt(12, sequence);
    return datagram;
  }

  @Test
  void shouldSayWhatIsWrongWithADatagram() {
    assertThat(server.open(ByteBuffer.allocate(15))).isEqualTo(Verdict.TOO_SHORT);
    assertThat(server.open(ByteBuffer.allocate(16))).isEqualTo(Verdict.WRONG_TYPE);
    assertThat(server.open(ByteBuffer.wrap(NONCE))).isEqualTo(Verdict.OLD_SEQUENCE);
    byte[] longer = new byte[20];
    longer[0] = 1;
    assertThat(server.open(ByteBuffer.wrap(longer))).isEqualTo(Verdict.WRONG_LENGTH);
    assertThat(server.open(ByteBuffer.wrap(sealed(1)))).isEqualTo(Verdict.NONE);
    assertThat(server.packet().remaining()).isZero();
  }
}
