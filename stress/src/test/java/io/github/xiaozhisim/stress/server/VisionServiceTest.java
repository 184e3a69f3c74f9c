package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisionServiceTest {

  private static final String FORM =
      "--b\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nwhat?\r\n"
          + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"camera.jpg\"\r\n"
          + "Content-Type: image/jpeg\r\n\r\n\u00FF\u00D8\u00FF\u00D9\r\n--b--\r\n";

  @Test
  void shouldSeeAPhotoWithAQuestion() {
    assertThat(post(FORM).bodyText()).startsWith("{\"success\":true,\"response\":\"a picture in a form of ");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(post("").bodyText()).isEqualTo("{\"success\":false,\"message\":\"no question came with the photo\"}");
    assertThat(post(FORM.replace("\u00FF\u00D8", "GIF")).bodyText())
        .isEqualTo("{\"success\":false,\"message\":\"no JPEG came\"}");
    assertThat(VisionService.answer(request(Map.of(), FORM)).status()).isEqualTo(401);
  }

  @Test
  void shouldBeFoundAtItsPathOnly() {
    assertThat(VisionService.isFor(request(Map.of(), ""))).isTrue();
    assertThat(VisionService.isFor(new HttpRequest("POST", URI.create("/xiaozhi/ota/"), Map.of(), new byte[0], 0)))
        .isFalse();
  }

  private static HttpResponse post(String body) {
    return VisionService.answer(request(Map.of("authorization", "Bearer s1"), body));
  }

  private static HttpRequest request(Map<String, String> headers, String body) {
    return new HttpRequest(
        "POST", URI.create("/mcp/vision/explain"), headers, body.getBytes(StandardCharsets.ISO_8859_1), 0);
  }
}
