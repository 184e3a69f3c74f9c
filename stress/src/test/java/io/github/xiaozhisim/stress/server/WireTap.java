package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes down what goes over the wire of one device at the server's end: {@code ->} from the device, {@code <-} from
 * the server, with times in milliseconds; packets between two messages are one line.
 */
final class WireTap implements ServerEndpoint {

  private final ServerEndpoint server;
  private final List<String> lines = new ArrayList<>();
  private int sent;
  private int heard;
  private long zeroNanos;
  private Scheduler time;

  WireTap(ServerEndpoint server) {
    this.server = server;
  }

  /** Times count from here. */
  void countFrom(long nanos) {
    zeroNanos = nanos;
  }

  /**
   * Everything so far, session ids as {@code S}, the OTA address as {@code O}, what an emulated server adds left out.
   */
  String transcript() {
    flush();
    return String.join("\n", lines)
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", "S")
        .replaceAll("http://[^\"]*/ota/", "O")
        .replaceAll(",\"emulated\":\\{[^}]*\\}", "")
        .replaceAll("\"text\":\"[^\"]*\",\"emotion\":\"[a-z]+\"", "\"text\":E,\"emotion\":E");
  }

  private void note(String arrow, String what) {
    flush();
    long millis = (time.clock().nowNanos() - zeroNanos) / 1_000_000;
    lines.add(String.format(java.util.Locale.ROOT, "%5d %s %s", millis, arrow, what));
  }

  private void flush() {
    if (heard + sent > 0) {
      String out = sent > 0 ? "-> " + sent + " packets" : "";
      String in = heard > 0 ? "<- " + heard + " packets" : "";
      lines.add("      " + out + (sent > 0 && heard > 0 ? ", " : "") + in);
      sent = 0;
      heard = 0;
    }
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return server.onHttp(request);
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    time = scheduler;
    note("->", "GET " + request.uri());
    return server.onUpgrade(request, scheduler) instanceof UpgradeAnswer.Accept(WebSocketListener session)
        ? new UpgradeAnswer.Accept(new Ear(session))
        : new UpgradeAnswer.Drop();
  }

  private static String text(ByteBuffer utf8) {
    return StandardCharsets.UTF_8.decode(utf8.slice()).toString();
  }

  private final class Ear implements WebSocketListener {
    private final WebSocketListener session;

    Ear(WebSocketListener session) {
      this.session = session;
    }

    @Override
    public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
      session.onOpen(new Mouth(connection), headers);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      note("->", text(utf8));
      session.onText(utf8);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      sent++;
      session.onBinary(bytes);
    }

    @Override
    public void onClosed(CloseReason reason) {
      note("->", "gone");
      session.onClosed(reason);
    }
  }

  private final class Mouth implements WebSocketConnection {
    private final WebSocketConnection wire;

    Mouth(WebSocketConnection wire) {
      this.wire = wire;
    }

    @Override
    public boolean isOpen() {
      return wire.isOpen();
    }

    @Override
    public boolean sendText(String text) {
      note("<-", text);
      return wire.sendText(text);
    }

    @Override
    public boolean sendText(Payload payload) {
      note("<-", new String(payload.bytes(), StandardCharsets.UTF_8));
      return wire.sendText(payload);
    }

    @Override
    public boolean sendBinary(Payload payload) {
      heard++;
      return wire.sendBinary(payload);
    }

    @Override
    public boolean writable() {
      return wire.writable();
    }

    @Override
    public void close(int code, String reason) {
      note("<-", "close " + code);
      wire.close(code, reason);
    }

    @Override
    public void drop() {
      note("<-", "gone");
      wire.drop();
    }

    @Override
    public String peer() {
      return wire.peer();
    }
  }
}
