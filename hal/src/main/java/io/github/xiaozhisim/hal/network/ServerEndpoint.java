package io.github.xiaozhisim.hal.network;

import io.github.xiaozhisim.hal.Scheduler;

/**
 * The other side of the wire: what a server does with what arrives at its port. Called on the event loop of the
 * connection concerned, which is its {@link Scheduler} for life; different connections may be on different threads.
 */
public interface ServerEndpoint {

  /** Answers a plain HTTP request. */
  HttpResponse onHttp(HttpRequest request);

  /** Decides about a WebSocket upgrade. {@code scheduler} is the connection's own. */
  UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler);

  /** What a server does with an upgrade request. */
  sealed interface UpgradeAnswer {

    /** 101; {@code listener} hears the connection from {@code onOpen} on. */
    record Accept(WebSocketListener listener) implements UpgradeAnswer {}

    /** An ordinary HTTP answer instead of 101. */
    record Refuse(HttpResponse response) implements UpgradeAnswer {}

    /** TCP is closed without an answer. */
    record Drop() implements UpgradeAnswer {}

    /** No answer at all; TCP stays open until the client gives up. */
    record Ignore() implements UpgradeAnswer {}
  }
}
