package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.hal.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a device goes, as its settings have it at this moment. On the device's thread. */
record Destination(Settings settings) {

  private String url() {
    return settings.getString("websocket", "url", "");
  }

  /** Whether OTA sent it to a broker, which wins where both are named. */
  boolean overMqtt() {
    return !settings.getString("mqtt", "endpoint", "").isEmpty();
  }

  boolean isNowhere() {
    return url().isEmpty() && !overMqtt();
  }

  /** Of the WebSocket; null over MQTT, and where that is no address. */
  @Nullable URI address() {
    if (overMqtt()) {
      return null;
    }
    try {
      URI uri = URI.create(url());
      return uri.getRawAuthority() == null ? null : uri;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A server elsewhere, at {@code asked}, that sends its devices to themselves. */
  boolean leadsAstray(URI asked) {
    URI server = address();
    return server != null && isLoopback(server.getHost()) && !isLoopback(asked.getHost());
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
  }

  /** For people. */
  String describe() {
    return overMqtt() ? "the MQTT broker " + settings.getString("mqtt", "endpoint", "") : plain(url());
  }

  /** Without what may be a secret. */
  static String plain(String url) {
    return url.replaceFirst("[?#].*", "").replaceFirst("(://)[^/]*@", "$1");
  }
}
