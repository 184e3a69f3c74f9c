package io.github.xiaozhisim.hal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.TimedContract;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Network} must do, seen with a server of the same kind at the other end: what the device hears, what
 * the server sees, and in which order.
 */
public abstract class NetworkContract extends TimedContract {

  private final Recorder device = new Recorder("device");
  private final Recorder server = new Recorder("server");
  private final ScriptedServer endpoint = new ScriptedServer(server);
  private Network network;

  /** A network of {@link #scheduler()} whose {@link #address()} leads to {@code endpoint}. */
  protected abstract Network connectTo(ServerEndpoint endpoint);

  /** Where the server is: {@code ws://host:port}, without a path. */
  protected abstract URI address();

  @BeforeEach
  void connect() {
    network = connectTo(endpoint);
  }

  @Test
  void shouldAskForTheUpgradeAsServersExpectIt() {
    open("/xiaozhi/v1/?a=b%20c");

    HttpRequest request = endpoint.upgrade();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri()).hasToString("/xiaozhi/v1/?a=b%20c");
    assertThat(request.headers())
        .containsEntry("upgrade", "websocket")
        .containsEntry("connection", "Upgrade")
        .containsEntry("sec-websocket-version", "13")
        .containsEntry("authorization", "Bearer test-token")
        .containsEntry("device-id", "02:00:00:00:00:01")
        .containsKey("host")
        .doesNotContainKeys("origin", "sec-websocket-extensions", "sec-websocket-protocol");
    assertThat(new ArrayList<>(request.headers().keySet())).containsSubsequence("authorization", "device-id");
  }

  @Test
  void shouldNeverCallBackFromInsideOpen() {
    onScheduler(
        () -> {
          network.openWebSocket(request("/", 2_000), device);
          assertThat(device.log()).isEmpty();
        });

    device.waitFor(this, "open");
  }

  @Test
  void shouldCarryMessagesOfBothKindsBothWaysInOrder() {
    open("/");
    byte[] large = new byte[70_000];
    large[69_999] = 7;
    onScheduler(
        () -> {
          WebSocketConnection connection = device.connection();
          assertThat(connection.isOpen()).isTrue();
          assertThat(connection.sendText("小智 {}")).isTrue();
          assertThat(connection.sendBinary(Payload.once(new byte[] {1, 2, 3}))).isTrue();
          assertThat(connection.sendBinary(Payload.shared(new byte[0]))).isTrue();
          assertThat(connection.sendText(Payload.shared("shared".getBytes(StandardCharsets.UTF_8))))
              .isTrue();
          assertThat(connection.sendBinary(Payload.once(large))).isTrue();
        });
    List<String> messages =
        List.of("open", "text 小智 {}", "binary [1, 2, 3]", "binary []", "text shared", "binary of 70000 ending in 7");
    server.waitFor(this, "binary of 70000 ending in 7");
    assertThat(server.log()).isEqualTo(messages);

    endpoint.sendToDevice(
        connection -> {
          connection.sendText("小智 {}");
          connection.sendBinary(Payload.shared(new byte[] {1, 2, 3}));
          connection.sendBinary(Payload.once(new byte[0]));
          connection.sendText("shared");
          connection.sendBinary(Payload.once(large));
        });
    device.waitFor(this, "binary of 70000 ending in 7");
    assertThat(device.log()).isEqualTo(messages);
  }

  @Test
  void shouldSendASharedPayloadAgainAndAgainUnchanged() {
    byte[] bytes = {9, 8, 7, 6, 5};
    Payload shared = Payload.shared(bytes);
    open("/");
    onScheduler(
        () -> {
          for (int i = 0; i < 3; i++) {
            device.connection().sendBinary(shared);
          }
          device.connection().sendText("end");
        });

    server.waitFor(this, "text end");

    assertThat(server.log())
        .containsExactly("open", "binary [9, 8, 7, 6, 5]", "binary [9, 8, 7, 6, 5]", "binary [9, 8, 7, 6, 5]", "text end");
    assertThat(bytes).containsExactly(9, 8, 7, 6, 5);
  }

  @Test
  void shouldTellARefusalByItsStatus() {
    endpoint.answer(new UpgradeAnswer.Refuse(HttpResponse.text(403, "no")));

    assertThat(openAndFail(2_000).kind()).isEqualTo(OpenFailure.Kind.HTTP_ANSWER);
    assertThat(device.failure().httpStatus()).isEqualTo(403);
    assertThat(device.failure().detail()).isNotBlank();
  }

  @Test
  void shouldTellAServerThatHangsUp() {
    endpoint.answer(new UpgradeAnswer.Drop());

    assertThat(openAndFail(2_000).kind()).isEqualTo(OpenFailure.Kind.CLOSED_EARLY);
  }

  @Test
  void shouldTellAServerThatNeverAnswers() {
    endpoint.answer(new UpgradeAnswer.Ignore());

    assertThat(openAndFail(300).kind()).isEqualTo(OpenFailure.Kind.UPGRADE_TIMEOUT);
  }

  @Test
  void shouldTellTheServersCloseCodeAndReason() {
    open("/");
    endpoint.sendToDevice(connection -> connection.close(1008, "Unauthorized"));

    device.waitFor(this, "closed");

    assertThat(device.reason().kind()).isEqualTo(CloseReason.Kind.CLOSE_FRAME);
    assertThat(device.reason().code()).isEqualTo(1008);
    assertThat(device.reason().detail()).isEqualTo("Unauthorized");
    onScheduler(
        () -> {
          assertThat(device.connection().isOpen()).isFalse();
          assertThat(device.connection().sendText("late")).isFalse();
          assertThat(device.connection().sendBinary(Payload.once(new byte[1]))).isFalse();
        });
  }

  @Test
  void shouldTellAServerThatVanishes() {
    open("/");
    endpoint.sendToDevice(WebSocketConnection::drop);

    device.waitFor(this, "closed");

    assertThat(device.reason().kind()).isIn(CloseReason.Kind.END_OF_STREAM, CloseReason.Kind.RESET);
    assertThat(device.reason().code()).isEqualTo(1006);
  }

  @Test
  void shouldSayNothingMoreAfterADrop() {
    open("/");
    onScheduler(
        () -> {
          device.connection().drop();
          device.connection().drop();
          assertThat(device.connection().isOpen()).isFalse();
          assertThat(device.connection().sendText("late")).isFalse();
        });

    server.waitFor(this, "closed");
    pass(200);

    assertThat(device.log()).containsExactly("open");
  }

  @Test
  void shouldSayNothingAtAllWhenDroppedBeforeItWasOpen() {
    onScheduler(() -> network.openWebSocket(request("/", 300), device).drop());
    pass(600);

    assertThat(device.log()).isEmpty();
  }

  @Test
  void shouldCloseWithACodeAndThenTellBothSides() {
    open("/");
    onScheduler(() -> device.connection().close(1000, "done"));

    server.waitFor(this, "closed");
    device.waitFor(this, "closed");

    assertThat(server.reason().code()).isEqualTo(1000);
    assertThat(device.reason().kind()).isEqualTo(CloseReason.Kind.LOCAL);
  }

  @Test
  void shouldAskOverHttpAndReadTheAnswer() {
    List<HttpResponse> answers = new CopyOnWriteArrayList<>();
    List<OpenFailure> failures = new CopyOnWriteArrayList<>();
    HttpListener listener =
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            answers.add(response);
          }

          @Override
          public void onFailed(OpenFailure failure) {
            failures.add(failure);
          }
        };
    URI ota = URI.create(address().toString().replaceFirst("^ws", "http") + "/xiaozhi/ota/?x=1");
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    onScheduler(
        () -> {
          network.http(new HttpRequest("POST", ota, Map.of("Device-Id", "02:00:00:00:00:01"), body, 2_000), listener);
          assertThat(answers).isEmpty();
        });

    waitFor(() -> !answers.isEmpty() || !failures.isEmpty(), 5_000);

    assertThat(failures).isEmpty();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().status()).isEqualTo(404);
    assertThat(answers.getFirst().bodyText())
        .isEqualTo("POST /xiaozhi/ota/?x=1 02:00:00:00:00:01 {\"a\":1}");
    assertThat(answers.getFirst().headers()).containsKey("content-type");
  }

  private void open(String pathAndQuery) {
    onScheduler(() -> network.openWebSocket(request(pathAndQuery, 2_000), device));
    device.waitFor(this, "open");
    server.waitFor(this, "open");
  }

  private OpenFailure openAndFail(int upgradeTimeoutMillis) {
    onScheduler(() -> network.openWebSocket(request("/", upgradeTimeoutMillis), device));
    device.waitFor(this, "failed");
    pass(100);
    assertThat(device.log()).containsExactly("failed");
    return device.failure();
  }

  private WebSocketRequest request(String pathAndQuery, int upgradeTimeoutMillis) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer test-token");
    headers.put("Device-Id", "02:00:00:00:00:01");
    return new WebSocketRequest(
        URI.create(address() + pathAndQuery), headers, 2_000, upgradeTimeoutMillis, 1 << 20);
  }

  /** Lets {@code condition} come true; for the recorders. */
  final void await(BooleanSupplier condition) {
    waitFor(condition, 5_000);
  }
}
