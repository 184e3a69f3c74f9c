package io.github.xiaozhisim.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whom clients trust when they speak TLS ({@code wss}, {@code https}), and whether they make use of earlier sessions.
 * Any thread.
 */
public final class TlsSettings {

  private static final long MOST_SESSIONS = 65_536;
  private static final int SESSIONS_IN_TURN = 256;
  private static final long SESSION_SECONDS = 3_600;

  private final SslContextBuilder builder;
  private final String description;
  private final AtomicInteger handshakes = new AtomicInteger();
  private int inTurn;
  private @Nullable SslContext context;

  private TlsSettings(SslContextBuilder builder, String description) {
    this.builder = builder;
    this.description = description;
  }

  /** The certificate authorities of the JDK; the host name must match the certificate. */
  public static TlsSettings verified() {
    return new TlsSettings(client().endpointIdentificationAlgorithm("HTTPS"), "the JDK's certificate authorities");
  }

  /**
   * Only the certificate authorities in this PEM file; the host name must match the certificate.
   *
   * @throws TlsFileException when the file cannot be read or holds no certificate; its message is a sentence
   */
  public static TlsSettings withCa(Path pem) throws TlsFileException {
    File file = TlsFileException.readable(pem, "CA file");
    try {
      TlsSettings settings =
          new TlsSettings(client().trustManager(file).endpointIdentificationAlgorithm("HTTPS"), "the CA in " + pem);
      settings.context(); // so that a wrong file is met here
      return settings;
    } catch (IllegalArgumentException | IllegalStateException broken) {
      throw new TlsFileException(
          "CA file " + pem + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", broken);
    }
  }

  /** Anybody: no certificate is checked, no host name compared. For test machines only, and only when asked for. */
  public static TlsSettings insecure() {
    return new TlsSettings(
        client().trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(""), "anybody");
  }

  private static SslContextBuilder client() {
    return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).sessionCacheSize(1);
  }

  /**
   * With {@code on}, a handshake is short where a session with the server is known from before, as between a browser
   * and a site: all clients share 256 sessions for each server, for an hour, so that the first 256 handshakes are full.
   * Without, as at first, each handshake is a full one. To be called before the first connection.
   */
  public TlsSettings withResumption(boolean on) {
    return withResumption(on ? SESSIONS_IN_TURN : 0);
  }

  /** With so many sessions in turn: each is good for one handshake, so that a burst of them needs as many. */
  synchronized TlsSettings withResumption(int sessions) {
    boolean on = sessions > 0;
    inTurn = sessions;
    builder.sessionCacheSize(on ? MOST_SESSIONS : 1).sessionTimeout(SESSION_SECONDS);
    context = null;
    return this;
  }

  /** The handler of a fresh connection to {@code target}. */
  SslHandler handler(ByteBufAllocator allocator, Target target) {
    // Sessions are remembered by host and port, and the port is for nothing else: one nobody had before has no session.
    // TLS 1.3 makes each good for one handshake, and the JDK keeps one a port.
    int sessions = sessionsInTurn();
    int number = handshakes.getAndIncrement() & Integer.MAX_VALUE;
    int remembered = sessions > 0 ? target.port() * sessions + number % sessions : number;
    return context().newHandler(allocator, target.host(), remembered);
  }

  private synchronized int sessionsInTurn() {
    return inTurn;
  }

  /** Made when first wanted: reading the JDK's authorities takes time that a fleet without TLS need not spend. */
  synchronized SslContext context() {
    SslContext made = context;
    if (made == null) {
      try {
        made = builder.build();
      } catch (IOException broken) {
        throw new IllegalStateException("TLS cannot be set up: " + broken.getMessage(), broken);
      }
      context = made;
    }
    return made;
  }

  /** Who is trusted, as a clause. */
  public String description() {
    return description;
  }

  /** A server's certificate chain and key. */
  public static final class Server {
    private final SslContext context;

    private Server(SslContext context) {
      this.context = context;
    }

    /**
     * From PEM files: the chain, the server's own certificate first, and its unencrypted PKCS#8 key.
     *
     * @throws TlsFileException when a file cannot be read or does not hold what it should; its message is a sentence
     */
    public static Server fromPem(Path chain, Path key) throws TlsFileException {
      File chainFile = TlsFileException.readable(chain, "certificate file");
      File keyFile = TlsFileException.readable(key, "key file");
      try {
        return new Server(SslContextBuilder.forServer(chainFile, keyFile).sslProvider(SslProvider.JDK).build());
      } catch (IOException | IllegalArgumentException broken) {
        throw new TlsFileException(
            "certificate " + chain + " and key " + key + " cannot be used: both must be PEM, the key unencrypted PKCS#8"
                + " (-----BEGIN PRIVATE KEY-----)",
            broken);
      }
    }

    SslContext context() {
      return context;
    }
  }

  /** A certificate or key file that cannot be used. The message is one sentence for people. */
  public static final class TlsFileException extends IOException {
    private static final long serialVersionUID = 1;

    TlsFileException(String message, Throwable cause) {
      super(message, cause);
    }

    private TlsFileException(String message) {
      super(message);
    }

    private static File readable(Path path, String what) throws TlsFileException {
      if (!Files.isRegularFile(path)) {
        throw new TlsFileException(what + " " + path + " does not exist");
      }
      if (!Files.isReadable(path)) {
        throw new TlsFileException(what + " " + path + " may not be read");
      }
      return path.toFile();
    }
  }
}
