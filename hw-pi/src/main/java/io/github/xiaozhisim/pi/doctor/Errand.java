package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.device.DeviceConfig;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ServerVisit} is to do.
 *
 * @param config the device's; its address of OTA is null where the server is told
 * @param server the WebSocket to go to; null where OTA tells it
 * @param token what that server wants to see in {@code Authorization}, or null
 * @param words what to say in the turn
 */
public record Errand(DeviceConfig config, @Nullable URI server, @Nullable String token, String words) {

  /** What is said unless told otherwise. */
  public static final String USUAL_WORDS = "今天天气怎么样？";

  public Errand {
    if ((config.otaUrl() == null) == (server == null)) {
      throw new IllegalArgumentException("either the address of OTA or that of the server has to be told");
    }
  }

  /** Where it goes first. */
  public URI first() {
    return Objects.requireNonNull(server != null ? server : config.otaUrl());
  }
}
