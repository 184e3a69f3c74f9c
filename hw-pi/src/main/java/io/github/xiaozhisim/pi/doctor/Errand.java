package io.github.xiaozhisim.pi.doctor;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ServerVisit} is to do.
 *
 * @param ota where to ask for the configuration; null where the server is told
 * @param server the WebSocket to go to; null where OTA tells it
 * @param token what the server wants to see in {@code Authorization}, or null
 * @param headers added to the upgrade request
 * @param words what to say in the turn
 */
public record Errand(
    @Nullable URI ota, @Nullable URI server, @Nullable String token, Map<String, String> headers, String words) {

  /** What is said unless told otherwise. */
  public static final String USUAL_WORDS = "今天天气怎么样？";

  public Errand {
    if ((ota == null) == (server == null)) {
      throw new IllegalArgumentException("either the address of OTA or that of the server has to be told");
    }
    headers = Map.copyOf(headers);
  }

  /** Where it goes first. */
  public URI first() {
    URI asked = ota;
    return asked != null ? asked : Objects.requireNonNull(server);
  }
}
