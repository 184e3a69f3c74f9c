package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One side of an upgraded WebSocket: the last handler of its channel, the decoder's listener and the connection that
 * the device or the server holds, in one object, because there are thousands of them. All on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class WebSocketChannel extends ChannelInboundHandlerAdapter implements WebSocketConnection, FrameDecoder.Sink {

  private static final int NO_CLOSE_FRAME = 1006;
  private static final int NO_CODE = 1005;
  private static final long CLOSE_WAIT_NANOS = 2_000_000_000L;
  private static final byte[] NOTHING = {};

  private enum Phase {
    /** The upgrade is under way. */
    OPENING,
    OPEN,
    /** Our Close frame is on its way; the listener waits for the end. */
    CLOSING,
    /** The peer's Close frame was not answered, and what follows it is still heard. // firmware: so it is there */
    LEFT_OPEN,
    /** The listener has heard the end, or shall hear nothing; TCP may still be closing. */
    ENDED
  }

  private final EventLoopScheduler scheduler;
  private final WebSocketListener listener;
  private final boolean client;
  private final Manner manner;
  private final FrameDecoder decoder;
  private final String target;

  private Phase phase = Phase.OPENING;
  private @Nullable ChannelHandlerContext context;
  private @Nullable FileDescriptor shortWay;

  /** Something took the ordinary way and may still wait in the channel's buffer. */
  private boolean waits;

  /** The channel's own word, kept here because it is asked for every frame. */
  private boolean writable = true;

  /** A ready frame that leaves at the end of the tick. */
  private Frames.@Nullable Ready gathered;
  private @Nullable ClientAttempt opening;
  private @Nullable Timer closeTimer;
  private @Nullable CloseReason localReason;

  /** @param target the address of the other side, or empty for that of the channel */
  WebSocketChannel(
      EventLoopScheduler scheduler,
      WebSocketListener listener,
      boolean client,
      Manner manner,
      int maxMessageBytes,
      String target) {
    this.scheduler = scheduler;
    this.listener = listener;
    this.client = client;
    this.manner = manner;
    this.target = target;
    this.decoder = new FrameDecoder(this, scheduler.scratch(), !client, manner, maxMessageBytes);
  }

  // ---- opening: called by the client's attempt and by the server

  void openingBy(ClientAttempt attempt) {
    opening = attempt;
  }

  /** The upgrade is done and this handler is in the channel's pipeline. {@code early} came with the answer. */
  void opened(Map<String, String> headers, @Nullable ByteBuf early) {
    opening = null;
    if (phase != Phase.OPENING) {
      release(early);
      return;
    }
    phase = Phase.OPEN;
    try {
      listener.onOpen(this, headers);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
    // firmware: frames in the same TCP segment as the 101 are processed at once.
    if (early != null) {
      decoder.decode(early);
    }
  }

  /** The connection did not come about. */
  void failedToOpen(OpenFailure failure) {
    opening = null;
    if (phase == Phase.OPENING) {
      phase = Phase.ENDED;
      listener.onFailed(failure);
    }
  }

  private static void release(@Nullable ByteBuf early) {
    if (early != null) {
      early.release();
    }
  }

  // ---- the connection

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean sendText(String text) {
    return isOpen() && sendFresh(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean sendText(Payload payload) {
    return send(Frames.TEXT, payload);
  }

  @Override
  public boolean sendBinary(Payload payload) {
    return send(Frames.BINARY, payload);
  }

  private boolean send(int opcode, Payload payload) {
    ChannelHandlerContext channel = context;
    if (phase != Phase.OPEN || channel == null) {
      return false;
    }
    if (!payload.isShared()) {
      return sendFresh(opcode, payload.bytes());
    }
    Frames.Ready frame = Frames.shared(opcode, payload, client);
    writeGathered();
    WriteBatch batch = scheduler.batch();
    if (batch.isOpen() && shortWay != null) {
      gathered = frame;
      batch.add(this);
    } else {
      write(channel, frame);
    }
    return true;
  }

  private void write(ChannelHandlerContext channel, Frames.Ready frame) {
    FileDescriptor socket = shortWay;
    int sent = socket == null || stillWaits(channel) ? 0 : DirectWrite.write(socket, frame);
    if (sent < frame.length()) {
      ByteBuf rest = frame.buffer().retainedDuplicate();
      writeOrdinarily(channel, sent == 0 ? rest : rest.skipBytes(sent));
    }
  }

  private boolean stillWaits(ChannelHandlerContext channel) {
    if (waits) {
      ChannelOutboundBuffer buffer = channel.channel().unsafe().outboundBuffer();
      waits = buffer == null || !buffer.isEmpty();
    }
    return waits;
  }

  private void writeOrdinarily(ChannelHandlerContext channel, ByteBuf bytes) {
    waits = true;
    channel.writeAndFlush(bytes, channel.voidPromise());
  }

  /** Writes the frame that waits for the end of the tick, if there is one. */
  void writeGathered() {
    Frames.Ready frame = gathered;
    ChannelHandlerContext channel = context;
    if (frame != null && channel != null) {
      gathered = null;
      write(channel, frame);
    }
  }

  private boolean sendFresh(int opcode, byte[] payload) {
    ChannelHandlerContext channel = context;
    if (channel == null) {
      return false;
    }
    writeGathered();
    writeOrdinarily(channel, fresh(channel.alloc(), opcode, payload, payload.length));
    return true;
  }

  private ByteBuf fresh(ByteBufAllocator allocator, int opcode, byte[] payload, int length) {
    return Frames.fresh(allocator, opcode, payload, 0, length, client);
  }

  @Override
  public boolean writable() {
    return phase == Phase.OPEN && writable;
  }

  @Override
  public void close(int code, String reason) {
    if (phase == Phase.OPENING || phase == Phase.LEFT_OPEN) {
      drop();
      return;
    }
    ChannelHandlerContext channel = context;
    if (phase != Phase.OPEN || channel == null) {
      return;
    }
    writeGathered();
    phase = Phase.CLOSING;
    localReason = new CloseReason(CloseReason.Kind.LOCAL, code, reason);
    byte[] payload = closePayload(code, reason);
    writeOrdinarily(channel, fresh(channel.alloc(), Frames.CLOSE, payload, payload.length));
    closeTimer = scheduler.after(CLOSE_WAIT_NANOS, () -> endLocally(channel));
  }

  @Override
  public void drop() {
    if (phase == Phase.ENDED) {
      return;
    }
    writeGathered();
    phase = Phase.ENDED;
    cancelTimer();
    decoder.stop();
    ClientAttempt attempt = opening;
    if (attempt != null) {
      opening = null;
      attempt.cancel();
    }
    ChannelHandlerContext channel = context;
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public String peer() {
    ChannelHandlerContext channel = context;
    if (!target.isEmpty() || channel == null) {
      return target;
    }
    return Addresses.describe(channel.channel().remoteAddress());
  }

  // ---- what was decoded

  private boolean hears() {
    return phase == Phase.OPEN || phase == Phase.LEFT_OPEN;
  }

  @Override
  public void text(ByteBuffer utf8) {
    if (!hears()) {
      return;
    }
    try {
      listener.onText(utf8);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  @Override
  public void binary(ByteBuffer bytes) {
    if (!hears()) {
      return;
    }
    try {
      listener.onBinary(bytes);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  @Override
  public void ping(byte[] payload, int length) {
    ChannelHandlerContext channel = context;
    if (phase == Phase.OPEN && channel != null && writable) {
      writeOrdinarily(channel, fresh(channel.alloc(), Frames.PONG, payload, length));
    }
  }

  @Override
  public void closeFrame(int code, String reason) {
    ChannelHandlerContext channel = context;
    if (channel == null) {
      return;
    }
    if (phase == Phase.CLOSING) {
      endLocally(channel);
    } else if (phase == Phase.OPEN && manner == Manner.FIRMWARE) {
      phase = Phase.LEFT_OPEN;
      tellClosed(new CloseReason(CloseReason.Kind.CLOSE_FRAME, code, reason));
    } else if (phase == Phase.OPEN) {
      answerAndClose(channel, code == NO_CODE ? NOTHING : closePayload(code, ""));
      end(new CloseReason(CloseReason.Kind.CLOSE_FRAME, code, reason));
    }
  }

  @Override
  public void violation(int code, String detail) {
    ChannelHandlerContext channel = context;
    if (channel == null) {
      return;
    }
    if (phase == Phase.CLOSING) {
      endLocally(channel);
    } else if (manner == Manner.FIRMWARE) {
      // firmware: the one thing it does not put up with is what does not fit its memory
      if (phase == Phase.OPEN) {
        end(new CloseReason(CloseReason.Kind.OUT_OF_MEMORY, NO_CLOSE_FRAME, detail));
      } else {
        phase = Phase.ENDED;
      }
      channel.close();
    } else if (phase == Phase.OPEN) {
      answerAndClose(channel, closePayload(code, detail));
      end(new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, code, detail));
    }
  }

  // ---- the channel

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    shortWay = DirectWrite.socketOf(ctx.channel());
    writable = ctx.channel().isWritable();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    scheduler.arrivals().drain();
    decoder.release();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    scheduler.arrivals().add(this, (ByteBuf) message);
  }

  /** Works on what was received; releases it. */
  void decode(ByteBuf received) {
    decoder.decode(received);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    writable = ctx.channel().isWritable();
    if (phase == Phase.OPEN && writable) {
      try {
        listener.onWritable();
      } catch (RuntimeException thrown) {
        scheduler.report(thrown);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    scheduler.arrivals().drain(); // what came before the end
    CloseReason local = localReason;
    end(local != null ? local : new CloseReason(CloseReason.Kind.END_OF_STREAM, NO_CLOSE_FRAME, ""));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    scheduler.arrivals().drain();
    CloseReason local = localReason;
    end(local != null ? local : new CloseReason(CloseReason.Kind.RESET, NO_CLOSE_FRAME, OpenFailures.clause(cause)));
    ctx.close();
  }

  // ---- the end

  private void endLocally(ChannelHandlerContext channel) {
    CloseReason local = localReason;
    end(local != null ? local : new CloseReason(CloseReason.Kind.LOCAL, NO_CLOSE_FRAME, ""));
    channel.close();
  }

  /** Sends a last Close frame and closes TCP once it has left, or when a peer that does not read has had 2 s. */
  private void answerAndClose(ChannelHandlerContext channel, byte[] payload) {
    Timer limit = scheduler.after(CLOSE_WAIT_NANOS, channel::close);
    channel
        .writeAndFlush(fresh(channel.alloc(), Frames.CLOSE, payload, payload.length))
        .addListener(left -> limit.cancel())
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void end(CloseReason reason) {
    Phase before = phase;
    phase = Phase.ENDED;
    cancelTimer();
    decoder.stop();
    if (before != Phase.OPEN && before != Phase.CLOSING) {
      return;
    }
    tellClosed(reason);
  }

  private void tellClosed(CloseReason reason) {
    try {
      listener.onClosed(reason);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  private void cancelTimer() {
    Timer timer = closeTimer;
    if (timer != null) {
      timer.cancel();
      closeTimer = null;
    }
  }

  private static byte[] closePayload(int code, String reason) {
    if (!Frames.mayBeSent(code)) {
      return NOTHING;
    }
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, Frames.MAX_CONTROL_BYTES - 2);
    while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
      length--; // not in the middle of a character
    }
    byte[] payload = new byte[2 + length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, length);
    return payload;
  }
}
