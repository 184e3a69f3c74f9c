package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Wire;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An emulated server on a free port of the loopback address, with event loops of its own in this process. */
public final class EmbeddedServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /** Known to nobody else: its devices are given their passwords by the same process. */
  private static final String GATEWAY_KEY = "built in";

  private final NettyTransport transport;
  private final NettyServer server;
  private final @Nullable GatewayPorts gateway;

  private EmbeddedServer(NettyTransport transport, NettyServer server, @Nullable GatewayPorts gateway) {
    this.transport = transport;
    this.server = server;
    this.gateway = gateway;
  }

  /** For a fleet: which answer comes is drawn by lot. */
  public static EmbeddedServer start(TransportKind kind, ServerBehaviour behaviour) throws IOException {
    return start(kind, behaviour, false);
  }

  /** For a person, who is answered what was asked, where that is among the answers. */
  public static EmbeddedServer toThePoint(TransportKind kind, ServerBehaviour behaviour) throws IOException {
    return start(kind, behaviour, true);
  }

  private static EmbeddedServer start(TransportKind kind, ServerBehaviour behaviour, boolean toThePoint)
      throws IOException {
    int loops = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    NettyTransport transport = NettyTransport.open(kind, loops, TlsSettings.verified());
    try {
      Corpus corpus = Corpus.builtIn();
      Clock clock = transport.scheduler(0).clock();
      EmulatedServer byLot = new EmulatedServer(behaviour, clock, corpus.answers(), corpus.utterances());
      EmulatedServer emulated = toThePoint ? byLot.toThePoint(clock) : byLot;
      emulated.rehearse(); // the first devices are heard as quickly as the last
      GatewayPorts gateway =
          behaviour.ota().wire() == Wire.MQTT
              ? GatewayPorts.open(transport, emulated, LOOPBACK, LOOPBACK, 0, 0, null, GATEWAY_KEY)
              : null;
      return new EmbeddedServer(transport, NettyServer.bind(transport, LOOPBACK, 0, emulated), gateway);
    } catch (IOException e) {
      transport.close();
      throw e;
    }
  }

  /** Where devices ask for their configuration. */
  public URI ota() {
    return URI.create("http://" + LOOPBACK + ":" + server.port() + "/xiaozhi/ota/");
  }

  /** Where devices connect that need no configuration. */
  public URI webSocket() {
    return URI.create("ws://" + LOOPBACK + ":" + server.port() + "/");
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
    }
    server.close();
    transport.close();
  }
}
