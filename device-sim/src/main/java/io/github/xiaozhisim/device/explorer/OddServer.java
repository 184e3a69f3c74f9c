package io.github.xiaozhisim.device.explorer;

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
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A server that behaves as badly as it is told, and well when it is told to {@link #behave}. */
final class OddServer implements ServerEndpoint {

  /** What becomes of the next upgrades. */
  enum Upgrade {
    ACCEPT,
    REFUSE,
    DROP,
    IGNORE,
    ACCEPT_AND_CLOSE,
    ACCEPT_AND_DROP
  }

  /** What a hello is answered with. */
  enum Hello {
    PROPER,
    NONE,
    LATE,
    TWICE,
    WRONG_TRANSPORT,
    GARBAGE,
    WITH_AN_ANSWER
  }

  /** What the next boot request is answered with; the one after it gets a proper answer. */
  enum Boot {
    PROPER,
    ERROR,
    GARBAGE,
    ACTIVATION,
    UPGRADE
  }

  private final Scheduler scheduler;
  private final int framing;
  private final boolean offersMqtt;
  private final boolean robust;
  Upgrade upgrade = Upgrade.ACCEPT;
  Hello hello = Hello.PROPER;
  Boot boot = Boot.PROPER;
  SplittableRandom chance = new SplittableRandom(0);

  private @Nullable WebSocketConnection connection;
  private boolean behaves;
  private int textsHeard;
  private int packetsHeard;
  private String lastText = "";

  /** {@code offersMqtt}: the boot answer names a broker, and no WebSocket. */
  OddServer(Scheduler scheduler, int framing, boolean offersMqtt, boolean robust) {
    this.scheduler = scheduler;
    this.framing = framing;
    this.offersMqtt = offersMqtt;
    this.robust = robust;
  }

  boolean behaves() {
    return behaves;
  }

  /** From now on everything is as it should be. */
  void behave() {
    behaves = true;
    upgrade = Upgrade.ACCEPT;
    hello = Hello.PROPER;
    boot = Boot.PROPER;
  }

  /** The latest connection that is open, or null. */
  @Nullable WebSocketConnection connection() {
    WebSocketConnection now = connection;
    return now != null && now.isOpen() ? now : null;
  }

  void text(String text) {
    WebSocketConnection to = connection();
    if (to != null) {
      to.sendText(text);
    }
  }

  void text(byte[] utf8) {
    WebSocketConnection to = connection();
    if (to != null) {
      to.sendText(Payload.once(utf8));
    }
  }

  void binary(byte[] message) {
    WebSocketConnection to = connection();
    if (to != null) {
      to.sendBinary(Payload.once(message));
    }
  }

  int textsHeard() {
    return textsHeard;
  }

  int packetsHeard() {
    return packetsHeard;
  }

  String lastText() {
    return lastText;
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    if (request.method().equals("GET")) {
      return new HttpResponse(200, Map.of(), new byte[4_096]); // a firmware, or what stands for one
    }
    if (request.uri().getPath().endsWith("/activate")) {
      return HttpResponse.json(200, "{}");
    }
    if (request.uri().getPath().startsWith("/vision")) {
      return HttpResponse.json(200, "{\"success\":true,\"result\":\"a cat\"}");
    }
    Boot now = boot;
    boot = Boot.PROPER;
    return switch (now) {
      case PROPER -> HttpResponse.json(200, configuration(""));
      case ERROR -> HttpResponse.text(503, "later");
      case GARBAGE -> new HttpResponse(200, Map.of(), Mutations.mutate(Mutations.utf8(configuration("")), chance));
      case ACTIVATION ->
          HttpResponse.json(
              200,
              configuration(
                  ",\"activation\":{\"code\":\"123456\",\"message\":\"go\",\"challenge\":\"c\",\"timeout_ms\":1}"));
      case UPGRADE ->
          HttpResponse.json(
              200, configuration(",\"firmware\":{\"version\":\"9.9.9\",\"url\":\"http://server.example/f.bin\"}"));
    };
  }

  private String configuration(String more) {
    String where =
        offersMqtt
            ? "\"mqtt\":{\"endpoint\":\"broker.example:1883\",\"client_id\":\"GID_test@@@02_00_00_00_00_01@@@u\","
                + "\"username\":\"name\",\"password\":\"secret\",\"publish_topic\":\"device-server\"}"
            : "\"websocket\":{\"url\":\"ws://server.example:8000/xiaozhi/v1/\",\"token\":\"t\",\"version\":"
                + framing
                + "}";
    return "{"
        + where
        + ",\"server_time\":{\"timestamp\":1767225600000,\"timezone_offset\":480}"
        + more
        + "}";
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
    return switch (upgrade) {
      case REFUSE -> new UpgradeAnswer.Refuse(HttpResponse.text(401, "no"));
      case DROP -> new UpgradeAnswer.Drop();
      case IGNORE -> new UpgradeAnswer.Ignore();
      case ACCEPT, ACCEPT_AND_CLOSE, ACCEPT_AND_DROP -> new UpgradeAnswer.Accept(new Session());
    };
  }

  /** One connection, as the server hears it. */
  private final class Session implements WebSocketListener {
    private final Etiquette etiquette = new Etiquette(robust);
    private @Nullable WebSocketConnection mine;

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      mine = opened;
      connection = opened;
      if (upgrade == Upgrade.ACCEPT_AND_CLOSE) {
        opened.sendText("no seat");
        opened.close(1000, "");
      } else if (upgrade == Upgrade.ACCEPT_AND_DROP) {
        opened.drop();
      }
    }

    @Override
    public void onText(ByteBuffer utf8) {
      textsHeard++;
      lastText = StandardCharsets.UTF_8.decode(utf8).toString();
      etiquette.text(lastText);
      if (lastText.contains("\"type\":\"hello\"")) {
        answerHello();
      } else if (behaves && lastText.contains("\"type\":\"abort\"")) {
        say(Sayings.TTS_STOP);
      }
    }

    private void answerHello() {
      switch (hello) {
        case PROPER -> say(Sayings.HELLO);
        case NONE -> {}
        case LATE -> scheduler.after(chance.nextLong(15_000_000_000L), () -> say(Sayings.HELLO));
        case TWICE -> {
          say(Sayings.HELLO);
          say(Sayings.HELLO);
        }
        case WRONG_TRANSPORT -> say(Sayings.HELLO.replace("websocket", "udp"));
        case GARBAGE -> sayBytes(Mutations.mutate(Mutations.utf8(Sayings.HELLO), chance));
        case WITH_AN_ANSWER -> {
          say(Sayings.HELLO);
          say(Sayings.TTS_START);
          say(Sayings.TTS_STOP);
        }
      }
    }

    private void say(String text) {
      sayBytes(Mutations.utf8(text));
    }

    private void sayBytes(byte[] utf8) {
      if (mine != null) {
        mine.sendText(Payload.once(utf8));
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      packetsHeard++;
      etiquette.sound();
    }

    @Override
    public void onClosed(CloseReason reason) {
      if (connection == mine) {
        connection = null;
      }
    }
  }
}
