package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The activation task: fetches assets, asks the server for the configuration, again and again with growing waits,
 * upgrades the firmware, shows the activation code until the device is bound, and ends with the choice of a transport.
 * // firmware: ActivationTask, CheckNewVersion, InitializeProtocol
 *
 * <p>Ends with exactly one call of {@link Events#onBooted}, unless cancelled or crashed.
 */
public final class BootSequence {

  private static final int MAX_REQUESTS = 10;

  private static final int TOLD_FAILURES = 3;
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MIN_URL_LENGTH = 10;
  private static final int HTTP_OK = 200;

  /** What the sequence tells its device. */
  public interface Events {

    /** A request or poll failed; a sentence for people. */
    void onProblem(String what);

    /** A boot request got no answer; {@link #onProblem} says so in words. */
    default void onUnreachable(OpenFailure failure) {}


    /** A request for the configuration failed and will be repeated. // firmware: the user is alerted each time */
    default void onRequestFailed(int failures) {}

    /** The user is to type this code into the server's page; {@code shown} once it has been shown and said. */
    void onActivationCode(String code, String message, Runnable shown);

    /** What the device's clock is to show, in milliseconds since 1970. */
    void onServerTime(long millis);

    /** The firmware does not survive this answer; true when the device does not either, and nothing follows. */
    boolean onFault(String rule, String detail);

    /** Whether a button has put the device into idle meanwhile. */
    default boolean idle() {
      return false;
    }

    /** Done: from now on the device can try to talk. */
    void onBooted(Transport transport);
  }

  /** What the device will talk over. */
  public enum Transport {
    WEBSOCKET,
    MQTT_UDP
  }

  private final Board board;
  private final DeviceConfig config;
  private final Events events;
  private final OtaClient client;
  private final BootWait wait;
  private final FirmwareUpgrade upgrade;
  private final AssetDownload assets;
  private int failures;
  /** The server has said that the device is bound. */
  private boolean saidBound;
  private @Nullable String fetchedVersion;
  private boolean cancelled;

  public BootSequence(Board board, DeviceConfig config, UpgradeStage stage, Events events) {
    this.board = board;
    this.config = config;
    this.events = events;
    this.client = new OtaClient(board, config, events::onUnreachable, events::onProblem);
    this.wait = new BootWait(board.scheduler(), this::cutShort);
    this.upgrade = new FirmwareUpgrade(board, config, stage);
    this.assets = new AssetDownload(board, config, stage, new BootWait(board.scheduler(), () -> false), this::check);
  }

  /** Begins with the assets; nothing is called back from inside. */
  public void start() {
    begin(assets::start);
  }

  /** As {@link #start}, but for a device that has looked for assets since its power-on. // firmware: does so once */
  public void startWithoutAssets() {
    begin(this::check);
  }

  private void begin(Runnable first) {
    board.scheduler().execute(
        () -> {
          if (!cancelled) {
            first.run();
          }
        });
  }

  public void cancel() {
    cancelled = true;
    wait.cancel();
    client.cancel();
    upgrade.cancel();
    assets.cancel();
  }

  /** The device has entered idle, by a button, before the sequence has ended. */
  public void idleEntered() {
    wait.idleEntered();
  }

  // firmware: hammers the server once a second then; robust: keeps the back-off
  private boolean cutShort() {
    return !config.robust() && events.idle();
  }

  /** The version check from its beginning. */
  private void check() {
    if (cancelled) {
      return;
    }
    URI url = config.otaUrl();
    if (url == null) {
      finish(Transport.WEBSOCKET);
      return;
    }
    failures = 0;
    request(stored(url));
  }

  // firmware: an address in the settings, where the portal leaves it, comes before the build's own
  private URI stored(URI configured) {
    String address = board.settings().getString("wifi", "ota_url", "");
    if (address.isEmpty()) {
      return configured;
    }
    try {
      URI url = URI.create(address);
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, as any other that leads nowhere
    }
    events.onProblem("the address of the boot request in the settings is no URL; the configured one is used");
    return configured;
  }

  private void request(URI url) {
    if (url.toString().length() < MIN_URL_LENGTH) {
      events.onProblem("the address '" + url + "' of the boot request is too short; give a whole one");
      retry(url);
      return;
    }
    client.post(url, SystemInfo.json(board, config), response -> onConfiguration(url, response));
  }

  private void onConfiguration(URI url, @Nullable HttpResponse response) {
    OtaReply reply = response == null ? null : read(url, response);
    if (reply == null) {
      retry(url);
      return;
    }
    failures = 0;
    int refused = reply.store(board.settings());
    // firmware: the checked write aborts
    if (refused > 0 && crashed("boot.settings", refused + " settings of the boot answer are too long")) {
      return;
    }
    Long serverTime = reply.serverTimeMillis();
    if (serverTime != null) {
      events.onServerTime(serverTime);
    }
    boolean newer = false;
    try {
      newer = reply.offersFirmware() && FirmwareVersion.isNewer(reply.firmwareVersion(), config.firmwareVersion());
    } catch (FirmwareVersion.NotANumber e) {
      if (crashed("boot.firmware.version", String.valueOf(e.getMessage()))) {
        return;
      }
    }
    String version = reply.firmwareVersion();
    if ((newer || reply.firmwareForced()) && !version.equals(fetchedVersion)) {
      upgrade.start(
          reply.firmwareUrl(),
          version,
          came -> {
            fetchedVersion = came ? version : fetchedVersion;
            onUpToDate(url, reply);
          });
    } else {
      onUpToDate(url, reply);
    }
  }

  private @Nullable OtaReply read(URI url, HttpResponse response) {
    String request = "boot request to " + OtaClient.withoutQuery(url);
    if (response.status() != HTTP_OK) {
      events.onProblem(request + " was answered with HTTP " + response.status());
      return null;
    }
    OtaReply reply = OtaReply.parse(response.body(), !config.robust());
    if (reply == null) {
      events.onProblem(request + " was answered with something that is not a JSON object");
    }
    return reply;
  }

  /** There is no newer firmware, or it could not be had. */
  private void onUpToDate(URI url, OtaReply reply) {
    if (cancelled) {
      return;
    }
    if (!needsActivation(reply)) {
      if (!reply.hasMqtt() && !reply.hasWebSocket() && !reply.message().isEmpty()) {
        events.onProblem("the boot answer has no configuration but says: " + reply.message());
      }
      finish(choose(reply));
      return;
    }
    ActivationPolls polls =
        new ActivationPolls(
            board, client, wait, this::cutShort, url, reply.activation("challenge"), this::activationOver);
    String code = reply.activation("code");
    if (code == null || (code.isEmpty() && config.robust())) {
      if (saidBound && config.robust()) {
        // firmware: asks again at once, as fast as the server answers
        wait.after(ActivationPolls.PENDING_WAIT_MILLIS, polls::poll);
      } else {
        polls.poll();
      }
    } else {
      String message = reply.activation("message");
      events.onActivationCode(
          code,
          message == null ? "" : message,
          () -> {
            if (!cancelled) {
              polls.poll();
            }
          });
    }
  }

  private void activationOver(boolean bound) {
    saidBound = bound;
    check();
  }

  // firmware: an empty code or challenge counts as one, and the device asks without end; robust: it counts as none
  private boolean needsActivation(OtaReply reply) {
    if (config.robust() && reply.needsActivation() && !reply.canBeActivated()) {
      events.onProblem(
          "the boot answer asks for activation, but without a code or challenge; real devices wait for ever:"
              + " leave \"activation\" out for who needs none");
      return false;
    }
    return reply.needsActivation();
  }

  // firmware: MQTT wins when both are offered. A board without MQTT takes the WebSocket it was also offered.
  private Transport choose(OtaReply reply) {
    if (reply.hasMqtt()) {
      return !board.network().hasMqtt() && reply.hasWebSocket() ? Transport.WEBSOCKET : Transport.MQTT_UDP;
    }
    if (reply.hasWebSocket()) {
      return Transport.WEBSOCKET;
    }
    return whatIsStored();
  }

  // firmware: goes on with MQTT even where only a WebSocket URL is stored; robust: uses what is stored
  private Transport whatIsStored() {
    boolean stored = !board.settings().getString("websocket", "url", "").isEmpty();
    return config.robust() && stored ? Transport.WEBSOCKET : Transport.MQTT_UDP;
  }

  private void retry(URI url) {
    failures++;
    if (config.keepsAskingAtBoot()) {
      if (failures <= TOLD_FAILURES) { // nobody wants to hear of it all night
        events.onRequestFailed(failures);
      }
      long waitMillis = (long) config.bootRetryMillis() << Math.min(failures - 1, MAX_REQUESTS);
      wait.after(Math.min(waitMillis, MINUTE_MILLIS), () -> request(url));
      return;
    }
    if (failures >= MAX_REQUESTS) {
      finish(whatIsStored()); // firmware: gives up
      return;
    }
    events.onRequestFailed(failures);
    wait.after((long) config.bootRetryMillis() << (failures - 1), () -> request(url));
  }

  private boolean crashed(String rule, String detail) {
    if (!events.onFault(rule, detail)) {
      return false;
    }
    cancel();
    return true;
  }

  private void finish(Transport transport) {
    if (!cancelled) {
      events.onBooted(transport);
    }
  }
}
