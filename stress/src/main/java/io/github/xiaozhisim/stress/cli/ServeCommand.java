package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.operate.GatewayPorts;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.FaultKind;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Speech;
import io.github.xiaozhisim.stress.server.ServerCounters;
import io.github.xiaozhisim.transport.BindFailure;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: the emulated server on a port, until somebody stops it. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the emulated server: configuration by HTTP and conversations by WebSocket on one port, or by MQTT and UDP",
      "on two more."
    },
    footerHeading = "%nfaults:%n")
public final class ServeCommand implements Callable<Integer> {

  private static final int PIPED_EVERY_SECONDS = 5;
  private static final int USUAL_UDP_PORT = 8884;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--mqtt-port",
      paramLabel = "N",
      description = {
        "Send devices to MQTT on this port and UDP instead of the WebSocket (usual: 1883; 0: any free one).",
        "Devices speak TLS on 8883 and nowhere else."
      })
  private @Nullable Integer mqttPort;

  @Option(
      names = "--udp-port",
      paramLabel = "N",
      description = "For the audio of MQTT devices (default: 8884; 0: any free one).")
  private @Nullable Integer udpPort;

  @Option(
      names = "--mqtt-key-file",
      paramLabel = "FILE",
      description = "A file whose first line is the key that MQTT passwords are signed with (default: not checked).")
  private @Nullable Path mqttKeyFile;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "0.0.0.0 for devices on the network (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      converter = ServerOptions.SpeechConverter.class,
      defaultValue = "as-asked",
      description =
          "xiaozhi, toyai, or as-asked: toyai to who connects with sn and sign in the query, xiaozhi to all others"
              + " (default: ${DEFAULT-VALUE}).")
  private Speech dialect = Speech.AS_ASKED;

  @Option(
      names = "--toyai-key-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the application key that toyai devices must have signed with; or set"
              + " XIAOZHI_TOYAI_KEY (default: any signature is taken).")
  private @Nullable Path toyaiKeyFile;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate chain in PEM form: serve wss and https.")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its unencrypted PKCS#8 key in PEM form.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--loops",
      paramLabel = "N",
      defaultValue = "0",
      description = "Event loops; 0: one per processor, at most four.")
  private int loops;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all random choices (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--quiet", description = "No live line.")
  private boolean quiet;

  @Mixin private ServerOptions options = new ServerOptions();

  private @Nullable CommandSpec spec;

  /** Called by the command line: the list of faults in the help is made from the faults there are. */
  @Spec
  void spec(CommandSpec mine) {
    spec = mine;
    mine.usageMessage()
        .footer(
            Arrays.stream(FaultKind.values())
                .map(kind -> String.format(Locale.ROOT, "  %-20s %s", shown(kind), kind.meaning()))
                .toArray(String[]::new));
  }

  @Override
  public Integer call() {
    CommandSpec mine = Objects.requireNonNull(spec);
    PrintWriter out = mine.commandLine().getOut();
    if (port < 0 || port > 65_535) {
      throw new ParameterException(mine.commandLine(), "--port is from 0 to 65535, not " + port);
    }
    if (loops < 0 || loops > 256) {
      throw new ParameterException(mine.commandLine(), "--loops is from 0 to 256, not " + loops);
    }
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, loopCount(), TlsSettings.verified())) {
      TlsSettings.Server tls = tls(mine);
      ServerBehaviour behaviour = options.behaviour(seed);
      behaviour =
          behaviour
              .withOta(behaviour.ota().withSecure(tls != null))
              .withAdmission(
                  behaviour
                      .admission()
                      .withSpeech(dialect)
                      .withApplicationKey(DialectSetup.givenKey(toyaiKeyFile, System.getenv())));
      Corpus corpus = Corpus.builtIn();
      Clock clock = transport.scheduler(0).clock();
      EmulatedServer server = new EmulatedServer(behaviour, clock, corpus.answers(), corpus.utterances());
      try (NettyServer listening =
              NettyServer.bind(transport, bind, port, server, NettyServer.Options.defaults().withTls(tls));
          GatewayPorts gateway = gateway(mine, transport, server, tls)) {
        introduce(out, listening.port(), tls != null, behaviour, gateway);
        server.rehearse();
        serve(server, clock, out);
      }
      return ExitCodes.WELL;
    } catch (BindFailure | TlsSettings.TlsFileException | IllegalArgumentException failure) {
      PrintWriter err = mine.commandLine().getErr();
      err.println("xiaozhi: " + failure.getMessage());
      err.flush();
      return ExitCodes.USAGE;
    }
  }

  /** Shows what happens until the process is told to end; then the totals, and the process ends with 0. */
  private void serve(EmulatedServer server, Clock clock, PrintWriter out) {
    long begin = clock.nowNanos();
    CountDownLatch end = new CountDownLatch(1);
    Thread farewell =
        new Thread(
            () -> {
              out.println();
              out.print(ServerLine.summary(server.totals(), (clock.nowNanos() - begin) / 1e9));
              out.flush();
              Runtime.getRuntime().halt(0); // being stopped is how a server ends
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    int seconds = terminal.interactive() ? 1 : PIPED_EVERY_SECONDS;
    ServerCounters.Totals before = server.totals();
    long beforeNanos = begin;
    try {
      while (!end.await(seconds, TimeUnit.SECONDS)) {
        ServerCounters.Totals now = server.totals();
        long nowNanos = clock.nowNanos();
        boolean news = terminal.interactive() || !now.equals(before) || now.sessionsOpen() > 0;
        if (!quiet && news) {
          terminal.live(ServerLine.between(before, now, (nowNanos - beforeNanos) / 1e9, server.capacity().waiting()));
        }
        before = now;
        beforeNanos = nowNanos;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Runtime.getRuntime().removeShutdownHook(farewell);
      out.print(ServerLine.summary(server.totals(), (clock.nowNanos() - begin) / 1e9));
      out.flush();
    }
  }

  private @Nullable GatewayPorts gateway(
      CommandSpec mine, NettyTransport transport, EmulatedServer server, TlsSettings.@Nullable Server tls)
      throws BindFailure {
    Integer wanted = mqttPort;
    if (wanted == null) {
      if (udpPort != null || mqttKeyFile != null) {
        throw new ParameterException(mine.commandLine(), "--udp-port and --mqtt-key-file need --mqtt-port");
      }
      return null;
    }
    int sound = udpPort == null ? USUAL_UDP_PORT : udpPort;
    if (wanted < 0 || wanted > 65_535 || sound < 0 || sound > 65_535) {
      throw new ParameterException(mine.commandLine(), "--mqtt-port and --udp-port are from 0 to 65535");
    }
    if (wanted == GatewayPorts.TLS_PORT && tls == null) {
      throw new ParameterException(
          mine.commandLine(),
          "--mqtt-port 8883 means TLS to devices: give --tls-cert and --tls-key, or take another port");
    }
    return GatewayPorts.open(transport, server, bind, hosts().getLast(), wanted, sound, tls, mqttKey(mine));
  }

  private @Nullable String mqttKey(CommandSpec mine) {
    if (mqttKeyFile == null) {
      return null;
    }
    try (Stream<String> lines = Files.lines(mqttKeyFile)) {
      String key = lines.findFirst().orElse("").strip();
      if (!key.isEmpty()) {
        return key;
      }
      throw new ParameterException(mine.commandLine(), "--mqtt-key-file " + mqttKeyFile + ": its first line is empty");
    } catch (IOException | UncheckedIOException e) {
      throw new ParameterException(mine.commandLine(), "--mqtt-key-file " + mqttKeyFile + " cannot be read", e);
    }
  }

  private void introduce(
      PrintWriter out, int boundPort, boolean secure, ServerBehaviour behaviour, @Nullable GatewayPorts gateway) {
    List<String> hosts = hosts();
    for (String host : hosts) {
      out.printf("OTA        %s://%s:%d/xiaozhi/ota/%n", secure ? "https" : "http", host, boundPort);
      out.printf("WebSocket  %s://%s:%d%s%n", secure ? "wss" : "ws", host, boundPort, behaviour.ota().websocketPath());
    }
    if (gateway != null) {
      out.printf(
          "MQTT       %s:%d, and UDP port %d for audio%n", hosts.getLast(), gateway.mqttPort(), gateway.udpPort());
    }
    if (!isLoopback()) {
      out.printf(
          "Everybody who can reach %s on port %d can connect, %s.%n",
          bind,
          boundPort,
          behaviour.admission().token() == null
              ? "and is answered"
              : "and everybody who asks for the configuration is given the token");
    }
    if (!behaviour.faults().isEmpty()) {
      out.printf("Faults     %s%n", String.join(" ", behaviour.faults().stream().map(String::valueOf).toList()));
    }
    if (gateway != null) {
      out.printf(
          "Try        ./xiaozhi fleet --devices 10 --ota %s://%s:%d/xiaozhi/ota/%n",
          secure ? "https" : "http", hosts.getFirst(), boundPort);
    } else {
      out.printf(
          "Try        ./xiaozhi fleet --devices 10 --server %s://%s:%d%s%n",
          secure ? "wss" : "ws", hosts.getFirst(), boundPort, behaviour.ota().websocketPath());
    }
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  /** The addresses to show: the one bound to or, for all, those of this machine. */
  private List<String> hosts() {
    if (!bind.equals("0.0.0.0")) {
      return List.of(bind.contains(":") ? "[" + bind + "]" : bind);
    }
    List<String> hosts = new ArrayList<>(List.of("127.0.0.1"));
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      interfaces
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .forEach(hosts::add);
    } catch (SocketException e) {
      return hosts; // loopback at least
    }
    return hosts;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private int loopCount() {
    return loops > 0 ? loops : Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  private TlsSettings.@Nullable Server tls(CommandSpec mine) throws TlsSettings.TlsFileException {
    if (tlsCert == null && tlsKey == null) {
      return null;
    }
    if (tlsCert == null || tlsKey == null) {
      throw new ParameterException(mine.commandLine(), "--tls-cert and --tls-key belong together");
    }
    return TlsSettings.Server.fromPem(tlsCert, tlsKey);
  }

  private static String shown(FaultKind kind) {
    return kind.word()
        + switch (kind.argument()) {
          case NONE -> "";
          case COUNT -> ":" + kind.defaultArgument();
          case TIME -> ":" + kind.defaultArgument() + "ms";
        };
  }
}
