package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.transport.BindFailure;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The target for {@code wss}: the same answers and the same judgement as {@link TargetServer}, on this program's own
 * server, since TLS is not to be had from the kernel. Dearer, so its share of the processor is worth a look. Everything
 * happens on one event loop.
 */
public final class EncryptedTarget implements Target {

  private final NettyTransport transport;
  private final NettyServer server;
  private final Scheduler loop;
  private final Clock clock;
  private final CountDownLatch end = new CountDownLatch(1);
  private final BlockingQueue<TargetFigures> asked = new ArrayBlockingQueue<>(1);
  private final Counts counts;

  private EncryptedTarget(NettyTransport transport, NettyServer server, Counts counts) {
    this.transport = transport;
    this.server = server;
    this.counts = counts;
    this.loop = transport.scheduler(0);
    this.clock = loop.clock();
  }

  /**
   * Begins to listen on loopback.
   *
   * @param port 0 for a free one
   */
  public static EncryptedTarget listen(int port, TlsSettings.Server tls) throws BindFailure {
    NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
    Counts counts = new Counts(transport.scheduler(0).clock());
    NettyServer server =
        NettyServer.bind(transport, "127.0.0.1", port, counts, NettyServer.Options.defaults().withTls(tls));
    return new EncryptedTarget(transport, server, counts);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void run() throws InterruptedException {
    end.await();
    server.close();
    transport.close();
  }

  @Override
  public void end() {
    end.countDown();
  }

  @Override
  public String figures(boolean reset) throws InterruptedException {
    loop.execute(() -> asked.add(counts.figures(clock.nowNanos(), reset)));
    return asked.take().line();
  }

  /** All connections, and what was seen of them; on the loop. */
  private static final class Counts implements ServerEndpoint {
    private final Clock clock;
    private final Pacing pacing = new Pacing();
    private final Payload hello = text(StandardTurn.SERVER_HELLO);
    private final List<Payload> answerBegins =
        List.of(text(StandardTurn.STT), text(StandardTurn.LLM), text(StandardTurn.TTS_START));
    private final Payload answerEnds = text(StandardTurn.TTS_STOP);
    private final List<Payload> answer = StandardTurn.answer().stream().map(Payload::shared).toList();
    private long sinceNanos;
    private long generation;
    private long open;
    private long accepted;
    private long closed;
    private long firstNanos;
    private long lastHelloNanos;
    private long frames;
    private long texts;
    private long turns;
    private long sent;

    Counts(Clock clock) {
      this.clock = clock;
      this.sinceNanos = clock.nowNanos();
    }

    private static Payload text(String text) {
      return Payload.shared(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return new HttpResponse(404, Map.of(), new byte[0]);
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Accept(new Session(scheduler));
    }

    TargetFigures figures(long nowNanos, boolean reset) {
      TargetFigures figures =
          new TargetFigures(
              (nowNanos - sinceNanos) / 1e9, open, accepted, closed,
              Math.max(0, (lastHelloNanos - firstNanos) / 1_000_000), frames, texts, turns, sent, 0, pacing.millis(50),
              pacing.millis(90), pacing.millis(99), pacing.millis(99.9), pacing.maxMillis());
      if (reset) {
        sinceNanos = nowNanos;
        generation++;
        accepted = 0;
        closed = 0;
        firstNanos = 0;
        lastHelloNanos = 0;
        frames = 0;
        texts = 0;
        turns = 0;
        sent = 0;
        pacing.reset();
      }
      return figures;
    }

    private final class Session implements WebSocketListener {
      private final Scheduler scheduler;
      private final Pacing.Arrivals arrivals = new Pacing.Arrivals();
      private final Timer next;
      private long arrivalsOf = generation;
      private @Nullable WebSocketConnection connection;
      private boolean ready;
      private int packetsLeft;
      private long dueNanos;

      Session(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.next = scheduler.timer(this::speak);
      }

      @Override
      public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
        connection = opened;
        if (accepted++ == 0) {
          firstNanos = clock.nowNanos();
        }
      }

      @Override
      public void onText(ByteBuffer utf8) {
        texts++;
        WebSocketConnection wire = connection;
        if (wire == null) {
          return;
        }
        String text = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
        if (!ready && text.contains("\"hello\"")) {
          ready = true;
          open++;
          lastHelloNanos = clock.nowNanos();
          wire.sendText(hello);
        } else if (text.contains("\"stop\"") && packetsLeft == 0) {
          pacing.judge(arrivals);
          turns++;
          answerBegins.forEach(wire::sendText);
          packetsLeft = answer.size() + 1;
          dueNanos = clock.nowNanos() + StandardTurn.PACKET_NANOS;
          next.arm(dueNanos);
        }
      }

      @Override
      public void onBinary(ByteBuffer bytes) {
        frames++;
        if (arrivalsOf != generation) {
          arrivals.clear(); // a window judges only its own frames
          arrivalsOf = generation;
        }
        if (arrivals.add(clock.nowNanos())) {
          pacing.judge(arrivals);
        }
      }

      @Override
      public void onClosed(CloseReason reason) {
        connection = null;
        closed++;
        if (ready) {
          open--;
        }
      }

      private void speak() {
        WebSocketConnection wire = connection;
        if (wire == null) {
          return;
        }
        if (--packetsLeft > 0) {
          sent++;
          wire.sendBinary(answer.get(answer.size() - packetsLeft));
          dueNanos += StandardTurn.PACKET_NANOS;
          next.arm(dueNanos);
        } else {
          wire.sendText(answerEnds);
        }
      }
    }
  }
}
