package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.board.ToolAnswer;
import io.github.xiaozhisim.pi.board.ToolDesk;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What servers may do with a device elsewhere, asked through its fleet's page. Any thread; answers come on the thread
 * that is handed in.
 */
final class AttachedTools {

  private final LivePageClient page;
  private final int device;
  private final Executor thread;
  private final ToolDesk desk = new ToolDesk(this::ask);

  /** @param thread where answers are worked on */
  AttachedTools(LivePageClient page, int device, Executor thread) {
    this.page = page;
    this.device = device;
    this.thread = thread;
  }

  private void ask(JsonNode request, Consumer<String> answer) {
    page.touch(device, "mcp", request.toString())
        .whenComplete(
            (json, failure) -> thread.execute(() -> answer.accept(failure == null ? json : refusal(failure))));
  }

  private static String refusal(Throwable failure) {
    return "{\"error\":{\"message\":" + Json.quote(LivePageClient.sentence(failure)) + "}}";
  }

  void list(CompletableFuture<List<ToolText>> list) {
    thread.execute(() -> desk.list(list));
  }

  void call(String tool, ObjectNode arguments, Consumer<ToolAnswer> done) {
    thread.execute(() -> desk.call(tool, arguments, done));
  }

  /** Finds out how loud the device is. */
  void readVolume(IntConsumer percent) {
    call(
        "self.get_device_status",
        Json.MAPPER.createObjectNode(),
        answer -> {
          if (!answer.failed()) {
            JsonNode speaker = Json.MAPPER.readTree(answer.text()).path("audio_speaker");
            speaker.path("volume").asIntOpt().ifPresent(percent);
          }
        });
  }
}
