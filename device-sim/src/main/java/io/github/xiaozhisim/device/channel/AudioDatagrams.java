package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Audio packets as UDP carries them between a device and its gateway: sixteen bytes of header, then the packet under
 * AES-128-CTR with the header as the first counter. Both directions, both sides; not for several threads.
 *
 * <p>The counter is kept here and its blocks go through AES in one call a packet, because a CTR cipher of the platform
 * would have to be set up anew for each: so sealing and opening allocate nothing.
 * // firmware: SendAudio, udp_->OnMessage
 */
public final class AudioDatagrams {

  /** Bytes before the packet. */
  public static final int HEADER_BYTES = 16;

  private static final int BLOCK_BYTES = 16;
  private static final int TYPE_AUDIO = 1;

  /** What is wrong with a datagram; {@link #NONE} and {@link #GAP} are not dropped. */
  public enum Verdict {
    NONE(""),
    /** Some were lost on the way, which is logged and no more. */
    GAP("udp.gap"),
    TOO_SHORT("udp.truncated"),
    WRONG_TYPE("udp.type"),
    WRONG_LENGTH("udp.length"),
    OLD_SEQUENCE("udp.sequence");

    private final String rule;

    Verdict(String rule) {
      this.rule = rule;
    }

    /** Short stable name for counters. */
    public String rule() {
      return rule;
    }

    public boolean accepted() {
      return this == NONE || this == GAP;
    }
  }

  private final Cipher aes;
  private final byte[] nonce = new byte[HEADER_BYTES];
  private final byte[] plain = new byte[UdpSocket.MAX_DATAGRAM_BYTES];
  private final ByteBuffer plainView = ByteBuffer.wrap(plain);
  private byte[] counters = new byte[128];
  private byte[] keystream = new byte[128];
  private ByteBuffer sealed = ByteBuffer.allocate(512);
  private int localSequence;
  private int remoteSequence;
  private int timestampMillis;

  public AudioDatagrams() {
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding"); // of single counters, never of data
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES", e);
    }
  }

  /** A new session: sequences begin anew in both directions. {@code key} and {@code nonce} have 16 bytes each. */
  public void begin(byte[] key, byte[] sessionNonce) {
    try {
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an AES-128 key", e);
    }
    System.arraycopy(sessionNonce, 0, nonce, 0, HEADER_BYTES);
    localSequence = 0;
    remoteSequence = 0;
  }

  /** The datagram for a packet; valid until the next call. */
  public ByteBuffer seal(Payload packet, int timestamp) {
    int length = packet.length();
    if (sealed.capacity() < HEADER_BYTES + length) {
      sealed = ByteBuffer.allocate(HEADER_BYTES + 2 * length);
    }
    byte[] out = sealed.array();
    System.arraycopy(nonce, 0, out, 0, HEADER_BYTES); // firmware: type, flags and connection are the nonce's
    sealed.clear().limit(HEADER_BYTES + length);
    sealed.putShort(2, (short) length).putInt(8, timestamp).putInt(12, ++localSequence);
    makeKeystream(out, length);
    byte[] from = packet.bytes();
    for (int i = 0; i < length; i++) {
      out[HEADER_BYTES + i] = (byte) (from[i] ^ keystream[i]);
    }
    return sealed;
  }

  /**
   * Looks at a datagram. When it is accepted, {@link #packet()} and {@link #timestampMillis()} tell what was in it
   * until the next call. The buffer's position does not move.
   */
  public Verdict open(ByteBuffer datagram) {
    int start = datagram.position();
    int length = datagram.remaining() - HEADER_BYTES;
    if (length < 0) {
      return Verdict.TOO_SHORT;
    }
    if (datagram.get(start) != TYPE_AUDIO) {
      return Verdict.WRONG_TYPE;
    }
    if (Short.toUnsignedInt(datagram.getShort(start + 2)) != length || length > plain.length) {
      return Verdict.WRONG_LENGTH;
    }
    int sequence = datagram.getInt(start + 12);
    if (Integer.compareUnsigned(sequence, remoteSequence) <= 0) {
      return Verdict.OLD_SEQUENCE;
    }
    Verdict verdict = sequence == remoteSequence + 1 ? Verdict.NONE : Verdict.GAP;
    remoteSequence = sequence;
    timestampMillis = datagram.getInt(start + 8);
    datagram.get(start, plain, 0, HEADER_BYTES);
    makeKeystream(plain, length);
    datagram.get(start + HEADER_BYTES, plain, 0, length);
    for (int i = 0; i < length; i++) {
      plain[i] ^= keystream[i];
    }
    plainView.clear().limit(length);
    return verdict;
  }

  /** The Opus packet of the last datagram. */
  public ByteBuffer packet() {
    return plainView;
  }

  public int timestampMillis() {
    return timestampMillis;
  }

  /** Fills {@link #keystream} for {@code length} bytes; the first counter is the beginning of {@code header}. */
  private void makeKeystream(byte[] header, int length) {
    int bytes = (length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    if (bytes > counters.length) {
      counters = new byte[2 * bytes];
      keystream = new byte[2 * bytes];
    }
    if (bytes == 0) {
      return;
    }
    System.arraycopy(header, 0, counters, 0, BLOCK_BYTES);
    for (int at = BLOCK_BYTES; at < bytes; at += BLOCK_BYTES) {
      System.arraycopy(counters, at - BLOCK_BYTES, counters, at, BLOCK_BYTES);
      for (int i = at + BLOCK_BYTES - 1; ++counters[i] == 0 && i > at; ) {
        i--; // the carry goes on
      }
    }
    try {
      aes.update(counters, 0, bytes, keystream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks need no padding", e);
    }
  }
}
