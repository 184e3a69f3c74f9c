package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the exceptions of sockets and TLS mean. */
final class OpenFailures {

  private static final int EXCERPT = 120;

  private OpenFailures() {}

  /** Why a TCP connection could not be made. */
  static OpenFailure ofConnect(Throwable cause, Target target) {
    String where = target.describe();
    String said = allMessages(cause);
    if (cause instanceof UnknownHostException) {
      return new OpenFailure(OpenFailure.Kind.UNKNOWN_HOST, "the name " + target.host() + " has no address");
    }
    if (said.contains("too many open files") || said.contains("emfile") || said.contains("enfile")) {
      return new OpenFailure(
          OpenFailure.Kind.LOCAL_LIMIT, "too many open files in this process (ulimit -n)");
    }
    if (said.contains("cannot assign requested address") || said.contains("eaddrnotavail")) {
      return new OpenFailure(OpenFailure.Kind.LOCAL_LIMIT, "no free local port for a connection to " + where);
    }
    if (said.contains("no buffer space") || said.contains("cannot allocate memory")) {
      return new OpenFailure(OpenFailure.Kind.LOCAL_LIMIT, "this machine has no memory left for sockets");
    }
    if (cause instanceof ConnectTimeoutException || said.contains("timed out")) {
      return new OpenFailure(OpenFailure.Kind.CONNECT_TIMEOUT, "no answer from " + where);
    }
    if (said.contains("refused")) {
      return new OpenFailure(OpenFailure.Kind.REFUSED, "nothing listens at " + where);
    }
    if (cause instanceof NoRouteToHostException || said.contains("unreachable") || said.contains("no route")) {
      return new OpenFailure(OpenFailure.Kind.UNREACHABLE, "no route to " + where);
    }
    return new OpenFailure(OpenFailure.Kind.UNREACHABLE, "connecting to " + where + " failed: " + clause(cause));
  }

  /** Why TLS could not be agreed on. */
  static OpenFailure ofTls(Throwable cause, Target target) {
    String where = target.describe();
    for (Throwable t = cause; t != null; t = next(t)) {
      if (t instanceof NotSslRecordException) {
        return tls(where + " does not speak TLS; does the URL need no 's' (ws://, http://)?");
      }
      if (t instanceof CertificateExpiredException) {
        return tls("the certificate of " + where + " has expired");
      }
      if (t instanceof ClosedChannelException) {
        return tls(where + " closed the connection during the TLS handshake");
      }
    }
    String said = allMessages(cause);
    if (said.contains("no subject alternative")
        || said.contains("no name matching")
        || said.contains("doesn't match")) {
      return tls("the certificate of " + where + " is for another host name");
    }
    if (said.contains("unable to find valid certification path") || said.contains("path building failed")) {
      return tls("the certificate of " + where + " is not signed by a known authority; give its CA with --ca");
    }
    return tls("no TLS with " + where + ": " + clause(deepest(cause)));
  }

  /** Why an answer that was being waited for will not come. */
  static OpenFailure ofLostConnection(@Nullable Throwable cause, Target target, String waitedFor) {
    if (cause != null && (cause instanceof SSLException || cause.getCause() instanceof SSLException)) {
      return ofTls(cause, target);
    }
    String how = cause == null ? "closed TCP" : "dropped TCP (" + clause(cause) + ")";
    return new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, target.describe() + " " + how + " before " + waitedFor);
  }

  private static OpenFailure tls(String detail) {
    return new OpenFailure(OpenFailure.Kind.TLS, detail);
  }

  /** What an exception says, short and without class names where it says something. */
  static String clause(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof CertificateException && thrown.getCause() != null) {
      return clause(thrown.getCause());
    }
    if (message == null || message.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    // Native sockets say for example "recvAddress(..) failed with error(-104): Connection reset by peer".
    int native_ = message.startsWith("io_uring") || message.contains("(..) failed") ? message.lastIndexOf(": ") : -1;
    return excerpt(native_ >= 0 ? message.substring(native_ + 2) : message);
  }

  /** One short line of what a peer sent: control characters and tags are left out. */
  static String excerpt(String text) {
    String line =
        text.replaceAll("(?is)<(script|style)\\b.*?</\\1>|<[^>]*>", " ")
            .replaceAll("[\\p{Cntrl}\\s\\ufffd]+", " ")
            .strip();
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT).strip() + " …";
  }

  private static String allMessages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = thrown; t != null; t = next(t)) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable t = thrown;
    for (Throwable next = next(t); next != null; next = next(t)) {
      t = next;
    }
    return t;
  }

  private static @Nullable Throwable next(Throwable thrown) {
    return thrown.getCause();
  }
}
