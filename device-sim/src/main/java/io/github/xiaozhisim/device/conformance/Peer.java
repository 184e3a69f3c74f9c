package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.conformance.Timeline.Kind;
import io.github.xiaozhisim.device.virtual.FrameLevel;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a case: a server that does only what the case tells it, and writes down what the device sends. Left
 * alone it accepts every upgrade, answers a hello with {@link #HELLO}, and answers HTTP requests in the order in which
 * answers were laid out.
 */
public final class Peer implements ServerEndpoint {

  public static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";

  private final BiConsumer<Kind, String> seen;
  private final List<HttpRequest> upgrades = new ArrayList<>();
  private final List<HttpRequest> requests = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<byte[]> packets = new ArrayList<>();
  private final List<WebSocketConnection> connections = new ArrayList<>();
  private final Queue<HttpResponse> answers = new ArrayDeque<>();
  private final Queue<UpgradeAnswer> upgradeAnswers = new ArrayDeque<>();
  private @Nullable String hello = HELLO;
  private boolean helloFirst;

  Peer(BiConsumer<Kind, String> seen) {
    this.seen = seen;
  }

  // ---- what it shall do --------------------------------------------------------------------------------------------

  /** What a hello is answered with; null: nothing. */
  public Peer answersHelloWith(@Nullable String json) {
    hello = json;
    return this;
  }

  /** Says hello as soon as the connection is up, before the device does, and not again. */
  public Peer saysHelloFirst() {
    helloFirst = true;
    return this;
  }

  /** Lays out the answer to the next HTTP request; without one, it is answered 500. */
  public Peer answersHttp(int status, String body) {
    answers.add(HttpResponse.json(status, body));
    return this;
  }

  /** Lays out the answer to the next upgrade; without one, it is accepted. */
  public Peer answersUpgrade(UpgradeAnswer answer) {
    upgradeAnswers.add(answer);
    return this;
  }

  /** Refuses the next upgrade with an HTTP status. */
  public Peer refusesUpgrade(int status) {
    return answersUpgrade(new UpgradeAnswer.Refuse(HttpResponse.text(status, "no")));
  }

  // ---- what it does now --------------------------------------------------------------------------------------------

  /** Sends a text message on the latest connection. */
  public void send(String text) {
    sendOn(connections.size() - 1, text);
  }

  /** Sends a text message on the connection that was opened as number {@code index}, counted from 0. */
  public void sendOn(int index, String text) {
    seen.accept(Kind.SERVER, "S> " + Notation.ofServer(text));
    connections.get(index).sendText(text);
  }

  /** Sends a binary message on the latest connection. */
  public void sendBinary(byte[] message) {
    seen.accept(Kind.AUDIO, "S> aud");
    connection().sendBinary(Payload.once(message));
  }

  /** The latest connection frame by frame, for frames that messages are not made of. */
  public FrameLevel frames() {
    seen.accept(Kind.SERVER, "S> a frame of its own");
    if (connection() instanceof FrameLevel frames) {
      return frames;
    }
    throw new CaseFailure("the connection carries no single frames");
  }

  /** Sends a Close frame. */
  public void close(int code) {
    seen.accept(Kind.SERVER, "S> Close(" + code + ")");
    connection().close(code, "");
  }

  /** Drops TCP. */
  public void drop() {
    seen.accept(Kind.SERVER, "S> TCP closed");
    connection().drop();
  }

  // ---- what it has seen --------------------------------------------------------------------------------------------

  /** The latest connection. */
  public WebSocketConnection connection() {
    if (connections.isEmpty()) {
      throw new CaseFailure("the case wants to send, but the device has not connected");
    }
    return connections.getLast();
  }

  /** Whether TCP of the connection that was opened as number {@code index} is up, counted from 0. */
  public boolean isUp(int index) {
    return connections.get(index).isOpen();
  }

  /** How many connections were accepted. */
  public int connectionCount() {
    return connections.size();
  }

  /** Upgrade requests, header names in lower case. */
  public List<HttpRequest> upgrades() {
    return List.copyOf(upgrades);
  }

  /** Plain HTTP requests, header names in lower case. */
  public List<HttpRequest> requests() {
    return List.copyOf(requests);
  }

  /** Text messages of the device, as sent. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** Binary messages of the device, as sent, over all connections. */
  public List<byte[]> packets() {
    return List.copyOf(packets);
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    requests.add(request);
    seen.accept(Kind.DEVICE, "D> " + request.method() + " " + request.uri());
    HttpResponse next = answers.poll();
    HttpResponse answer = next == null ? HttpResponse.text(500, "nothing was laid out") : next;
    seen.accept(Kind.SERVER, "S> HTTP " + answer.status() + " " + Notation.ofServer(answer.bodyText()));
    return answer;
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    upgrades.add(request);
    seen.accept(Kind.DEVICE, "D> upgrade");
    UpgradeAnswer next = upgradeAnswers.poll();
    return next == null ? new UpgradeAnswer.Accept(new Hearing()) : next;
  }

  /** One connection's messages. */
  private final class Hearing implements WebSocketListener {
    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connections.add(opened);
      if (helloFirst && hello != null) {
        send(hello);
      }
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
      texts.add(text);
      String shortly = Notation.ofDevice(text);
      seen.accept(Kind.DEVICE, "D> " + shortly);
      if (shortly.equals("hello") && hello != null && !helloFirst) {
        send(hello);
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      byte[] packet = new byte[bytes.remaining()];
      bytes.get(bytes.position(), packet);
      packets.add(packet);
      seen.accept(Kind.AUDIO, "D> aud");
    }

    @Override
    public void onClosed(CloseReason reason) {
      switch (reason.kind()) {
        case CLOSE_FRAME -> seen.accept(Kind.DEVICE, "D> Close(" + reason.code() + ")");
        case END_OF_STREAM, RESET, PROTOCOL_ERROR, OUT_OF_MEMORY -> seen.accept(Kind.DEVICE, "D> TCP closed");
        case LOCAL -> seen.accept(Kind.NOTE, "~ the server's closing is complete");
      }
    }
  }
}
