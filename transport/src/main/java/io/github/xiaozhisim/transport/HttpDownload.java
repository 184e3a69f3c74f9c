package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One download on a connection of its own: the body is handed on as it comes, and nothing of it is kept. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class HttpDownload extends ClientAttempt {

  private final HttpRequest request;
  private final DownloadListener listener;

  HttpDownload(NettyNetwork network, Target target, HttpRequest request, DownloadListener listener) {
    super(network, target);
    this.request = request;
    this.listener = listener;
  }

  @Override
  void established(ChannelHandlerContext ctx) {
    ctx.pipeline().addBefore(ctx.name(), "http", new HttpClientCodec());
    HttpExchange.send(ctx, target, request);
  }

  @Override
  void received(ChannelHandlerContext ctx, Object message) {
    try {
      if (isOver()) {
        return;
      }
      if (message instanceof DecoderResultProvider decoded && decoded.decoderResult().isFailure()) {
        fail(new OpenFailure(OpenFailure.Kind.NOT_HTTP, target.describe() + " does not answer with HTTP"));
        return;
      }
      limitIn(request.timeoutMillis());
      if (message instanceof HttpResponse head) {
        tell(() -> listener.onHead(head.status().code(), HttpUtil.getContentLength(head, -1L)));
      }
      if (message instanceof HttpContent part) {
        ByteBuf bytes = part.content();
        if (bytes.isReadable()) {
          tell(() -> listener.onBytes(bytes.nioBuffer().asReadOnlyBuffer()));
        }
      }
      if (message instanceof LastHttpContent && finish()) {
        ctx.close();
        tell(listener::onEnd);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void tell(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
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
        target.describe() + " sent nothing more within " + request.timeoutMillis() + " ms");
  }

  @Override
  OpenFailure lost(@Nullable Throwable cause) {
    return OpenFailures.ofLostConnection(cause, target, "the download was complete");
  }
}
