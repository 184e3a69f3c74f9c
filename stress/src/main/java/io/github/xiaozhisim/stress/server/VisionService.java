package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Looks at photos that devices send: says whether one came, and how large it is. Stateless; any thread. */
final class VisionService {

  static final String PATH = "/mcp/vision/explain";

  /** The tool that sends them. */
  static final String TOOL = "self.camera.take_photo";

  private static final String QUESTION = "name=\"question\"\r\n\r\n";
  private static final String JPEG = "Content-Type: image/jpeg\r\n\r\n\u00FF\u00D8"; // how every one begins
  private static final int TOKEN_MISSING = 401;

  private VisionService() {}

  static boolean isFor(HttpRequest request) {
    return PATH.equals(request.uri().getPath());
  }

  /** As the most used server answers: faults are 200 with {@code success} false, but for a missing token. */
  static HttpResponse answer(HttpRequest request) {
    if (!request.headers().containsKey("authorization")) {
      return HttpResponse.json(TOKEN_MISSING, said(false, "no token came with the photo"));
    }
    String body = new String(request.body(), StandardCharsets.ISO_8859_1);
    if (!request.method().equals("POST") || !body.contains(QUESTION)) {
      return HttpResponse.json(200, said(false, "no question came with the photo"));
    }
    if (!body.contains(JPEG)) {
      return HttpResponse.json(200, said(false, "no JPEG came"));
    }
    return HttpResponse.json(200, said(true, "a picture in a form of " + request.body().length + " bytes"));
  }

  private static String said(boolean success, String what) {
    return Json.object().put("success", success).put(success ? "response" : "message", what).toString();
  }
}
