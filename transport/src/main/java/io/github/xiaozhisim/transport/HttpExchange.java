package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request on a connection of its own, which closes after the answer as the firmware's does. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class HttpExchange extends ClientAttempt {

  static final int MAX_BODY = 1024 * 1024;

  private static final String HOST = "Host";

  private final HttpRequest request;
  private final HttpListener listener;

  HttpExchange(NettyNetwork network, Target target, HttpRequest request, HttpListener listener) {
    super(network, target);
    this.request = request;
    this.listener = listener;
  }

  @Override
  void established(ChannelHandlerContext ctx) {
    ctx.pipeline()
        .addBefore(ctx.name(), "http", new HttpClientCodec())
        .addBefore(ctx.name(), "whole", new HttpObjectAggregator(MAX_BODY));
    send(ctx, target, request);
  }

  /** Writes a request as the firmware does. */
  static void send(ChannelHandlerContext ctx, Target target, HttpRequest request) {
    DefaultFullHttpRequest message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            target.path(),
            Unpooled.wrappedBuffer(request.body()));
    // firmware: Host with the port only when it is not the usual one, the caller's headers, then these two.
    HttpHeaders headers = message.headers();
    String host = target.hostForHeader();
    headers.set(HOST, target.defaultPort() ? host : host + ":" + target.port());
    request.headers().forEach((name, value) -> {
      if (name.equalsIgnoreCase("host")) {
        headers.set(HOST, value);
      } else {
        headers.add(name, value);
      }
    });
    // firmware: photos go out in chunks, everything else in one piece
    if (!headers.contains("Transfer-Encoding") && (request.body().length > 0 || request.method().equals("POST"))) {
      headers.set("Content-Length", request.body().length);
    }
    headers.set("Connection", "close");
    ctx.writeAndFlush(message, ctx.voidPromise());
  }

  @Override
  void received(ChannelHandlerContext ctx, Object message) {
    try {
      if (!(message instanceof FullHttpResponse answer) || isOver()) {
        return;
      }
      if (answer.decoderResult().isFailure()) {
        fail(notHttp(answer.decoderResult().cause()));
        return;
      }
      Map<String, String> headers = new LinkedHashMap<>();
      answer
          .headers()
          .forEach(
              header ->
                  headers.merge(
                      header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, other) -> one + ", " + other));
      HttpResponse response = new HttpResponse(answer.status().code(), headers, ByteBufUtil.getBytes(answer.content()));
      if (finish()) {
        ctx.close();
        tell(response);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void tell(HttpResponse response) {
    try {
      listener.onResponse(response);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  private OpenFailure notHttp(@Nullable Throwable cause) {
    String why = cause == null ? "" : ": " + OpenFailures.clause(cause);
    return new OpenFailure(OpenFailure.Kind.NOT_HTTP, target.describe() + " does not answer with HTTP" + why);
  }

  @Override
  void failed(OpenFailure failure) {
    listener.onFailed(failure);
  }

  @Override
  void cancelled() {}

  @Override
  OpenFailure lateAnswer() {
    return new OpenFailure(
        OpenFailure.Kind.UPGRADE_TIMEOUT,
        target.describe() + " took the request but did not answer within " + request.timeoutMillis() + " ms");
  }

  @Override
  OpenFailure lost(@Nullable Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      return new OpenFailure(OpenFailure.Kind.HTTP_ANSWER, target.describe() + " answered with more than 1 MiB");
    }
    return OpenFailures.ofLostConnection(cause, target, "its answer was complete");
  }
}
