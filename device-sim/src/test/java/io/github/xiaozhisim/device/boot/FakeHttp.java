package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A network with one HTTP server behind it; an answer takes no time. */
final class FakeHttp extends TestBoard.NoNetwork {

  /** A request and when it came. */
  record Asked(long atMillis, HttpRequest request) {
    String line() {
      return atMillis + " " + request.method() + " " + request.uri();
    }
  }

  private final SimScheduler scheduler;
  private final List<Asked> asked = new ArrayList<>();
  private Function<HttpRequest, HttpResponse> server = request -> HttpResponse.text(404, "");
  private boolean mqtt;

  FakeHttp(SimScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** What the server answers; null: the connection fails. */
  void answer(Function<HttpRequest, HttpResponse> with) {
    server = with;
  }

  void withMqtt() {
    mqtt = true;
  }

  List<Asked> asked() {
    return asked;
  }

  List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  List<Long> times() {
    return asked.stream().map(Asked::atMillis).toList();
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    asked.add(new Asked(scheduler.clock().nowNanos() / 1_000_000, request));
    HttpResponse response = server.apply(request);
    scheduler.execute(
        () -> {
          if (response == null) {
            listener.onFailed(new OpenFailure(OpenFailure.Kind.REFUSED, "nothing listens there"));
          } else {
            listener.onResponse(response);
          }
        });
  }

  @Override
  public boolean hasMqtt() {
    return mqtt;
  }
}
