package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network that counts what a device says on which WebSocket, and changes nothing. */
final class Wiretap implements Network {

  private final Network to;
  private @Nullable Tapped latest;
  private long texts;
  private long packets;

  Wiretap(Network to) {
    this.to = to;
  }

  long texts() {
    return texts;
  }

  long packets() {
    return packets;
  }

  @Override
  public void start(Consumer<Event> events) {
    to.start(events);
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    to.http(request, listener);
  }

  @Override
  public void download(HttpRequest request, DownloadListener listener) {
    to.download(request, listener);
  }

  @Override
  public boolean hasMqtt() {
    return to.hasMqtt();
  }

  @Override
  public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    return to.openMqtt(request, listener);
  }

  @Override
  public UdpSocket openUdp(String host, int port, UdpListener listener) {
    return to.openUdp(host, port, listener);
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    Tapped tapped = new Tapped(request, listener);
    latest = tapped;
    return tapped;
  }

  private final class Tapped implements WebSocketConnection, WebSocketListener {
    private final WebSocketConnection inner;
    private final WebSocketListener listener;

    Tapped(WebSocketRequest request, WebSocketListener listener) {
      this.listener = listener;
      this.inner = to.openWebSocket(request, this);
    }

    @Override
    public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
      listener.onOpen(this, headers);
    }

    @Override
    public void onFailed(OpenFailure failure) {
      listener.onFailed(failure);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      listener.onText(utf8);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      listener.onBinary(bytes);
    }

    @Override
    public void onWritable() {
      listener.onWritable();
    }

    @Override
    public void onClosed(CloseReason reason) {
      listener.onClosed(reason);
    }

    private boolean counted(boolean taken, boolean text) {
      if (taken) {
        if (latest != this) {
          throw new Trouble("no message on a closed channel", "something was said on a connection that was replaced");
        }
        if (text) {
          texts++;
        } else {
          packets++;
        }
      }
      return taken;
    }

    @Override
    public boolean isOpen() {
      return inner.isOpen();
    }

    @Override
    public boolean sendText(String text) {
      return counted(inner.sendText(text), true);
    }

    @Override
    public boolean sendText(Payload payload) {
      return counted(inner.sendText(payload), true);
    }

    @Override
    public boolean sendBinary(Payload payload) {
      return counted(inner.sendBinary(payload), false);
    }

    @Override
    public boolean writable() {
      return inner.writable();
    }

    @Override
    public void close(int code, String reason) {
      inner.close(code, reason);
    }

    @Override
    public void drop() {
      inner.drop();
    }

    @Override
    public String peer() {
      return inner.peer();
    }
  }
}
