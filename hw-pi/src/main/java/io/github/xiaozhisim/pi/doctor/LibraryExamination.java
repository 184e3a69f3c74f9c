package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.LIBRARIES;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.transport.TransportKind;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What the device needs of libraries, tried out: the speech codec and its speed, sockets, certificate authorities. */
public final class LibraryExamination implements Examination {

  private static final int RATE_HZ = 16_000;
  private static final int PLAYER_RATE_HZ = 24_000;

  /** Java is slow until it has translated what is used often: the best of many counts. */
  private static final long LOOK_NANOS = 3_000_000_000L;

  private static final int BATCHES = 40;
  private static final int FRAMES = 5;

  /** Of a processor, for both directions: beyond it there is too little left for sound card, network and the system. */
  private static final double TIGHT = 0.3;

  private static final double TOO_SLOW = 0.9;

  private final Clock clock;
  private final LongSupplier cpuNanos;

  /** @param cpuNanos the processor's time that the calling thread has used, whatever else runs meanwhile */
  public LibraryExamination(Clock clock, LongSupplier cpuNanos) {
    this.clock = clock;
    this.cpuNanos = cpuNanos;
  }

  @Override
  public Finding.Area area() {
    return LIBRARIES;
  }

  @Override
  public void look(Consumer<Finding> findings) {
    findings.accept(codec());
    findings.accept(sockets());
    findings.accept(authorities());
  }

  private Finding codec() {
    try {
      return codec(share());
    } catch (OpusDecodeException e) {
      return Finding.error(
          LIBRARIES, "opus", "the codec does not understand itself: " + e.getMessage(), "build the program anew");
    }
  }

  static Finding codec(double share) {
    String took =
        String.format(Locale.ROOT, "encoding and decoding speech takes %.1f %% of one processor", 100 * share);
    if (share > TOO_SLOW) {
      return Finding.error(
          LIBRARIES, "opus", took + ": too slow to talk", "use a faster board: a Raspberry Pi 3 or newer");
    }
    return share > TIGHT
        ? Finding.warning(LIBRARIES, "opus", took, "end other programs, or use a faster board: sound may stutter")
        : Finding.ok(LIBRARIES, "opus", took);
  }

  /** How much of a processor's time speech takes in both directions. */
  private double share() throws OpusDecodeException {
    OpusEncoder encoder = new OpusEncoder(RATE_HZ);
    OpusDecoder decoder = new OpusDecoder(PLAYER_RATE_HZ);
    short[] frame = new short[encoder.frameSamples()];
    short[] heard = new short[decoder.maxSamples()];
    long until = clock.nowNanos() + LOOK_NANOS;
    long best = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES && clock.nowNanos() < until; batch++) {
      long began = cpuNanos.getAsLong();
      for (int i = batch * FRAMES; i < (batch + 1) * FRAMES; i++) {
        hum(frame, i * frame.length);
        decoder.decode(encoder.encode(frame, 0, frame.length), heard);
      }
      best = Math.min(best, cpuNanos.getAsLong() - began);
    }
    return (double) best / (FRAMES * (long) OpusEncoder.FRAME_MILLIS * 1_000_000);
  }

  /** Something as rich as a voice: a low tone with overtones that glides. */
  private static void hum(short[] frame, int from) {
    for (int i = 0; i < frame.length; i++) {
      double t = (from + i) / (double) RATE_HZ;
      double tone = 2 * Math.PI * (120 + 20 * Math.sin(3 * t)) * t;
      frame[i] = (short) (4000 * Math.sin(tone) + 2500 * Math.sin(7 * tone) + 1500 * Math.sin(19 * tone));
    }
  }

  private static Finding sockets() {
    return TransportKind.EPOLL.isAvailable()
        ? Finding.ok(LIBRARIES, "sockets", "by epoll")
        : Finding.ok(
            LIBRARIES,
            "sockets",
            "by Java alone, which is enough for one device (no epoll: "
                + TransportKind.EPOLL.unavailableBecause()
                + ")");
  }

  private static Finding authorities() {
    try {
      return authorities(known());
    } catch (GeneralSecurityException e) {
      return authorities(0);
    }
  }

  static Finding authorities(int known) {
    return known > 0
        ? Finding.ok(LIBRARIES, "tls", "Java knows " + known + " certificate authorities")
        : Finding.warning(
            LIBRARIES,
            "tls",
            "Java knows no certificate authority: https and wss will fail",
            "sudo apt-get install --reinstall ca-certificates-java, or give the server's with --ca FILE");
  }

  private static int known() throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    int known = 0;
    for (TrustManager each : factory.getTrustManagers()) {
      known += each instanceof X509TrustManager x509 ? x509.getAcceptedIssuers().length : 0;
    }
    return known;
  }
}
