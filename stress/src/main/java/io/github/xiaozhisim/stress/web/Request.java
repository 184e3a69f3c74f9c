package io.github.xiaozhisim.stress.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request and its answer. On one of the server's threads. */
final class Request {

  private static final int UNKNOWN_LENGTH = 0;
  private static final int NO_BODY = -1;

  private final HttpExchange exchange;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** A parameter of the address, or this where it is missing. */
  String parameter(String name, String missing) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      for (String each : query.split("&", -1)) {
        if (each.startsWith(name + "=")) {
          return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
    }
    return missing;
  }

  /** A whole number from the address, or -1 where there is none. */
  int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Answers with what {@code body} writes. */
  void answer(String type, Body body) throws IOException {
    begin(200, type, UNKNOWN_LENGTH);
    try (Writer out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
      body.writeTo(out);
    }
  }

  /** Answers with a sentence. */
  void answer(int status, String sentence) throws IOException {
    byte[] bytes = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    begin(status, "text/plain; charset=utf-8", bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Done, and there is nothing to say. */
  void done() throws IOException {
    begin(204, null, NO_BODY);
  }

  /** Answers with events until {@code listener} is let go or has hung up, as {@link Listener#writeTo} says. */
  void stream(Listener listener, long silenceMillis, long goodbyeMillis) throws IOException, InterruptedException {
    begin(200, "text/event-stream; charset=utf-8", UNKNOWN_LENGTH);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(Event.STILL_HERE.bytes()); // so that the browser knows that it is connected
      out.flush();
      listener.writeTo(out, silenceMillis, goodbyeMillis);
    }
  }

  private void begin(int status, @Nullable String type, long length) throws IOException {
    var headers = exchange.getResponseHeaders();
    if (type != null) {
      headers.set("Content-Type", type);
    }
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Content-Security-Policy", "frame-ancestors 'none'"); // the page brings the rest itself
    exchange.sendResponseHeaders(status, length);
  }

  /** What an answer consists of. */
  interface Body {
    void writeTo(Writer out) throws IOException;
  }
}
