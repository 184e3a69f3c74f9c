package io.github.xiaozhisim.device.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.tool.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Photos, pictures of the screen and pictures from elsewhere, as they travel. */
class UploadTest {

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0xFF, (byte) 0xD9};

  private final SimScheduler time = new SimScheduler();
  private final List<String> answers = new ArrayList<>();
  private final List<byte[]> shown = new ArrayList<>();
  private HttpResponse response = HttpResponse.json(200, "{\"success\":true}");
  private HttpRequest asked;
  private final Upload upload =
      new Upload(
          new SimNetwork(time, new Server(), 1_000_000),
          new Identity("02:12:34:ab:cd:ef", "7b94d69a-9808-4c59-9c9b-704333b38aff"),
          30_000);

  @Test
  void shouldSendAPhotoInChunksWithTheTokenAndAnswerWithWhatTheServerSays() {
    upload.photo("http://vision.example/explain?x=1", "t", "wie spät?", JPEG, new Heard());
    time.runForMillis(100);

    assertThat(answers).containsExactly("text {\"success\":true}");
    assertThat(asked.uri()).hasToString("/explain?x=1");
    assertThat(asked.headers())
        .containsEntry("transfer-encoding", "chunked")
        .containsEntry("authorization", "Bearer t")
        .containsEntry("device-id", "02:12:34:ab:cd:ef");
    assertThat(asked.headers().keySet())
        .containsSubsequence("authorization", "client-id", "content-type", "device-id", "transfer-encoding");
    assertThat(new String(asked.body(), StandardCharsets.UTF_8)).contains("\r\n\r\nwie spät?\r\n");
  }

  @Test
  void shouldSendNoAuthorizationWithoutAToken() {
    upload.photo("http://vision.example/", "", "?", JPEG, new Heard());
    time.runForMillis(100);

    assertThat(asked.headers()).doesNotContainKey("authorization");
  }

  @Test
  void shouldTurnEveryOtherStatusIntoAnError() {
    response = HttpResponse.text(401, "no");
    upload.photo("http://vision.example/", "t", "?", JPEG, new Heard());
    upload.snapshot("http://pictures.example/", JPEG, new Heard());
    upload.picture("http://pictures.example/cat.jpg", shown::add, new Heard());
    time.runForMillis(100);

    assertThat(answers)
        .containsExactly(
            "error Failed to upload photo, status code: 401",
            "error Unexpected status code: 401",
            "error Unexpected status code: 401");
    assertThat(shown).isEmpty();
  }

  @Test
  void shouldSayThatAnAddressCannotBeReached() {
    upload.photo("not a url", "", "?", JPEG, new Heard());
    upload.photo("ftp://vision.example/", "", "?", JPEG, new Heard());
    upload.snapshot("http:///nowhere", JPEG, new Heard());

    assertThat(answers)
        .containsExactly(
            "error Failed to connect to explain URL",
            "error Failed to connect to explain URL",
            "error Failed to open URL: http:///nowhere");
  }

  @Test
  void shouldSendAPictureOfTheScreen() {
    upload.snapshot("http://pictures.example/up", JPEG, new Heard());
    time.runForMillis(100);

    assertThat(answers).containsExactly("text true");
    assertThat(asked.headers().get("content-type")).startsWith("multipart/form-data; boundary=");
    assertThat(new String(asked.body(), StandardCharsets.ISO_8859_1))
        .contains("name=\"file\"; filename=\"screenshot.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u00FF\u00D8");
  }

  @Test
  void shouldShowAPictureFromElsewhere() {
    response = new HttpResponse(200, Map.of(), JPEG);
    upload.picture("http://pictures.example/cat.jpg", shown::add, new Heard());
    time.runForMillis(100);

    assertThat(answers).containsExactly("text true");
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(shown).containsExactly(JPEG);
  }

  /** Writes down what becomes of a call. */
  private final class Heard implements Tool.Answer {
    @Override
    public void text(String text) {
      answers.add("text " + text);
    }

    @Override
    public void error(String message) {
      answers.add("error " + message);
    }
  }

  private final class Server implements ServerEndpoint {
    @Override
    public HttpResponse onHttp(HttpRequest request) {
      asked = request;
      return response;
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Drop();
    }
  }
}
