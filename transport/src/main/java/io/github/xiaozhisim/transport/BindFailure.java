package io.github.xiaozhisim.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A server could not be put on its port. The message is one sentence: what, and what to do. */
public final class BindFailure extends IOException {
  private static final long serialVersionUID = 1;

  private BindFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static BindFailure of(String host, int port, Throwable cause) {
    String where = "port " + port + " on " + host;
    String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return new BindFailure(host + " is no address of this machine; use 127.0.0.1 or 0.0.0.0", cause);
    }
    if (said.contains("permission denied")) {
      return new BindFailure(
          where + " may not be used; ports below 1024 are for the administrator, choose a higher one", cause);
    }
    if (said.contains("cannot assign requested address")) {
      return new BindFailure(host + " is no address of this machine; use 127.0.0.1 or 0.0.0.0", cause);
    }
    if (cause instanceof BindException || said.contains("address already in use")) {
      return new BindFailure(
          where + " is in use by another program; stop that one, or choose another port (0: any free one)", cause);
    }
    return new BindFailure("cannot listen at " + where + ": " + OpenFailures.clause(cause), cause);
  }
}
