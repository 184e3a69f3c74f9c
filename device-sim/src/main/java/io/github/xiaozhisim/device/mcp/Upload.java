package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.tool.Tool;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The HTTP requests that tools make: photos and pictures of the screen as forms, pictures from somewhere. What goes
 * wrong becomes the error of the call. // firmware: Esp32Camera::Explain, LvglDisplay snapshot tools
 */
final class Upload {

  private static final String PHOTO_BOUNDARY = "----ESP32_CAMERA_BOUNDARY";
  private static final String SCREEN_BOUNDARY = "----ESP32_SCREEN_SNAPSHOT_BOUNDARY";
  private static final int OK = 200;

  private final Network network;
  private final Identity identity;
  private final int timeoutMillis;

  Upload(Network network, Identity identity, int timeoutMillis) {
    this.network = network;
    this.identity = identity;
    this.timeoutMillis = timeoutMillis;
  }

  /** A photo with a question; what the vision server says is the answer. */
  void photo(String url, String token, String question, byte[] jpeg, Tool.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    // firmware: headers go out sorted by lower-case name
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    headers.put("Client-Id", identity.clientId());
    form(headers, PHOTO_BOUNDARY);
    headers.put("Device-Id", identity.deviceId());
    headers.put("Transfer-Encoding", "chunked");
    Form body = new Form(PHOTO_BOUNDARY).text("question", question).jpeg("camera.jpg", jpeg);
    send(
        new Request("POST", url, headers, body.bytes(), "Failed to connect to explain URL"),
        "Failed to upload photo, status code: ",
        answer,
        response -> answer.text(response.bodyText()));
  }

  /** A picture of the screen. */
  void snapshot(String url, byte[] jpeg, Tool.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    form(headers, SCREEN_BOUNDARY);
    Form body = new Form(SCREEN_BOUNDARY).jpeg("screenshot.jpg", jpeg);
    send(
        new Request("POST", url, headers, body.bytes(), "Failed to open URL: " + url),
        "Unexpected status code: ",
        answer,
        response -> answer.text("true"));
  }

  /** A picture from somewhere, handed to {@code shown}. */
  void picture(String url, Consumer<byte[]> shown, Tool.Answer answer) {
    send(
        new Request("GET", url, Map.of(), new byte[0], "Failed to open URL: " + url),
        "Unexpected status code: ",
        answer,
        response -> {
          shown.accept(response.body());
          answer.text("true");
        });
  }

  private static void form(Map<String, String> headers, String boundary) {
    headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
  }

  private record Request(String method, String url, Map<String, String> headers, byte[] body, String notReached) {}

  private void send(Request what, String badStatus, Tool.Answer answer, Consumer<HttpResponse> done) {
    URI uri;
    try {
      uri = new URI(what.url());
    } catch (URISyntaxException e) {
      answer.error(what.notReached());
      return;
    }
    if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      answer.error(what.notReached());
      return;
    }
    network.http(
        new HttpRequest(what.method(), uri, what.headers(), what.body(), timeoutMillis),
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            if (response.status() == OK) {
              done.accept(response);
            } else {
              answer.error(badStatus + response.status());
            }
          }

          @Override
          public void onFailed(OpenFailure failure) {
            answer.error(what.notReached());
          }
        });
  }

  /** A body of {@code multipart/form-data}. */
  private static final class Form {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String boundary;

    Form(String boundary) {
      this.boundary = boundary;
    }

    Form text(String name, String value) {
      write("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
      return this;
    }

    Form jpeg(String fileName, byte[] picture) {
      write(
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
              + fileName
              + "\"\r\nContent-Type: image/jpeg\r\n\r\n");
      out.writeBytes(picture);
      write("\r\n");
      return this;
    }

    byte[] bytes() {
      write("--" + boundary + "--\r\n");
      return out.toByteArray();
    }

    private void write(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
