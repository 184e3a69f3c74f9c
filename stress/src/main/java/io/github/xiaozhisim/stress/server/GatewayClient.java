package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One device's connection to the broker of an {@link EmulatedGateway}: it stays while sessions come and go, one for
 * each hello. On the connection's scheduler.
 */
final class GatewayClient implements MqttListener {

  private static final int HELLO_VERSION = 3;

  /** The gateway's own requests are told from those of sessions by their ids. */
  private static final int FIRST_OWN_ID = 10_000;

  private static final int MOST_PAGES = 16;

  private final EmulatedGateway gateway;
  private final String deviceId;
  private final Scheduler scheduler;
  private final int connectionId;
  private final String topic;
  private @Nullable MqttConnection connection;
  private @Nullable GatewayLink line;
  private int nextOwnId = FIRST_OWN_ID;

  GatewayClient(EmulatedGateway gateway, String deviceId, Scheduler scheduler, int connectionId) {
    this.gateway = gateway;
    this.deviceId = deviceId;
    this.scheduler = scheduler;
    this.connectionId = connectionId;
    this.topic = EmulatedGateway.topicOf(deviceId);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** The same device has connected again: as at the known gateway, the older connection is closed. Any thread. */
  void replaced() {
    scheduler.execute(this::drop);
  }

  void drop() {
    MqttConnection mine = connection;
    if (mine != null) {
      mine.drop();
      onGone();
    }
  }

  boolean isOpen() {
    MqttConnection mine = connection;
    return mine != null && mine.isOpen();
  }

  void push(String json) {
    MqttConnection mine = connection;
    if (mine != null) {
      mine.publish(topic, json.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void onOpen(MqttConnection opened) {
    connection = opened;
    if (gateway.server().behaviour().mcp().enabled()) {
      ask("initialize", Json.object()); // as the known gateway does, before there is any session
    }
  }

  private void ask(String method, ObjectNode params) {
    ObjectNode message = Json.object().put("type", "mcp");
    message
        .putObject("payload")
        .put("jsonrpc", "2.0")
        .put("id", nextOwnId++)
        .put("method", method)
        .set("params", params);
    gateway.server().counts().mcpRequests.increment();
    push(message.toString());
  }

  /** True when it is an answer to one of the gateway's own requests. */
  private boolean isOwnAnswer(JsonNode message) {
    JsonNode payload = message.path("payload");
    if (!"mcp".equals(Json.string(message, "type")) || payload.path("id").asInt(0) < FIRST_OWN_ID) {
      return false;
    }
    gateway.server().counts().mcpAnswers.increment();
    String cursor = payload.path("result").path("nextCursor").asString("");
    boolean first = payload.path("id").asInt(0) == FIRST_OWN_ID;
    if ((first || !cursor.isEmpty()) && nextOwnId < FIRST_OWN_ID + MOST_PAGES) {
      ask("tools/list", Json.object().put("cursor", cursor));
    }
    return true;
  }

  @Override
  public void onMessage(String to, ByteBuffer payload) {
    JsonNode message = Json.readObject(payload);
    if (message == null) {
      gateway.server().counts().badMessages.increment();
      drop(); // as the known gateway does
      return;
    }
    String type = Json.string(message, "type");
    GatewayLink now = line;
    if ("hello".equals(type)) {
      onHello(message, payload);
    } else if (isOwnAnswer(message)) {
      return;
    } else if (now == null) {
      push("{\"type\":\"goodbye\"}"); // there is no session
    } else if ("goodbye".equals(type)) {
      now.close(0, "");
    } else {
      now.session().text(payload);
    }
  }

  private void onHello(JsonNode hello, ByteBuffer payload) {
    if (Json.integer(hello, "version", 0) != HELLO_VERSION) {
      gateway.server().counts().badMessages.increment();
      push("{\"type\":\"error\",\"message\":\"the hello must have version 3\"}");
      push("{\"type\":\"goodbye\"}");
      return;
    }
    endSession();
    EmulatedServer server = gateway.server();
    KnownDevices.Visit visit = server.devices().connects(deviceId);
    Chance chance = new Chance(server.behaviour().seed(), deviceId, visit.ordinal());
    Session session = server.session(scheduler, visit.faults(), chance);
    GatewayLink fresh = new GatewayLink(gateway, this, session, connectionId, chance.uuid(2));
    line = fresh;
    gateway.began(connectionId, fresh);
    session.opened(fresh);
    session.text(payload);
  }

  /** The session is over; the connection stays. */
  void sessionEnded(GatewayLink which) {
    gateway.ended(connectionId, which);
    if (line == which) {
      line = null;
    }
  }

  private void endSession() {
    GatewayLink now = line;
    if (now != null) {
      sessionEnded(now);
      now.session().closed();
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    onGone();
  }

  private void onGone() {
    gateway.left(deviceId, this);
    endSession();
  }
}
