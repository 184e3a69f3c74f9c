package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Timer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way into the state in which the user sets up the Wi-Fi: by a button, for want of a known network, or because none
 * could be joined within a minute. // firmware: WifiBoard::EnterWifiConfigMode, StartWifiConfigMode
 */
final class WifiPortal {

  private static final long MILLI_NANOS = 1_000_000L;
  private static final int NOTHING_STORED_MILLIS = 1_500;
  private static final int FAREWELL_MILLIS = 1_000;
  private static final int CONNECT_MILLIS = 60_000;

  private final DeviceParts parts;
  private final ServerLink link;
  private @Nullable Timer timer;
  private boolean asked;

  WifiPortal(DeviceParts parts, ServerLink link) {
    this.parts = parts;
    this.link = link;
  }

  /** The network was started and is not there yet. */
  void waitForNetwork() {
    if (wifi() && !timer().armed()) {
      openIn(CONNECT_MILLIS);
    }
  }

  /** Nobody waits for the network any more; who asked for the portal gets it all the same. */
  void networkConnected() {
    if (timer != null && !asked) {
      timer.cancel();
    }
  }

  /** No network is known. */
  void notConfigured() {
    if (parts.states().is(STARTING)) {
      openIn(NOTHING_STORED_MILLIS);
    }
  }

  /** The user wants to set up the Wi-Fi; from the main loop. */
  void requested() {
    switch (parts.states().state()) {
      case STARTING -> openIn(0);
      case IDLE, LISTENING, SPEAKING -> {
        link.reset();
        if (parts.config().robust()) {
          // firmware: an answer that a broker pushed, without an audio channel, goes on and keeps the portal shut
          parts.loop().schedule(() -> parts.states().set(IDLE));
        }
        asked = true;
        openIn(FAREWELL_MILLIS);
      }
      default ->
          parts
              .observer()
              .onBootProblem(
                  "the Wi-Fi cannot be set up in state " + parts.states().state().logName(), parts.nowNanos());
    }
  }

  boolean wifi() {
    return parts.board().info().networkKind() == NetworkKind.WIFI;
  }

  private Timer timer() {
    Timer now = timer;
    if (now == null) {
      now = parts.board().scheduler().timer(() -> parts.loop().schedule(this::open));
      timer = now;
    }
    return now;
  }

  private void openIn(int millis) {
    timer().arm(parts.nowNanos() + millis * MILLI_NANOS);
  }

  private void open() {
    asked = false;
    if (!parts.states().is(STARTING) && !parts.states().is(IDLE)) {
      return;
    }
    parts.board().network().openPortal();
    parts.states().set(WIFI_CONFIGURING);
    parts.loop().schedule(this::alert);
  }

  private void alert() {
    String mac = parts.board().identity().compactDeviceId();
    String name = "Xiaozhi-" + mac.substring(mac.length() - 4).toUpperCase(Locale.ROOT);
    parts.screen().alert("WIFI_CONFIG_MODE", name + " http://192.168.4.1", "gear");
    parts.sounds().play("wificonfig");
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
