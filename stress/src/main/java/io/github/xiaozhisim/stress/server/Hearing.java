package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.speech.Clip;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One session's ear: decodes what arrives, tells speech from quiet, and recognises clips it knows. Decoding is what a
 * server's time goes into, and a fleet says the same clips a thousand times, so the loudness of a packet is looked up
 * under the hash of the packet and the two before it; only what was never heard is decoded. A decoder that skipped
 * packets first takes the two before, after which it agrees with one that heard everything to within a few decibels:
 * far less than what lies between speech and quiet.
 *
 * <p>On the session's thread.
 */
final class Hearing {

  private static final int HISTORY = 2;

  /** No encoder makes longer packets of 60 ms or less. */
  private static final int LONGEST_BYTES = 4000;

  /** Discontinuous transmission: the encoder heard nothing worth sending. */
  private static final int LONGEST_UNVOICED_BYTES = 2;

  /** After so many known packets in a row the decoder is given back. */
  private static final int HITS_UNTIL_RETURN = 8;

  /** A clip must have been met with so many packets to be believed. */
  private static final int FEWEST_MATCHES = 3;

  /**
   * What all sessions of a server share.
   *
   * @param repeatable what is kept of a packet depends on it and the two before it alone, at the price of three
   *     decodes: then it does not matter who heard it first, and servers on different threads may share it
   */
  record Shared(
      LoudnessMemo memo, KnownSpeech known, Decoders decoders, ServerCounters counters, boolean repeatable) {

    Shared(KnownSpeech known) {
      this(new LoudnessMemo(), known, new Decoders(), new ServerCounters(), false);
    }

    Shared countedBy(ServerCounters other) {
      return new Shared(memo, known, decoders, other, repeatable);
    }

    /** With a memory of its own, which holds nothing yet, unless it is repeatable already. */
    Shared asRepeatable() {
      return repeatable ? this : new Shared(new LoudnessMemo(), known, decoders, counters, true);
    }
  }

  private final Shared shared;
  private final VoiceGate gate = new VoiceGate();

  private final byte[][] past = new byte[HISTORY][];
  private final int[] pastLength = new int[HISTORY];
  private long lastHash;
  private long beforeLastHash;

  private @Nullable OpusDecoder decoder;
  /** The decoder has decoded the packet just before the next one. */
  private boolean inStep;

  private int hitsInARow;

  private int candidate = -1;
  private int votes;

  Hearing(Shared shared) {
    this.shared = shared;
    for (int i = 0; i < HISTORY; i++) {
      past[i] = new byte[0];
    }
  }

  /** A new turn begins with the next packet: what was heard is forgotten, except how noisy it is. */
  void restart() {
    forgetSpeech();
    pastLength[0] = 0;
    pastLength[1] = 0;
    lastHash = 0;
    beforeLastHash = 0;
    giveDecoderBack();
  }

  /** The same within one stream of packets, as between two turns of a realtime session. */
  void forgetSpeech() {
    gate.restart();
    candidate = -1;
    votes = 0;
  }

  /**
   * Hears one packet: the remaining bytes of {@code packet}, whose position does not move.
   *
   * @return its length in microseconds, or 0 if it is no Opus packet, in which case nothing was heard
   */
  int hear(ByteBuffer packet) {
    int length = packet.remaining();
    int micros = OpusPacket.durationMicros(packet, packet.position(), length);
    if (micros == OpusPacket.INVALID || length > LONGEST_BYTES) {
      shared.counters.decodeErrors.increment();
      return 0;
    }
    long hash = PacketHash.of(packet);
    long key = PacketHash.sequence(beforeLastHash, lastHash, hash);
    int blocks = Loudness.blocks(micros);
    int loudness = shared.memo.get(key);
    if (loudness != LoudnessMemo.UNKNOWN) {
      shared.counters.memoHits.increment();
      inStep = false;
      if (++hitsInARow == HITS_UNTIL_RETURN) {
        giveDecoderBack();
      }
    } else {
      shared.counters.memoMisses.increment();
      loudness = decode(packet, blocks, key);
      hitsInARow = 0;
    }
    remember(packet, hash);
    if (length <= LONGEST_UNVOICED_BYTES) {
      gate.quiet(micros); // what the decoder makes of it is a fading echo of what was before
      return micros;
    }
    for (int block = 0; block < blocks; block++) {
      gate.hear(Loudness.decibels(loudness, block), micros / blocks);
    }
    recognise(hash);
    return micros;
  }

  VoiceGate gate() {
    return gate;
  }

  /** The clip that was said, if it is one the server knows. */
  @Nullable Clip recognised() {
    return votes >= FEWEST_MATCHES ? shared.known.clip(candidate) : null;
  }

  /** The session is over. */
  void giveDecoderBack() {
    OpusDecoder mine = decoder;
    inStep = false;
    if (mine != null) {
      decoder = null;
      shared.decoders.giveBack(mine);
    }
  }

  private int decode(ByteBuffer packet, int blocks, long key) {
    short[] pcm = new short[Decoders.RATE_HZ * 120 / 1000];
    OpusDecoder mine = decoder;
    if (mine == null) {
      mine = shared.decoders.borrow();
      decoder = mine;
    }
    if (!inStep || shared.repeatable) {
      catchUp(mine, pcm);
      inStep = true;
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    try {
      int samples = mine.decode(bytes, 0, bytes.length, pcm);
      int loudness = Loudness.of(pcm, samples, blocks);
      shared.memo.put(key, loudness);
      return loudness;
    } catch (OpusDecodeException e) {
      shared.counters.decodeErrors.increment();
      return Loudness.SILENCE;
    }
  }

  /** Brings a decoder that missed packets into step by the two before the current one. */
  private void catchUp(OpusDecoder mine, short[] pcm) {
    mine.reset();
    for (int i = 0; i < HISTORY; i++) {
      if (pastLength[i] > 0) {
        try {
          mine.decode(past[i], 0, pastLength[i], pcm);
        } catch (OpusDecodeException e) {
          // It was counted when it arrived; the decoder goes on without it.
          mine.reset();
        }
      }
    }
  }

  private void remember(ByteBuffer packet, long hash) {
    byte[] reused = past[0];
    past[0] = past[1];
    pastLength[0] = pastLength[1];
    int length = packet.remaining();
    if (reused.length < length) {
      reused = new byte[Math.max(length, 160)];
    }
    packet.get(packet.position(), reused, 0, length);
    past[1] = reused;
    pastLength[1] = length;
    beforeLastHash = lastHash;
    lastHash = hash;
  }

  /** Counts packets for the clip that has had most so far (majority vote with one candidate). */
  private void recognise(long hash) {
    int clip = shared.known.clipWith(hash);
    if (clip < 0) {
      return;
    }
    if (clip == candidate) {
      votes++;
    } else if (votes == 0) {
      candidate = clip;
      votes = 1;
    } else {
      votes--;
    }
  }
}
