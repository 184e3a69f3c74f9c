package io.github.xiaozhisim.hal.network;

import io.github.xiaozhisim.hal.Scheduler;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** A server that answers every upgrade in one way, and repeats an HTTP request in its answer. */
final class ScriptedServer implements ServerEndpoint {

  private final Recorder recorder;
  private volatile UpgradeAnswer answer;
  private volatile HttpRequest upgrade;
  private volatile Scheduler scheduler;

  ScriptedServer(Recorder recorder) {
    this.recorder = recorder;
    this.answer = new UpgradeAnswer.Accept(recorder);
  }

  void answer(UpgradeAnswer other) {
    answer = other;
  }

  /** The last upgrade asked for. */
  HttpRequest upgrade() {
    return Objects.requireNonNull(upgrade, "nobody asked for an upgrade");
  }

  /** Does something with the server's side of the connection, on its own thread. */
  void sendToDevice(Consumer<WebSocketConnection> action) {
    scheduler.execute(() -> action.accept(recorder.connection()));
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return HttpResponse.text(
        404,
        request.method()
            + " "
            + request.uri()
            + " "
            + request.headers().get("device-id")
            + " "
            + new String(request.body(), StandardCharsets.UTF_8));
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
    upgrade = request;
    scheduler = own;
    return answer;
  }
}
