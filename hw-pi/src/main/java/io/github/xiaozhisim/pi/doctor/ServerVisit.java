package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.SERVER;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.boot.SystemInfo;
import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.device.protocol.Dialect.Introduction;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Display;
import java.net.URI;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device goes to a server and says one thing: configuration, connection, hello, one turn as text. It is the device
 * itself, on a board without a sound card, so that what fails here would fail there; the first thing that fails ends
 * the visit, and what comes after it is told as skipped. Where an address is at fault, an {@link AddressProbe} looks
 * for the one that was meant.
 *
 * <p>All methods and callbacks on the scheduler's thread. It ends by itself, after a few minutes at the latest.
 */
public final class ServerVisit {

  private static final int MICROPHONE_RATE_HZ = 16_000;
  private static final int SPEAKER_RATE_HZ = 24_000;

  /** Longer than the device's own patience with OTA and downloads. */
  private static final long STEP_NANOS = 60_000_000_000L;

  private static final double MILLIS = 1e6;

  /** What it is at. */
  private enum Step {
    OTA("ota"),
    CONNECTION("connection"),
    HELLO("hello"),
    TURN("turn"),
    OVER("");

    private final String subject;

    Step(String subject) {
      this.subject = subject;
    }
  }

  private final Scheduler scheduler;
  private final Errand errand;
  private final MemorySettings settings = new MemorySettings();
  private final Destination destination = new Destination(settings);
  private final VisitedTurn turn;
  private final Device device;
  private final AddressProbe probe;
  private final Timer limit;
  private final TreeMap<String, String> violations = new TreeMap<>();
  private Consumer<Finding> findings = finding -> {};
  private Runnable done = () -> {};
  private Step step = Step.OTA;
  private long stepNanos;
  private String heardHello = "";
  private boolean probing; // what the device does meanwhile does not matter any more

  /**
   * On the scheduler's thread, as all else.
   *
   * @param info what the device says it is
   * @param identity who it is; a server that knows this device does not ask for its activation again
   */
  public ServerVisit(BoardInfo info, Identity identity, Scheduler scheduler, Network network, Errand errand) {
    this.scheduler = scheduler;
    this.errand = errand;
    this.limit = scheduler.timer(this::waitedTooLong);
    this.turn = new VisitedTurn(scheduler.clock(), errand.words());
    URI server = errand.server();
    if (server != null) {
      settings.putString("websocket", "url", server.toString());
    }
    String token = errand.token();
    if (token != null) {
      settings.putString("websocket", "token", token);
    }
    VirtualBoard board =
        new VirtualBoard(
            info,
            identity,
            scheduler,
            settings,
            network,
            new VirtualPcmMicrophone(scheduler, MICROPHONE_RATE_HZ, 1),
            new VirtualPcmSpeaker(scheduler, SPEAKER_RATE_HZ, turn),
            Display.NONE,
            () -> {});
    DeviceConfig config = errand.config();
    this.device = new Device(board, config, new Watching());
    this.probe =
        new AddressProbe(
            network,
            config
                .dialect()
                .headers(new Introduction(identity, info, token == null ? "" : token, BinaryFraming.V1, false)),
            SystemInfo.json(board, config));
  }

  /** Goes. {@code done} is run once, after the last finding. */
  public void start(Consumer<Finding> to, Runnable then) {
    findings = to;
    done = then;
    begin(errand.config().otaUrl() != null ? Step.OTA : Step.CONNECTION);
    device.start();
  }

  private void begin(Step next) {
    step = next;
    stepNanos = scheduler.clock().nowNanos();
    limit.arm(stepNanos + (next == Step.TURN ? VisitedTurn.PATIENCE_NANOS : STEP_NANOS));
  }

  private String asked() {
    return Destination.plain(errand.first().toString());
  }

  private String took() {
    double millis = (scheduler.clock().nowNanos() - stepNanos) / MILLIS;
    return String.format(Locale.ROOT, "after %.0f ms", millis);
  }

  private void waitedTooLong() {
    switch (step) {
      case OTA -> otaFailed(asked() + " gave no configuration within a minute", "look into the server's log");
      case CONNECTION, HELLO -> fail("nothing came within a minute", "look into the server's log");
      case TURN -> end(turn.gaveUp());
      case OVER -> {}
    }
  }

  // ---- ends ----

  /** Tells what came of the present step, and leaves the later ones out. */
  private void fail(String sentence, String mend) {
    if (step != Step.OVER) {
      end(Finding.error(SERVER, step.subject, sentence, mend));
    }
  }

  private void end(Finding last) {
    Step at = step;
    step = Step.OVER;
    limit.cancel();
    findings.accept(last);
    for (Step later : Step.values()) {
      if (later.ordinal() > at.ordinal() && later != Step.OVER) {
        findings.accept(Finding.skipped(SERVER, later.subject, "not tried, because " + at.subject + " failed"));
      }
    }
    tellViolations();
    // Later, since this may be inside of what the device is doing.
    scheduler.execute(
        () -> {
          device.signOff();
          done.run();
        });
  }

  private void tellViolations() {
    violations.forEach(
        (rule, detail) ->
            findings.accept(
                Finding.warning(
                    SERVER,
                    "protocol",
                    "the server breaks the protocol (" + rule + "): " + detail,
                    "mend the server")));
  }

