package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what one side of a connection hears; read by the test's thread. */
final class Recorder implements WebSocketListener {

  private final String who;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private volatile WebSocketConnection connection;
  private volatile OpenFailure failure;
  private volatile CloseReason reason;

  Recorder(String who) {
    this.who = who;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  WebSocketConnection connection() {
    return Objects.requireNonNull(connection, who + " has no connection");
  }

  OpenFailure failure() {
    return Objects.requireNonNull(failure, who + " did not fail");
  }

  CloseReason reason() {
    return Objects.requireNonNull(reason, who + " was not closed");
  }

  /** Lets time pass until {@code event} has been heard. */
  void waitFor(NetworkContract test, String event) {
    test.await(() -> log.contains(event));
  }

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
    connection = opened;
    log.add("open");
  }

  @Override
  public void onFailed(OpenFailure why) {
    failure = why;
    log.add("failed");
  }

  @Override
  public void onText(ByteBuffer utf8) {
    log.add("text " + StandardCharsets.UTF_8.decode(utf8));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    log.add(
        copy.length > 100
            ? "binary of " + copy.length + " ending in " + copy[copy.length - 1]
            : "binary " + Arrays.toString(copy));
  }

  @Override
  public void onClosed(CloseReason why) {
    reason = why;
    log.add("closed");
  }
}
