package io.github.xiaozhisim.stress.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are answered. The server listens on loopback only, so what has to be kept out is what a browser on
 * this machine brings along: other web pages, which can send requests to any port here, and names of theirs that
 * suddenly mean 127.0.0.1. Any thread.
 *
 * <p>Whoever has an account on this machine can open the page and use it; the documents say so.
 */
final class Guard {

  /** Carries {@link #token}; a foreign page can neither read it out of ours nor send a header of this name. */
  static final String TOKEN_HEADER = "X-Xiaozhi-Token";

  /** Names of this machine. Any port: a tunnel may lead here from another one. */
  private static final Set<String> LOCAL_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String token;

  Guard(String token) {
    this.token = token;
  }

  /** What to put into the page so that it may change the run. */
  String token() {
    return token;
  }

  /** Why this request gets no answer, as a status and a sentence; null when it may have one. */
  @Nullable Refusal refuse(String method, String path, Function<String, @Nullable String> header) {
    if (!method.equals("GET") && !method.equals("POST")) {
      return new Refusal(405, "there is nothing to " + method + " here; GET and POST are what this page uses");
    }
    String host = header.apply("Host");
    if (host == null || !isLocal(host)) {
      return new Refusal(421, "open this page as http://127.0.0.1 or http://localhost: other names are not answered");
    }
    String origin = header.apply("Origin");
    boolean foreign = origin != null && !origin.equals("http://" + host);
    String site = header.apply("Sec-Fetch-Site");
    boolean followedLink =
        method.equals("GET") && path.equals("/") && "navigate".equals(header.apply("Sec-Fetch-Mode"));
    boolean carried = site != null && !site.equals("same-origin") && !site.equals("none") && !followedLink;
    if (foreign || carried) {
      return new Refusal(403, "another web page asks; only the live page itself may");
    }
    if (method.equals("POST") && !hasToken(header.apply(TOKEN_HEADER))) {
      return new Refusal(
          403, "the request needs the header " + TOKEN_HEADER + " with the token of this run; load the page again");
    }
    return null;
  }

  private static boolean isLocal(String host) {
    try {
      URI uri = URI.create("http://" + host + "/");
      return uri.getUserInfo() == null && uri.getHost() != null && LOCAL_HOSTS.contains(uri.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean hasToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer that is none. */
  record Refusal(int status, String sentence) {}
}
