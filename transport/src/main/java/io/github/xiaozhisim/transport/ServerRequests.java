package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's side of one connection until it is upgraded: asks the endpoint and does what it answers. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class ServerRequests extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** A connection that asks nothing for so long is closed. */
  private static final long IDLE_NANOS = 60_000_000_000L;

  private static final String CODEC = "http";
  private static final String WHOLE = "whole";
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final EventLoopScheduler scheduler;
  private final ServerEndpoint endpoint;
  private final int maxMessageBytes;
  private final Timer idle;

  private ServerRequests(EventLoopScheduler scheduler, ServerEndpoint endpoint, int maxMessageBytes, Channel channel) {
    this.scheduler = scheduler;
    this.endpoint = endpoint;
    this.maxMessageBytes = maxMessageBytes;
    this.idle = scheduler.timer(channel::close);
  }

  /** Sets up a fresh connection; on its event loop. */
  static void install(Channel channel, ServerEndpoint endpoint, NettyServer.Options options) {
    ChannelPipeline pipeline = channel.pipeline();
    TlsSettings.Server tls = options.tls();
    if (tls != null) {
      pipeline.addLast(tls.context().newHandler(channel.alloc()));
    }
    EventLoopScheduler scheduler = EventLoopScheduler.of(channel.eventLoop());
    pipeline
        .addLast(CODEC, new HttpServerCodec())
        .addLast(WHOLE, new HttpObjectAggregator(HttpExchange.MAX_BODY))
        .addLast(new ServerRequests(scheduler, endpoint, options.maxMessageBytes(), channel));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    waitForRequest();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    idle.cancel();
  }

  private void waitForRequest() {
    idle.arm(scheduler.clock().nowNanos() + IDLE_NANOS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
    boolean keepAlive = HttpUtil.isKeepAlive(message);
    URI uri;
    try {
      uri = new URI(message.uri());
    } catch (URISyntaxException bad) {
      answer(ctx, HttpResponse.text(400, "The request's path is not a URI.\n"), false);
      return;
    }
    if (message.decoderResult().isFailure()) {
      answer(ctx, HttpResponse.text(400, "This is not HTTP.\n"), false);
      return;
    }
    HttpRequest request =
        new HttpRequest(message.method().name(), uri, headers(message), ByteBufUtil.getBytes(message.content()), 0);
    try {
      if (wantsUpgrade(message)) {
        upgrade(ctx, request);
      } else {
        waitForRequest();
        answer(ctx, endpoint.onHttp(request), keepAlive);
      }
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
      answer(ctx, HttpResponse.text(500, "The server failed on this request.\n"), false);
    }
  }

  private static Map<String, String> headers(FullHttpRequest message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message.headers().forEach(header ->
        headers.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, other) -> one + ", " + other));
    return headers;
  }

  private static boolean wantsUpgrade(FullHttpRequest message) {
    return message.method().equals(HttpMethod.GET)
        && message.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && message.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true);
  }

  private void upgrade(ChannelHandlerContext ctx, HttpRequest request) {
    String key = request.headers().getOrDefault("sec-websocket-key", "");
    if (key.isBlank()) {
      answer(ctx, HttpResponse.text(400, "The upgrade has no Sec-WebSocket-Key.\n"), false);
      return;
    }
    if (!request.headers().getOrDefault("sec-websocket-version", "").equals("13")) {
      answer(ctx, new HttpResponse(426, Map.of("sec-websocket-version", "13"), new byte[0]), false);
      return;
    }
    switch (endpoint.onUpgrade(request, scheduler)) {
      case UpgradeAnswer.Accept accept -> accept(ctx, request, key, accept.listener());
      case UpgradeAnswer.Refuse refuse -> answer(ctx, refuse.response(), false);
      case UpgradeAnswer.Drop _ -> ctx.close();
      case UpgradeAnswer.Ignore _ -> idle.cancel(); // it is the client who gives up
    }
  }

  private void accept(ChannelHandlerContext ctx, HttpRequest request, String key, WebSocketListener listener) {
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + acceptKey(key)
            + "\r\n\r\n";
    ChannelPipeline pipeline = ctx.pipeline();
    WebSocketChannel connection =
        new WebSocketChannel(scheduler, listener, false, Manner.STANDARD, maxMessageBytes, "");
    // Written before the codec, which would take it for a body.
    pipeline.context(CODEC).writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII));
    EarlyBytes early = new EarlyBytes();
    pipeline.addLast(early);
    pipeline.remove(WHOLE);
    pipeline.remove(this);
    pipeline.remove(CODEC); // hands on what it has read too far
    pipeline.addLast(connection);
    pipeline.remove(early);
    connection.opened(request.headers(), early.bytes);
  }

  /** Holds what a hasty client sent behind its request, until the connection is open. */
  private static final class EarlyBytes extends ChannelInboundHandlerAdapter {
    private @Nullable ByteBuf bytes;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf more = (ByteBuf) message;
      ByteBuf before = bytes;
      bytes = before == null ? more : Unpooled.wrappedBuffer(before, more);
    }
  }

  private static String acceptKey(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void answer(ChannelHandlerContext ctx, HttpResponse response, boolean keepAlive) {
    DefaultFullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(response.status()),
            Unpooled.wrappedBuffer(response.body()));
    HttpHeaders headers = message.headers();
    response.headers().forEach(headers::set);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
    headers.set(HttpHeaderNames.CONNECTION, keepAlive ? "keep-alive" : "close");
    var left = ctx.writeAndFlush(message);
    if (!keepAlive) {
      left.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
