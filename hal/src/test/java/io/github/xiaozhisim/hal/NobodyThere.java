package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;

/** A server that has nothing for anybody: where a wire needs somebody at its other end and the test does not. */
public final class NobodyThere implements ServerEndpoint {

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return HttpResponse.text(404, "nobody");
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
    return new UpgradeAnswer.Drop();
  }
}
