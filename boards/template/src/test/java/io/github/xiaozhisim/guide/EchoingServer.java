package io.github.xiaozhisim.guide;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The smallest server there is: says hello, and of each text that it has heard it. */
final class EchoingServer implements ServerEndpoint {

  private static final Pattern TEXT = Pattern.compile("\"text\"\\s*:\\s*\"([^\"]*)\"");

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return HttpResponse.text(404, "nothing here");
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    return new UpgradeAnswer.Accept(new Conversation());
  }

  private static final class Conversation implements WebSocketListener {
    private WebSocketConnection device;

    @Override
    public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
      device = connection;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String said = StandardCharsets.UTF_8.decode(utf8).toString();
      Matcher text = TEXT.matcher(said);
      if (said.contains("\"hello\"")) {
        device.sendText(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"1\",\"audio_params\":"
                + "{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}");
      } else if (said.contains("\"detect\"") && text.find()) {
        device.sendText("{\"type\":\"stt\",\"text\":\"" + text.group(1) + "\"}");
        device.sendText("{\"type\":\"tts\",\"state\":\"start\"}");
        device.sendText("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"听到了\"}");
        device.sendText("{\"type\":\"tts\",\"state\":\"stop\"}");
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