  /** Fails after having looked for the address that was meant. */
  private void otaFailed(String sentence, String mend) {
    URI asked = errand.config().otaUrl();
    if (asked == null || step != Step.OTA || probing) {
      return;
    }
    probing = true;
    limit.cancel();
    probe.insteadOfOta(asked, advice -> fail(sentence, advice.isEmpty() ? mend : advice));
  }

  private void connectionFailed(ChannelFailure failure) {
    String detail = failure.detail();
    int mendAt = detail.lastIndexOf("; ");
    String sentence = mendAt < 0 ? detail : detail.substring(0, mendAt);
    String mend = mendAt < 0 ? usualMend(failure.stage()) : detail.substring(mendAt + 2);
    URI server = destination.address();
    boolean reachable = failure.stage() == ChannelFailure.Stage.UPGRADE || sentence.contains("TLS");
    if (probing) {
      return;
    }
    if (server == null || !reachable) {
      fail(sentence, mend);
      return;
    }
    probing = true;
    limit.cancel();
    probe.insteadOfServer(server, advice -> fail(sentence, advice.isEmpty() ? mend : advice));
  }

  private static String usualMend(ChannelFailure.Stage stage) {
    return switch (stage) {
      case NO_SERVER -> "configure the server's own WebSocket address in its settings";
      case LOCAL -> "end other programs on this machine";
      case CONNECT, SEND -> "check the network and the address";
      case UPGRADE -> "check the path of the address";
      case REFUSED, AUTHENTICATION -> "check the token, and whether the server knows this device";
      case HELLO_TIMEOUT -> "check that this is a xiaozhi server's address; then look into its log";
    };
  }

  // ---- what the device tells ----

  /** Sees what the device does. */
  private final class Watching implements DeviceObserver {

    @Override
    public void onBootProblem(String what, long nowNanos) {
      if (step == Step.OTA && device.state() != DeviceState.UPGRADING) {
        int mendAt = what.lastIndexOf("; ");
        otaFailed(
            mendAt < 0 ? what : what.substring(0, mendAt),
            mendAt < 0 ? "check that the address is the one of OTA" : what.substring(mendAt + 2));
      }
    }

    @Override
    public void onActivationCode(String code, String message, long nowNanos) {
      if (step != Step.OVER) {
        end(
            new Finding(
                SERVER,
                step.subject,
                Finding.Grade.ERROR,
                "the server does not know this device yet and gives it a code",
                "add a device with this code in the server's console, then ask again",
                message.isEmpty() || message.equals(code) ? code : code + " (" + message + ")"));
      }
    }

    @Override
    public void onReady(long nowNanos) {
      if (probing || (step == Step.OTA && !configured())) {
        return;
      }
      if (step == Step.OTA || step == Step.CONNECTION) {
        begin(Step.CONNECTION);
        device.sayText(errand.words()); // which opens the channel first
      }
    }

    private boolean configured() {
      if (destination.isNowhere()) {
        violations.clear(); // the device has noticed the same
        fail(
            asked() + " answered, but named neither a WebSocket nor an MQTT broker",
            "configure the server's WebSocket address in its settings");
        return false;
      }
      String sentence = "OTA answered " + took() + " and named " + destination.describe();
      findings.accept(
          destination.leadsAstray(errand.first())
              ? Finding.warning(
                  SERVER,
                  step.subject,
                  sentence + ", which for this machine is this machine itself",
                  "configure the server's address as others see it in its settings")
              : Finding.ok(SERVER, step.subject, sentence));
      return true;
    }

    @Override
    public void onConnected(long nowNanos) {
      if (step == Step.CONNECTION) {
        String how = destination.overMqtt() ? "connected to " : "the WebSocket is open at ";
        findings.accept(Finding.ok(SERVER, step.subject, how + destination.describe() + " " + took()));
        begin(Step.HELLO);
      }
    }

    @Override
    public void onChannelOpened(long nowNanos) {
      if (step == Step.HELLO || step == Step.CONNECTION) {
        findings.accept(Finding.ok(SERVER, Step.HELLO.subject, "hello came " + took() + heardHello));
        begin(Step.TURN);
      }
    }

    @Override
    public void onChannelFailed(ChannelFailure failure, long nowNanos) {
      switch (step) {
        case CONNECTION, HELLO -> connectionFailed(failure);
        case TURN -> end(turn.broken(failure.detail()));
        case OTA, OVER -> {}
      }
    }

    @Override
    public void onChannelClosed(CloseReason reason, long nowNanos) {
      if (step == Step.TURN) {
        end(turn.broken(reason.describe()));
      } else if (!probing) {
        fail(reason.describe(), usualMend(ChannelFailure.Stage.REFUSED));
      }
    }

    @Override
    public void onMessageSent(String kind, int bytes, long nowNanos) {
      turn.sent(kind);
    }

    @Override
    public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
      if (message instanceof ServerMessage.Hello hello && hello.sampleRateHz() > 0) {
        heardHello =
            String.format(
                Locale.ROOT,
                "; it speaks at %,d Hz in packets of %d ms",
                hello.sampleRateHz(),
                hello.frameMillis());
      }
      if (step == Step.TURN && turn.heard(message)) {
        end(turn.answered());
      }
    }

    @Override
    public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
      turn.packet();
    }

    @Override
    public void onViolation(String rule, String detail, long nowNanos) {
      violations.putIfAbsent(rule, detail);
    }
  }
}
