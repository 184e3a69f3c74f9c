package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way into an {@link EmulatedServer} for devices that speak MQTT and UDP: a broker to which nobody subscribes, and
 * a port for encrypted audio, with the habits of the gateway that real servers stand behind. Give it to a transport
 * that listens, or to a wire in memory, then say where that is ({@link #listens}): from then on the configuration
 * request is answered with an {@code mqtt} section.
 *
 * <p>A client's messages are handled on its connection's scheduler, the sound of its sessions, too; datagrams are
 * sorted on the port's own thread.
 */
public final class EmulatedGateway implements MqttEndpoint, UdpEndpoint {

  static final String PUBLISH_TOPIC = "device-server";

  private static final Pattern CLIENT_ID = Pattern.compile("[^@]+@@@([0-9a-f]{2}(?:_[0-9a-f]{2}){5})(?:@@@.+)?");
  private static final int LARGEST_LEVEL = 4;

  /** Where it can be reached. */
  private record Place(String host, int mqttPort, int udpPort) {}

  private final EmulatedServer server;
  private final @Nullable String signatureKey;
  private final Map<String, GatewayClient> clients = new ConcurrentHashMap<>();
  private final Map<Integer, GatewayLink> links = new ConcurrentHashMap<>();
  private final AtomicInteger lastConnectionId = new AtomicInteger();
  private volatile @Nullable Place place;

  /** {@code signatureKey}: what passwords are signed with; null lets everybody in. */
  public EmulatedGateway(EmulatedServer server, @Nullable String signatureKey) {
    this.server = server;
    this.signatureKey = signatureKey;
  }

  /** It is there now; {@code host} as devices shall use it. */
  public void listens(String host, int mqttPort, int udpPort) {
    place = new Place(host, mqttPort, udpPort);
    server.offer(this);
  }

  // ---- who comes in ----

  @Override
  public Answer onConnect(Connect connect, String peer, Scheduler scheduler) {
    String deviceId = deviceId(connect.clientId());
    KnownDevices.Visit visit = server.devices().connects(deviceId);
    Answer refusal = refusal(visit.faults(), connect, deviceId);
    if (refusal != null || deviceId == null) {
      server.counts().refused.increment();
      return refusal == null ? new Answer.AcceptAndClose() : refusal;
    }
    GatewayClient client = new GatewayClient(this, deviceId, scheduler, lastConnectionId.incrementAndGet());
    GatewayClient older = clients.put(deviceId, client);
    if (older != null) {
      older.replaced();
    }
    return new Answer.Accept(client);
  }

  private @Nullable Answer refusal(Faults faults, Connect connect, @Nullable String deviceId) {
    if (faults.has(FaultKind.DROP)) {
      return new Answer.Drop();
    }
    if (faults.has(FaultKind.IGNORE)) {
      return new Answer.Ignore();
    }
    if (faults.has(FaultKind.HTTP_401)) {
      return new Answer.Refuse(5);
    }
    boolean unwanted =
        faults.has(FaultKind.REFUSE)
            || faults.has(FaultKind.HTTP_200)
            || faults.has(FaultKind.CLOSE_AFTER_101)
            || faults.has(FaultKind.PLAIN_TEXT_CLOSE);
    // as the known gateway: a refusal looks like success, then TCP is closed
    return unwanted || connect.level() > LARGEST_LEVEL || deviceId == null || !signed(connect)
        ? new Answer.AcceptAndClose()
        : null;
  }

  private boolean signed(Connect connect) {
    byte[] expected = password(connect.clientId(), connect.username()).getBytes(StandardCharsets.UTF_8);
    return signatureKey == null
        || MessageDigest.isEqual(expected, connect.password().getBytes(StandardCharsets.UTF_8));
  }

  /** The MAC in a client id of the form {@code group@@@aa_bb_cc_dd_ee_ff@@@uuid}, or null. */
  private static @Nullable String deviceId(String clientId) {
    Matcher form = CLIENT_ID.matcher(clientId);
    return form.matches() ? form.group(1).replace('_', ':') : null;
  }

  private String password(String clientId, String username) {
    String key = signatureKey;
    if (key == null) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal((clientId + "|" + username).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  // ---- what the configuration request is told ----

  /** What a device needs to come in: the members of the {@code mqtt} section, in order. */
  void introduce(String deviceId, String clientId, ObjectNode section) {
    Place here = here();
    String mac = underscored(deviceId);
    String id = "GID_emulated@@@" + mac + "@@@" + clientId;
    String username = Base64.getEncoder().encodeToString("{\"ip\":\"127.0.0.1\"}".getBytes(StandardCharsets.UTF_8));
    section
        .put("endpoint", here.host + ":" + here.mqttPort)
        .put("client_id", id)
        .put("username", username)
        .put("password", password(id, username))
        .put("publish_topic", PUBLISH_TOPIC)
        .put("subscribe_topic", topicOf(deviceId));
  }

  private Place here() {
    return Objects.requireNonNull(place, "not listening yet");
  }

  String udpHost() {
    return here().host;
  }

  int udpPort() {
    return here().udpPort;
  }

  EmulatedServer server() {
    return server;
  }

  /** Where a device's messages are pushed; nobody subscribes to it. */
  static String topicOf(String deviceId) {
    return "devices/p2p/" + underscored(deviceId);
  }

  private static String underscored(String deviceId) {
    return deviceId.toLowerCase(Locale.ROOT).replace(':', '_');
  }

  // ---- sound ----

  @Override
  public void onDatagram(ByteBuffer datagram, Peer from) {
    GatewayLink link = datagram.remaining() < 16 ? null : links.get(datagram.getInt(datagram.position() + 4));
    if (link == null) {
      server.counts().badFrames.increment(); // of nobody we know: dropped without a word
    } else {
      link.arrived(datagram, from);
    }
  }

  void began(int connectionId, GatewayLink link) {
    links.put(connectionId, link);
  }

  void ended(int connectionId, GatewayLink link) {
    links.remove(connectionId, link);
  }

  void left(String deviceId, GatewayClient client) {
    clients.remove(deviceId, client);
  }
}
