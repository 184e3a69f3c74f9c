package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ChannelFailure.Stage;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The device's connection to its broker, kept over conversations: opened when the device is ready and on demand, opened
 * once more a minute after it was lost if the device is idle then. // firmware: mqtt_, reconnect_timer_
 */
final class MqttControl {

  /** firmware: MQTT_RECONNECT_INTERVAL_MS */
  static final long RECONNECT_NANOS = 60_000_000_000L;

  /** A broker that ends the connection so soon after it accepted it has refused it. */
  private static final long REFUSAL_NANOS = 2_000_000_000L;

  /** Who is told. */
  interface Events {

    /** The broker accepted. */
    void onConnected();

    /** Connecting failed. {@code told}: whether the user sees it. */
    void onConnectFailed(ChannelFailure failure);

    /** An open connection ended; {@code refused}: so soon that it must be meant. */
    void onLost(CloseReason reason, boolean refused);

    void onMessage(ByteBuffer payload);

    /** Whether nothing is going on, so that a lost connection may be opened again. */
    boolean isIdle();

    /** Where the firmware would crash. */
    boolean onCrash(String rule, String detail);
  }

  private final Board board;
  private final DeviceConfig config;
  private final Events events;
  private final Timer reconnect;
  private @Nullable Link link;
  private String publishTopic = "";
  private boolean stopped;

  MqttControl(Board board, DeviceConfig config, Events events) {
    this.board = board;
    this.config = config;
    this.events = events;
    this.reconnect = board.scheduler().timer(this::reconnectIfIdle);
  }

  /**
   * Opens the connection anew, with the settings as they are now; what there was is dropped. Ends with one of {@link
   * Events#onConnected} and {@link Events#onConnectFailed}, never from inside. // firmware: StartMqttClient
   */
  void connect() {
    dropLink();
    MqttSettings settings = MqttSettings.read(board.settings());
    publishTopic = settings.publishTopic();
    if (settings.host().isEmpty()) {
      failLater(new ChannelFailure(Stage.NO_SERVER, "no broker is configured: the boot answer named none"));
      return;
    }
    Integer port = settings.port();
    if (port == null) {
      if (!events.onCrash("mqtt.endpoint", "the port in '" + settings + "' is not a number")) {
        failLater(
            new ChannelFailure(Stage.NO_SERVER, "the port in '" + settings + "' is not a number; mend the endpoint"));
      }
      return;
    }
    Link opening = new Link();
    link = opening;
    opening.connection = board.network().openMqtt(settings.request(port, config), opening);
  }

  private void failLater(ChannelFailure failure) {
    board
        .scheduler()
        .execute(
            () -> {
              if (!stopped) {
                events.onConnectFailed(failure);
              }
            });
  }

  boolean isConnected() {
    Link now = link;
    return now != null && now.accepted;
  }

  /** An attempt is on its way that will end in an event. */
  boolean isConnecting() {
    Link now = link;
    return now != null && !now.accepted;
  }

  /** Whether there is a topic to publish to. */
  boolean hasTopic() {
    return !publishTopic.isEmpty();
  }

  /** False when it could not leave. */
  boolean publish(byte[] payload) {
    Link now = link;
    return now != null && now.accepted && now.connection != null && now.connection.publish(publishTopic, payload);
  }

  /** Drops the connection, which is opened again in a minute or on demand. */
  void disconnect() {
    dropLink();
    reconnectLater();
  }

  /** For good. */
  void close() {
    stopped = true;
    dropLink();
    reconnect.cancel();
  }

  private void dropLink() {
    Link now = link;
    link = null;
    if (now != null && now.connection != null) {
      now.connection.close();
    }
  }

  /** firmware: one attempt, and only when idle; its platform's client tries on by itself, so a robust device does */
  private void reconnectIfIdle() {
    if (stopped || isConnected()) {
      return;
    }
    if (events.isIdle()) {
      connect();
    } else if (config.robust()) {
      reconnectLater();
    }
  }

  /** A robust device does not leave it at one attempt. */
  void reconnectLater() {
    reconnect.arm(board.scheduler().clock().nowNanos() + RECONNECT_NANOS);
  }

  /** One connection; it is heard only while it is the current one. */
  private final class Link implements MqttListener {
    private @Nullable MqttConnection connection;
    private boolean accepted;
    private long acceptedNanos;

    private boolean stale() {
      return link != this;
    }

    @Override
    public void onOpen(MqttConnection opened) {
      if (stale()) {
        return;
      }
      connection = opened;
      accepted = true;
      acceptedNanos = board.scheduler().clock().nowNanos();
      reconnect.cancel();
      events.onConnected();
    }

    @Override
    public void onFailed(OpenFailure failure) {
      if (stale()) {
        return;
      }
      link = null;
      Stage stage =
          switch (failure.kind()) {
            case BAD_URL -> Stage.NO_SERVER;
            case LOCAL_LIMIT -> Stage.LOCAL;
            case UNKNOWN_HOST, REFUSED, UNREACHABLE, CONNECT_TIMEOUT, TLS -> Stage.CONNECT;
            case HTTP_ANSWER, NOT_HTTP, UPGRADE_TIMEOUT, CLOSED_EARLY, NOT_MQTT, MQTT_TIMEOUT -> Stage.UPGRADE;
            case MQTT_REFUSED -> Stage.REFUSED;
          };
      events.onConnectFailed(new ChannelFailure(stage, failure.describe()));
    }

    @Override
    public void onMessage(String topic, ByteBuffer payload) {
      if (!stale()) {
        events.onMessage(payload); // firmware: whatever the topic
      }
    }

    @Override
    public void onClosed(CloseReason reason) {
      if (stale()) {
        return;
      }
      link = null;
      reconnectLater();
      events.onLost(reason, board.scheduler().clock().nowNanos() - acceptedNanos <= REFUSAL_NANOS);
    }
  }
}
