package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.board.ToolAnswer;
import io.github.xiaozhisim.pi.board.ToolDesk;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What servers may do with a device elsewhere, asked through its fleet's page. Any thread; answers come on a thread of its own. */
final class AttachedTools implements AutoCloseable {

  private final LivePageClient page;
  private final int device;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("attached-tools").daemon().factory());
  private final ToolDesk desk = new ToolDesk(this::ask);

  AttachedTools(LivePageClient page, int device) {
    this.page = page;
    this.device = device;
  }

  private void ask(JsonNode request, Consumer<String> answer) {
    page.touch(device, "mcp", request.toString())
        .whenComplete(
            (json, failure) -> later(() -> answer.accept(failure == null ? json : refusal(failure))));
  }

  private static String refusal(Throwable failure) {
    return "{\"error\":{\"message\":" + Json.quote(AttachedSession.sentence(failure)) + "}}";
  }

  private void later(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      return; // closed meanwhile: nobody waits for it any more
    }
  }

  CompletableFuture<List<ToolText>> list() {
    CompletableFuture<List<ToolText>> list = new CompletableFuture<>();
    later(() -> desk.list(list));
    return list;
  }

  void call(String tool, ObjectNode arguments, Consumer<ToolAnswer> done) {
    later(() -> desk.call(tool, arguments, done));
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

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
