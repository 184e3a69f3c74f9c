package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link Network} promises about WebSockets, together with its server side.
 *
 * <p><b>Override</b> {@link #network}, its {@link #scheduler}, {@link #runUntil}, and {@link #serve} to put a server's
 * behaviour on the wire: {@code NettyServer} of the transport does for any client in the same process. <b>A failure
 * means</b> that a server refuses the device, or that the device waits for one that has long gone.
 */
@ExtendWith(PromiseBroken.class)
public abstract class WebSocketContract {

  private final RecordingListener client = new RecordingListener();
  private final RecordingListener server = new RecordingListener();
  private volatile HttpRequest asked;
  private volatile WebSocketConnection connection;

  protected abstract Network network();

  /** The scheduler on whose thread {@link #network()} may be used. */
  protected abstract Scheduler scheduler();

  /** Puts the endpoint on the wire; gives the {@code ws://host:port} at which the network reaches it. */
  protected abstract String serve(ServerEndpoint endpoint) throws Exception;

  /** Lets everything work until {@code done}, and fails when that takes more than some seconds. */
  protected abstract void runUntil(BooleanSupplier done);

  private ServerEndpoint answering(ServerEndpoint.UpgradeAnswer answer) {
    return new ServerEndpoint() {
      @Override
      public HttpResponse onHttp(HttpRequest request) {
        return HttpResponse.text(404, "nothing here");
      }

      @Override
      public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
        asked = request;
        return answer;
      }
    };
  }

  private void open(ServerEndpoint.UpgradeAnswer answer, String path, Map<String, String> headers, int limit)
      throws Exception {
    URI uri = URI.create(serve(answering(answer)) + path);
    scheduler()
        .execute(
            () -> {
              connection =
                  network().openWebSocket(new WebSocketRequest(uri, headers, 5_000, 2_000, limit), client);
              client.events.add("returned");
            });
  }

  private void openBoth() throws Exception {
    open(new ServerEndpoint.UpgradeAnswer.Accept(server), "/xiaozhi/v1/", Map.of(), 1 << 20);
    runUntil(() -> client.isOpen() && server.isOpen());
  }

  private void onClient(Runnable action) {
    scheduler().execute(action);
  }

  @Test
  @Promise(
      value = "the upgrade carries path, query and headers, and tells once that it is open",
      mend = "Servers find token and device id there: send each header as it was given.")
  void shouldOpenAndHandOverPathAndHeaders() throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer test-token");
    headers.put("Device-Id", "02:00:00:00:00:01");
    open(new ServerEndpoint.UpgradeAnswer.Accept(server), "/xiaozhi/v1/?a=b%20c", headers, 1 << 20);
    runUntil(() -> client.isOpen() && server.isOpen());
    assertThat(client.events).containsExactly("returned", "open");
    assertThat(asked.uri().toString()).isEqualTo("/xiaozhi/v1/?a=b%20c");
    assertThat(asked.headers())
        .containsEntry("authorization", "Bearer test-token")
        .containsEntry("device-id", "02:00:00:00:00:01");
    assertThat(connection.isOpen()).isTrue();
    assertThat(client.connection).isSameAs(connection);
  }

  @Test
  @Promise(
      value = "text and binary messages go both ways in the order in which they were sent",
      mend = "Use one queue for both kinds; an empty message is a message.")
  void shouldCarryTextAndBinaryBothWaysInOrder() throws Exception {
    server.whenOpen(
        peer -> {
          peer.sendText("{\"type\":\"hello\"}");
          peer.sendBinary(Payload.shared(new byte[120]));
        });
    client.whenOpen(
        peer -> {
          peer.sendText(Payload.shared("小智".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
          peer.sendBinary(Payload.once(new byte[60]));
          peer.sendBinary(Payload.once(new byte[0]));
          peer.sendText("");
        });
    openBoth();
    runUntil(() -> client.events.size() >= 4 && server.events.size() >= 5);
    assertThat(client.events).containsExactly("returned", "open", "text:{\"type\":\"hello\"}", "binary:120");
    assertThat(server.events).containsExactly("open", "text:小智", "binary:60", "binary:0", "text:");
  }

  @Test
  @Promise(
      value = "messages of every size arrive unchanged",
      mend = "Lengths have three forms: up to 125, 16 bits, 64 bits; and the mask must be applied to a copy.")
  void shouldCarryMessagesOfEverySizeUnchanged() throws Exception {
    openBoth();
    for (int size : new int[] {1, 125, 126, 127, 65_535, 65_536, 300_000}) {
      byte[] bytes = new byte[size];
      new java.util.Random(size).nextBytes(bytes);
      int before = server.events.size();
      onClient(() -> connection.sendBinary(size % 2 == 0 ? Payload.once(bytes) : Payload.shared(bytes)));
      runUntil(() -> server.events.size() > before);
      assertThat(server.lastBinary).isEqualTo(bytes);
    }
  }

  @Test
  @Promise(
      value = "one payload can be sent as text and as binary",
      mend = "Keep what you remember of a payload apart for each kind of frame.")
  void shouldSendOneSharedPayloadAsTextAndAsBinary() throws Exception {
    Payload payload = Payload.shared("both".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    client.whenOpen(
        peer -> {
          peer.sendBinary(payload);
          peer.sendText(payload);
          peer.sendBinary(payload);
        });
    openBoth();
    runUntil(() -> server.events.size() >= 4);
    assertThat(server.events).containsExactly("open", "binary:4", "text:both", "binary:4");
  }

  @Test
  @Promise(
      value = "code and reason of the server's Close frame are told",
      mend = "Read two bytes of code and the UTF-8 behind them, and answer the frame.")
  void shouldTellCodeAndReasonWhenTheServerCloses() throws Exception {
    server.whenOpen(peer -> peer.close(4001, "bye, 小智"));
    openBothAndEnd();
    assertThat(client.closed).isEqualTo(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 4001, "bye, 小智"));
    assertThat(server.closed.kind()).isEqualTo(CloseReason.Kind.LOCAL);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  @Promise(
      value = "an orderly close is answered, and told to both sides once",
      mend = "Wait for the other side's Close frame, at most two seconds.")
  void shouldTellCodeAndReasonWhenTheClientCloses() throws Exception {
    client.whenOpen(peer -> peer.close(1000, "done"));
    openBothAndEnd();
    assertThat(server.closed).isEqualTo(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1000, "done"));
    assertThat(client.closed).isEqualTo(new CloseReason(CloseReason.Kind.LOCAL, 1000, "done"));
    assertThat(client.events).containsExactly("returned", "open", "closed:LOCAL:1000");
  }

  private void openBothAndEnd() throws Exception {
    open(new ServerEndpoint.UpgradeAnswer.Accept(server), "/", Map.of(), 1 << 20);
    runUntil(() -> client.isOver() && server.isOver());
  }

  @Test
  @Promise(
      value = "a dropped connection is gone at once, and its owner is not told of it",
      mend = "Clear the listener before you close the socket.")
  void shouldTellThePeerButNotTheListenerWhenDropped() throws Exception {
    openBoth();
    onClient(
        () -> {
          connection.drop();
          assertThat(connection.isOpen()).isFalse();
          client.events.add("dropped");
        });
    runUntil(server::isOver);
    assertThat(server.closed.kind()).isIn(CloseReason.Kind.END_OF_STREAM, CloseReason.Kind.RESET);
    assertThat(server.closed.code()).isEqualTo(1006);
    assertThat(client.events).containsExactly("returned", "open", "dropped");
  }

  @Test
  @Promise(
      value = "a connection that the server drops is told as lost, with code 1006",
      mend = "Zero bytes read, or a reset, are the end: tell it once.")
  void shouldTellTheClientWhenTheServerDrops() throws Exception {
    server.whenOpen(WebSocketConnection::drop);
    open(new ServerEndpoint.UpgradeAnswer.Accept(server), "/", Map.of(), 1 << 20);
    runUntil(client::isOver);
    assertThat(client.closed.kind()).isIn(CloseReason.Kind.END_OF_STREAM, CloseReason.Kind.RESET);
    assertThat(client.closed.code()).isEqualTo(1006);
    assertThat(server.events).containsExactly("open");
  }

  @Test
  @Promise(
      value = "nothing is sent once the connection was closed",
      mend = "Look at the state first and return false; a late frame must not throw.")
  void shouldSendNothingOnceClosed() throws Exception {
    openBoth();
    onClient(
        () -> {
          connection.close(1000, "");
          assertThat(connection.sendText("late")).isFalse();
          assertThat(connection.sendBinary(Payload.once(new byte[1]))).isFalse();
          assertThat(connection.writable()).isFalse();
          connection.close(1000, "again");
          client.events.add("checked");
        });
    runUntil(() -> client.isOver() && server.isOver());
    assertThat(client.events).containsExactly("returned", "open", "checked", "closed:LOCAL:1000");
    assertThat(server.events).containsExactly("open", "closed:CLOSE_FRAME:1000");
  }

  @Test
  @Promise(
      value = "a connection that is dropped before it is open tells nothing",
      mend = "Cancel the attempt; what comes of it all the same goes nowhere.")
  void shouldHearNothingWhenDroppedBeforeItIsOpen() throws Exception {
    URI uri = URI.create(serve(answering(new ServerEndpoint.UpgradeAnswer.Accept(server))));
    RecordingListener other = new RecordingListener();
    onClient(
        () -> {
          network().openWebSocket(new WebSocketRequest(uri, Map.of(), 5_000, 2_000, 1 << 20), client).drop();
          network().openWebSocket(new WebSocketRequest(uri, Map.of(), 5_000, 2_000, 1 << 20), other);
        });
    runUntil(other::isOpen);
    assertThat(client.events).isEmpty();
  }

  @Test
  @Promise(
      value = "a refusal tells status and text",
      mend = "Read the body of the answer: 'bad token' is what the user needs to see.")
  void shouldTellStatusAndTextOfARefusal() throws Exception {
    open(new ServerEndpoint.UpgradeAnswer.Refuse(HttpResponse.text(401, "bad token")), "/", Map.of(), 1 << 20);
    runUntil(client::isOver);
    assertThat(client.failure.kind()).isEqualTo(OpenFailure.Kind.HTTP_ANSWER);
    assertThat(client.failure.httpStatus()).isEqualTo(401);
    assertThat(client.failure.detail()).contains("bad token");
    assertThat(client.events).containsExactly("returned", "failed:HTTP_ANSWER");
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  @Promise(
      value = "a server that closes instead of answering is told from one that refuses",
      mend = "Use OpenFailure.Kind.CLOSED_EARLY for it.")
  void shouldTellWhenTheServerClosesInsteadOfAnswering() throws Exception {
    open(new ServerEndpoint.UpgradeAnswer.Drop(), "/", Map.of(), 1 << 20);
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("returned", "failed:CLOSED_EARLY");
  }

  @Test
  @Promise(
      value = "an upgrade that is not answered is given up in time",
      mend = "Arm a timer with the request's own limit, not TCP's.")
  void shouldGiveUpWhenTheUpgradeIsNotAnswered() throws Exception {
    URI uri = URI.create(serve(answering(new ServerEndpoint.UpgradeAnswer.Ignore())));
    onClient(() -> network().openWebSocket(new WebSocketRequest(uri, Map.of(), 5_000, 150, 1 << 20), client));
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("failed:UPGRADE_TIMEOUT");
  }

  @Test
  @Promise(
      value = "an address that cannot be used is told as such, and not from inside the call",
      mend = "Check scheme, host and port before you connect, and hand over by scheduler.execute.")
  void shouldRefuseUrlsThatCannotBeUsed() {
    List<String> urls = List.of("http://h/", "ws:///p", "ws://u:p@h/", "ws://h:99999/", "ws:opaque");
    List<RecordingListener> heard = urls.stream().map(url -> new RecordingListener()).toList();
    onClient(
        () -> {
          for (int i = 0; i < urls.size(); i++) {
            network()
                .openWebSocket(
                    new WebSocketRequest(URI.create(urls.get(i)), Map.of(), 5_000, 2_000, 1 << 20), heard.get(i));
            heard.get(i).events.add("returned");
          }
        });
    runUntil(() -> heard.stream().allMatch(RecordingListener::isOver));
    assertThat(heard).allSatisfy(one -> assertThat(one.events).containsExactly("returned", "failed:BAD_URL"));
  }

  @Test
  @Promise(
      value = "a message longer than the limit ends the connection with code 1009",
      mend = "Look at the announced length before you reserve memory for it.")
  void shouldCloseWith1009WhenAMessageIsTooLong() throws Exception {
    server.whenOpen(peer -> peer.sendBinary(Payload.once(new byte[2_000])));
    open(new ServerEndpoint.UpgradeAnswer.Accept(server), "/", Map.of(), 1_000);
    runUntil(() -> client.isOver() && server.isOver());
    assertThat(client.events).containsExactly("returned", "open", "closed:PROTOCOL_ERROR:1009");
    assertThat(server.closed.code()).isEqualTo(1009);
  }

  @Test
  @Promise(
      value = "a connection is writable while nothing waits to leave",
      mend = "Compare what waits with the mark; the device holds its audio back by this.")
  void shouldBeWritableWhenNothingWaits() throws Exception {
    openBoth();
    onClient(() -> client.events.add("writable " + connection.writable()));
    runUntil(() -> client.events.size() >= 3);
    assertThat(client.events).containsExactly("returned", "open", "writable true");
    assertThat(connection.peer()).isNotBlank();
  }
}
