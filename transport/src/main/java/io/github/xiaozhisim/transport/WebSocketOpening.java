package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A client's upgrade: the request, written byte by byte as servers are known to want it, and what came back. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class WebSocketOpening extends ClientAttempt {

  private static final int LARGEST_HEAD = 16 * 1024;
  private static final int EXCERPT_BYTES = 2048;

  /** How long the text of a refusal is waited for once its head is there. */
  private static final int EXCERPT_WAIT_MILLIS = 300;

  private final WebSocketRequest request;
  private final WebSocketChannel connection;
  private @Nullable ByteBuf answer;
  private @Nullable HttpHead refusal;

  WebSocketOpening(NettyNetwork network, Target target, WebSocketRequest request, WebSocketChannel connection) {
    super(network, target);
    this.request = request;
    this.connection = connection;
  }

  @Override
  void established(ChannelHandlerContext ctx) {
    limitIn(request.upgradeTimeoutMillis());
    ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), requestText()), ctx.voidPromise());
  }

  private String requestText() {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    StringBuilder text = new StringBuilder(512);
    text.append("GET ").append(target.path()).append(" HTTP/1.1\r\n");
    // firmware: the handshake's own headers and the caller's in one sorted map, so all in ASCII order.
    Map<String, String> headers = new TreeMap<>();
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Upgrade", "websocket");
    // firmware: the host alone, never with the port
    boolean bare = request.manner() == WebSocketRequest.Manner.FIRMWARE || target.defaultPort();
    String host = bare ? target.hostForHeader() : target.hostForHeader() + ":" + target.port();
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase("host")) {
        host = header.getValue();
      } else {
        headers.putIfAbsent(header.getKey(), header.getValue());
      }
    }
    line(text, "Host", host);
    headers.forEach((name, value) -> line(text, name, value));
    return text.append("\r\n").toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  @Override
  void received(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    ByteBuf held = answer;
    if (held != null) {
      held.writeBytes(bytes);
      bytes.release();
      bytes = held;
    }
    answer = bytes;
    if (isOver()) {
      forget();
    } else if (refusal != null) {
      tellRefusal(refusal, bytes);
    } else {
      readHead(ctx, bytes);
    }
    ByteBuf rest = answer;
    if (rest != null && held == null) {
      // Small and seldom: what waits must not pin a whole read buffer, and must be able to grow.
      answer = ctx.alloc().buffer(rest.readableBytes() + 256).writeBytes(rest);
      rest.release();
    }
  }

  private void readHead(ChannelHandlerContext ctx, ByteBuf bytes) {
    int from = bytes.readerIndex();
    int looked = Math.min(bytes.readableBytes(), HttpHead.START.length());
    if (!bytes.toString(from, looked, StandardCharsets.ISO_8859_1).equals(HttpHead.START.substring(0, looked))) {
      tellNotHttp(bytes);
      return;
    }
    int end = endOfHead(bytes);
    if (end < 0) {
      if (bytes.readableBytes() > LARGEST_HEAD) {
        tellNotHttp(bytes);
      }
      return;
    }
    HttpHead head = HttpHead.parse(bytes.toString(from, end - from, StandardCharsets.ISO_8859_1).stripTrailing());
    if (head == null) {
      tellNotHttp(bytes);
      return;
    }
    bytes.readerIndex(end);
    if (head.status() == 101) {
      // firmware: Sec-WebSocket-Accept is not checked.
      upgrade(ctx, head, bytes);
    } else {
      refusal = head;
      limitIn(EXCERPT_WAIT_MILLIS);
      tellRefusal(head, bytes);
    }
  }

  /** The index after the empty line, or -1. */
  private static int endOfHead(ByteBuf bytes) {
    int line = bytes.readerIndex();
    while (true) {
      int feed = bytes.indexOf(line, bytes.writerIndex(), (byte) '\n');
      if (feed < 0) {
        return -1;
      }
      if (feed == line || (feed == line + 1 && bytes.getByte(line) == '\r')) {
        return feed + 1;
      }
      line = feed + 1;
    }
  }

  private void upgrade(ChannelHandlerContext ctx, HttpHead head, ByteBuf bytes) {
    answer = null;
    finish();
    ctx.pipeline().addLast(connection);
    ctx.pipeline().remove(ctx.handler());
    if (bytes.isReadable()) {
      connection.opened(head.headers(), bytes);
    } else {
      bytes.release();
      connection.opened(head.headers(), null);
    }
  }

  private void tellNotHttp(ByteBuf bytes) {
    int first = bytes.getUnsignedByte(bytes.readerIndex());
    String said = OpenFailures.excerpt(bytes.toString(StandardCharsets.UTF_8));
    String what =
        first == 0x15 || first == 0x16
            ? " speaks TLS; does the URL need wss://?"
            : " does not speak HTTP" + (said.isEmpty() ? "" : "; it said: " + said);
    fail(new OpenFailure(OpenFailure.Kind.NOT_HTTP, target.describe() + what));
  }

  /** Tells the refusal once enough of its text is there. */
  private void tellRefusal(HttpHead head, ByteBuf body) {
    if (body.readableBytes() >= expectedBody(head)) {
      fail(refusal(head, textOf(head)));
    }
  }

  private String textOf(HttpHead head) {
    ByteBuf body = answer;
    if (body == null) {
      return "";
    }
    int length = Math.min(body.readableBytes(), EXCERPT_BYTES);
    String text = body.toString(body.readerIndex(), length, StandardCharsets.UTF_8);
    if (head.header("transfer-encoding").contains("chunked")) {
      text = text.replaceAll("(?m)^[0-9a-fA-F]+\\r?$", "");
    }
    return OpenFailures.excerpt(text);
  }

  private static int expectedBody(HttpHead head) {
    String length = head.header("content-length");
    return length.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(length), EXCERPT_BYTES) : EXCERPT_BYTES;
  }

  private static OpenFailure refusal(HttpHead head, String said) {
    String meaning =
        switch (head.status()) {
          case 200 -> "the server answered with an ordinary web page; is this the WebSocket port and path?";
          case 301, 302, 303, 307, 308 ->
              "the server redirects to "
                  + OpenFailures.excerpt(head.header("location"))
                  + ", which devices do not follow; use that URL";
          case 400 -> "the server did not understand the upgrade; does this path speak WebSocket?";
          case 401 -> "the server wants a valid token";
          case 403 -> "the server does not admit this device or token";
          case 404 -> "the server has nothing at this path";
          case 426 -> "the server wants another protocol: " + OpenFailures.excerpt(head.header("upgrade"));
          case 429 -> "the server says there are too many requests";
          case 502, 503, 504 -> "the server, or the proxy before it, is overloaded or down";
          default -> head.status() >= 500 ? "the server failed" : "the server did not upgrade the connection";
        };
    String detail = said.isEmpty() ? meaning : meaning + " (it said: " + said + ")";
    return new OpenFailure(OpenFailure.Kind.HTTP_ANSWER, head.status(), detail);
  }

  @Override
  void failed(OpenFailure failure) {
    forget();
    connection.failedToOpen(failure);
  }

  @Override
  void cancelled() {
    forget();
  }

  @Override
  OpenFailure lateAnswer() {
    HttpHead head = refusal;
    if (head != null) {
      return refusal(head, textOf(head));
    }
    return new OpenFailure(
        OpenFailure.Kind.UPGRADE_TIMEOUT,
        target.describe()
            + " took the connection but did not answer the upgrade within "
            + request.upgradeTimeoutMillis()
            + " ms");
  }

  @Override
  OpenFailure lost(@Nullable Throwable cause) {
    HttpHead head = refusal;
    return head != null
        ? refusal(head, textOf(head))
        : OpenFailures.ofLostConnection(cause, target, "answering the upgrade");
  }

  private void forget() {
    ByteBuf held = answer;
    answer = null;
    if (held != null) {
      held.release();
    }
  }
}
