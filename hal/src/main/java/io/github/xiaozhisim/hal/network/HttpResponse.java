package io.github.xiaozhisim.hal.network;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP answer, whole.
 *
 * @param status such as 200
 * @param headers names in lower case
 * @param body at most 1 MiB; a longer one is a failure
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

  public static HttpResponse json(int status, String body) {
    return of(status, "application/json; charset=utf-8", body);
  }

  public static HttpResponse text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  private static HttpResponse of(int status, String type, String body) {
    return new HttpResponse(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
