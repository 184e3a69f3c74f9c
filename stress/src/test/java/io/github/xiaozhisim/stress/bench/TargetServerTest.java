package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The lean server, to a client that is not ours and to the floor. */
@EnabledOnOs(OS.LINUX)
class TargetServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TargetServer server;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    server = TargetServer.listen(0, SystemClock.INSTANCE);
    thread = Thread.ofPlatform().name("target").start(server::run);
  }

  @AfterEach
  void end() throws InterruptedException {
    server.end();
    thread.join(PATIENCE);
    assertThat(thread.isAlive()).isFalse();
  }

  private TargetFigures figures() throws InterruptedException {
    return TargetFigures.parse(server.figures(false));
  }

  private static final class Heard implements WebSocket.Listener {
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<Integer> packets = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      texts.add(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      packets.add(data.remaining());
      socket.request(1);
      return null;
    }
  }

  @Test
  void shouldAnswerAQuestionAsTheStandardTurnHasIt() throws InterruptedException {
    Heard heard = new Heard();
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/any/path"), heard)
              .join();
      socket.sendText(StandardTurn.HELLO, true).join();
      await().atMost(PATIENCE).until(() -> heard.texts.size() == 1);
      assertThat(heard.texts.getFirst()).isEqualTo(StandardTurn.SERVER_HELLO);
      assertThat(figures().open()).isEqualTo(1);

      socket.sendText(StandardTurn.LISTEN, true).join();
      for (byte[] packet : StandardTurn.question().subList(0, 3)) {
        socket.sendBinary(ByteBuffer.wrap(packet), true).join();
      }
      socket.sendText(StandardTurn.STOP, true).join();
      await().atMost(PATIENCE).until(() -> heard.texts.contains(StandardTurn.TTS_STOP));
      assertThat(heard.texts)
          .containsExactly(
              StandardTurn.SERVER_HELLO, StandardTurn.STT, StandardTurn.LLM, StandardTurn.TTS_START,
              StandardTurn.TTS_STOP);
      assertThat(heard.packets).hasSize(20).containsOnly(120);
      TargetFigures seen = figures();
      assertThat(seen.frames()).isEqualTo(3);
      assertThat(seen.texts()).isEqualTo(3);
      assertThat(seen.turns()).isEqualTo(1);
      assertThat(seen.sent()).isEqualTo(20);
      assertThat(seen.refused()).isZero();

      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      await().atMost(PATIENCE).until(() -> figures().open() == 0);
      assertThat(figures().closed()).isEqualTo(1);
      client.shutdownNow();
    }
  }

  @Test
  void shouldBeTalkedToByTheFloor() throws IOException, InterruptedException {
    FloorClient floor = new FloorClient(server.port(), 40, 4_000, SystemClock.INSTANCE);
    Thread client =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    floor.run();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    await().atMost(PATIENCE).until(() -> figures().open() == 40 && figures().frames() > 100);
    TargetFigures seen = figures();
    assertThat(seen.accepted()).isEqualTo(40);
    assertThat(seen.closed()).isZero();
    floor.end();
    client.join(PATIENCE);
    assertThat(client.isAlive()).isFalse();
    await().atMost(PATIENCE).until(() -> figures().open() == 0);
  }

  @Test
  void shouldBeginAnewWhenReset() throws InterruptedException {
    server.figures(true);
    assertThat(figures().seconds()).isLessThan(PATIENCE.toSeconds());
    assertThat(figures().accepted()).isZero();
  }
}
