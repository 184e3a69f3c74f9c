package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what an MQTT connection told, in order; may be read from the test's thread. */
public final class RecordingMqttListener implements MqttListener {

  /** {@code open}, {@code message:topic:text}, {@code failed:KIND}, {@code closed:KIND}, in order. */
  public final List<String> events = new CopyOnWriteArrayList<>();

  public volatile MqttConnection connection;
  public volatile OpenFailure failure;
  public volatile CloseReason closed;

  private Consumer<MqttConnection> onOpen = opened -> {};

  /** Does this when the connection opens. */
  public void whenOpen(Consumer<MqttConnection> action) {
    onOpen = action;
  }

  public boolean isOpen() {
    return connection != null && closed == null;
  }

  public boolean isOver() {
    return failure != null || closed != null;
  }

  @Override
  public void onOpen(MqttConnection opened) {
    connection = opened;
    events.add("open");
    onOpen.accept(opened);
  }

  @Override
  public void onFailed(OpenFailure why) {
    events.add("failed:" + why.kind());
    failure = why;
  }

  @Override
  public void onMessage(String topic, ByteBuffer payload) {
    events.add("message:" + topic + ":" + StandardCharsets.UTF_8.decode(payload));
  }

  @Override
  public void onClosed(CloseReason reason) {
    events.add("closed:" + reason.kind());
    closed = reason;
  }
}
