package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.network.MqttRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who we are to it, from the settings' namespace {@code mqtt}. // firmware: StartMqttClient
 *
 * @param host empty: none is configured
 * @param portText null: the standard port
 * @param publishTopic empty: nothing can be sent
 */
record MqttSettings(
    String host,
    @Nullable String portText,
    String clientId,
    String username,
    String password,
    String publishTopic,
    int keepAliveSeconds) {

  private static final String NAMESPACE = "mqtt";
  private static final int TLS_PORT = 8883;
  private static final int KEEP_ALIVE_SECONDS = 240;

  /** firmware: std::stoi takes blanks, a sign and the digits at the beginning, whatever follows */
  private static final Pattern LEADING_NUMBER = Pattern.compile("^\\s*([+-]?\\d{1,10})");

  static MqttSettings read(Settings settings) {
    String endpoint = settings.getString(NAMESPACE, "endpoint", "");
    int colon = endpoint.indexOf(':');
    return new MqttSettings(
        colon < 0 ? endpoint : endpoint.substring(0, colon),
        colon < 0 ? null : endpoint.substring(colon + 1),
        settings.getString(NAMESPACE, "client_id", ""),
        settings.getString(NAMESPACE, "username", ""),
        settings.getString(NAMESPACE, "password", ""),
        settings.getString(NAMESPACE, "publish_topic", ""),
        settings.getInt(NAMESPACE, "keepalive", KEEP_ALIVE_SECONDS));
  }

  /** The port, or null where the firmware's conversion of it throws. */
  @Nullable Integer port() {
    String text = portText;
    if (text == null) {
      return TLS_PORT;
    }
    Matcher number = LEADING_NUMBER.matcher(text);
    if (!number.find()) {
      return null;
    }
    long port = Long.parseLong(number.group(1));
    return port == (int) port ? (Integer) (int) port : null;
  }

  MqttRequest request(int port, DeviceConfig config) {
    return new MqttRequest(
        host,
        port,
        port == TLS_PORT, // firmware: TLS on this port and on no other
        clientId,
        username,
        password,
        keepAliveSeconds,
        config.connectTimeoutMillis(),
        config.maxMessageBytes());
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "broker " + host + (portText == null ? "" : ":" + portText);
  }
}
