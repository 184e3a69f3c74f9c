package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one device is built and configured: what the firmware fixes at compile time, and the limits a robust device adds.
 * Start from {@link #defaults} and change with the {@code with…} methods.
 *
 * @param fidelity how far to follow the firmware's weaknesses
 * @param otaUrl where to ask for the configuration at boot; null: not asked, the settings already hold a server
 * @param dialect how messages over a WebSocket are spelt
 * @param firmwareVersion such as {@code 2.4.2}
 * @param language locale code sent to servers
 * @param defaultMode what the chat button and wake words use
 * @param serverEchoCancellation announces {@code features.aec} and echoes time stamps
 * @param connectTimeoutMillis for TCP and TLS
 * @param upgradeTimeoutMillis for the answer to the WebSocket upgrade (firmware: 10 s)
 * @param helloTimeoutMillis for the server's hello (firmware: 10 s)
 * @param httpTimeoutMillis for one HTTP exchange (firmware: 30 s)
 * @param bootRetryMillis first wait after a failed OTA request, doubled each time (firmware: 10 s)
 * @param keepsAskingAtBoot whether a server that is away is asked once a minute without end, for a device whose plug
 *     nobody pulls (firmware: ten times, then it goes on with what is stored)
 * @param restartAfterUpgrade whether a device that has downloaded a firmware restarts and calls itself the new version;
 *     the firmware does, but a fleet of one version is better compared
 * @param abortTimeoutMillis how long a robust device waits for {@code tts stop} after {@code abort}
 * @param maxMessageBytes longest message accepted from a server
 * @param restartsAfterCrash whether a device that crashed boots anew (strict fidelity), as the chip does, or stays down
 * @param closesOrderly whether a robust device ends a conversation with a Close frame (firmware: drops TCP)
 * @param hearsWakeWordWhileListening (firmware: build option WAKE_WORD_DETECTION_IN_LISTENING)
 * @param showsCustomMessages (firmware: build option RECEIVE_CUSTOM_MESSAGE)
 * @param extraHeaders added to the upgrade request, last
 */
public record DeviceConfig(
    Fidelity fidelity,
    @Nullable URI otaUrl,
    Dialect dialect,
    String firmwareVersion,
    String language,
    ListeningMode defaultMode,
    boolean serverEchoCancellation,
    int connectTimeoutMillis,
    int upgradeTimeoutMillis,
    int helloTimeoutMillis,
    int httpTimeoutMillis,
    int bootRetryMillis,
    boolean keepsAskingAtBoot,
    boolean restartAfterUpgrade,
    int abortTimeoutMillis,
    int maxMessageBytes,
    boolean restartsAfterCrash,
    boolean closesOrderly,
    boolean hearsWakeWordWhileListening,
    boolean showsCustomMessages,
    Map<String, String> extraHeaders) {

  public static DeviceConfig defaults() {
    return new DeviceConfig(
        Fidelity.ROBUST,
        null,
        XiaozhiDialect.INSTANCE,
        "2.4.2",
        "zh-CN",
        ListeningMode.AUTO,
        false,
        10_000,
        10_000,
        10_000,
        30_000,
        10_000,
        false,
        false,
        5_000,
        1 << 20,
        true,
        false,
        false,
        false,
        Map.of());
  }

  public boolean robust() {
    return fidelity == Fidelity.ROBUST;
  }

  public DeviceConfig withOtaUrl(@Nullable URI url) {
    return changed(draft -> draft.otaUrl = url);
  }

  public DeviceConfig withDialect(Dialect spelling) {
    return changed(draft -> draft.dialect = spelling);
  }

  public DeviceConfig withDefaultMode(ListeningMode mode) {
    return changed(draft -> draft.defaultMode = mode);
  }

  public DeviceConfig withFidelity(Fidelity to) {
    return changed(draft -> draft.fidelity = to);
  }

  public DeviceConfig withServerEchoCancellation(boolean on) {
    return changed(draft -> draft.serverEchoCancellation = on);
  }

  /** Connecting and hello; the upgrade's answer gets the same time as the connection. */
  public DeviceConfig withTimeouts(int connectMillis, int helloMillis) {
    return changed(
        draft -> {
          draft.connectTimeoutMillis = connectMillis;
          draft.upgradeTimeoutMillis = connectMillis;
          draft.helloTimeoutMillis = helloMillis;
        });
  }

  public DeviceConfig withBootRetryMillis(int millis) {
    return changed(draft -> draft.bootRetryMillis = millis);
  }

  public DeviceConfig withKeepsAskingAtBoot(boolean on) {
    return changed(draft -> draft.keepsAskingAtBoot = on);
  }

  public DeviceConfig withRestartsAfterCrash(boolean restarts) {
    return changed(draft -> draft.restartsAfterCrash = restarts);
  }

  public DeviceConfig withRestartAfterUpgrade(boolean restart) {
    return changed(draft -> draft.restartAfterUpgrade = restart);
  }

  public DeviceConfig withFirmwareVersion(String version) {
    return changed(draft -> draft.firmwareVersion = version);
  }

  public DeviceConfig withOrderlyClose(boolean on) {
    return changed(draft -> draft.closesOrderly = on);
  }

  public DeviceConfig withWakeWordWhileListening(boolean on) {
    return changed(draft -> draft.hearsWakeWordWhileListening = on);
  }

  public DeviceConfig withCustomMessages(boolean on) {
    return changed(draft -> draft.showsCustomMessages = on);
  }

  /** Sent in the order of {@code headers}. */
  public DeviceConfig withExtraHeaders(Map<String, String> headers) {
    return changed(draft -> draft.extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(headers)));
  }

  private DeviceConfig changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /** The same, while something is being changed: the only place that lists all components once more. */
  private static final class Draft {
    private String firmwareVersion;
    private final String language;
    private final int httpTimeoutMillis;
    private final int abortTimeoutMillis;
    private final int maxMessageBytes;
    private Fidelity fidelity;
    private @Nullable URI otaUrl;
    private Dialect dialect;
    private ListeningMode defaultMode;
    private boolean serverEchoCancellation;
    private int connectTimeoutMillis;
    private int upgradeTimeoutMillis;
    private int helloTimeoutMillis;
    private int bootRetryMillis;
    private boolean keepsAskingAtBoot;
    private boolean restartAfterUpgrade;
    private boolean restartsAfterCrash;
    private boolean closesOrderly;
    private boolean hearsWakeWordWhileListening;
    private boolean showsCustomMessages;
    private Map<String, String> extraHeaders;

    Draft(DeviceConfig from) {
      fidelity = from.fidelity;
      otaUrl = from.otaUrl;
      dialect = from.dialect;
      firmwareVersion = from.firmwareVersion;
      language = from.language;
      defaultMode = from.defaultMode;
      serverEchoCancellation = from.serverEchoCancellation;
      connectTimeoutMillis = from.connectTimeoutMillis;
      upgradeTimeoutMillis = from.upgradeTimeoutMillis;
      helloTimeoutMillis = from.helloTimeoutMillis;
      httpTimeoutMillis = from.httpTimeoutMillis;
      bootRetryMillis = from.bootRetryMillis;
      keepsAskingAtBoot = from.keepsAskingAtBoot;
      restartAfterUpgrade = from.restartAfterUpgrade;
      abortTimeoutMillis = from.abortTimeoutMillis;
      maxMessageBytes = from.maxMessageBytes;
      restartsAfterCrash = from.restartsAfterCrash;
      closesOrderly = from.closesOrderly;
      hearsWakeWordWhileListening = from.hearsWakeWordWhileListening;
      showsCustomMessages = from.showsCustomMessages;
      extraHeaders = from.extraHeaders;
    }

    DeviceConfig config() {
      return new DeviceConfig(
          fidelity,
          otaUrl,
          dialect,
          firmwareVersion,
          language,
          defaultMode,
          serverEchoCancellation,
          connectTimeoutMillis,
          upgradeTimeoutMillis,
          helloTimeoutMillis,
          httpTimeoutMillis,
          bootRetryMillis,
          keepsAskingAtBoot,
          restartAfterUpgrade,
          abortTimeoutMillis,
          maxMessageBytes,
          restartsAfterCrash,
          closesOrderly,
          hearsWakeWordWhileListening,
          showsCustomMessages,
          extraHeaders);
    }
  }
}
