package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accepts a WebSocket only to close it again, which is how the most used servers refuse: code 1000, and no JSON. */
final class Refuser implements WebSocketListener {

  /** What a device that may not come in is told by the most used server: "authentication failed". */
  static final String AUTHENTICATION_FAILED = "认证失败";

  private final @Nullable String lastWords;

  /**
   * @param lastWords one line of text sent before the Close frame; null for none
   */
  Refuser(@Nullable String lastWords) {
    this.lastWords = lastWords;
  }

  @Override
  public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
    if (lastWords != null) {
      connection.sendText(lastWords);
    }
    connection.close(1000, "");
  }

  @Override
  public void onText(ByteBuffer utf8) {}

  @Override
  public void onBinary(ByteBuffer bytes) {}

  @Override
  public void onClosed(CloseReason reason) {}
}
