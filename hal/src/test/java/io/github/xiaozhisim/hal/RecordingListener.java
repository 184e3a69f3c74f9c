package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a connection told, in order; may be read from the test's thread. */
public class RecordingListener implements WebSocketListener {

  /** {@code open}, {@code text:…}, {@code binary:length}, {@code failed:KIND}, {@code closed:KIND:code}, in order. */
  public final List<String> events = new CopyOnWriteArrayList<>();

  public volatile WebSocketConnection connection;
  public volatile Map<String, String> headers;
  public volatile OpenFailure failure;
  public volatile CloseReason closed;
  public volatile byte[] lastBinary;
  public volatile int writableCalls;

  private final List<Runnable> onOpen = new ArrayList<>();

  /** Does this when the connection opens. */
  public RecordingListener whenOpen(java.util.function.Consumer<WebSocketConnection> action) {
    onOpen.add(() -> action.accept(connection));
    return this;
  }

  public boolean isOpen() {
    return connection != null && closed == null;
  }

  public boolean isOver() {
    return failure != null || closed != null;
  }

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> peerHeaders) {
    headers = Map.copyOf(peerHeaders);
    connection = opened;
    events.add("open");
    onOpen.forEach(Runnable::run);
  }

  @Override
  public void onFailed(OpenFailure why) {
    events.add("failed:" + why.kind());
    failure = why; // last: whoever waits for it looks at the events
  }

  @Override
  public void onText(ByteBuffer utf8) {
    events.add("text:" + StandardCharsets.UTF_8.decode(utf8));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    lastBinary = copy;
    events.add("binary:" + copy.length);
  }

  @Override
  public void onWritable() {
    writableCalls++;
  }

  @Override
  public void onClosed(CloseReason reason) {
    events.add("closed:" + reason.kind() + ":" + reason.code());
    closed = reason; // last, as above
  }
}
