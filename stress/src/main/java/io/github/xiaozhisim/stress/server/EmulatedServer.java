package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A whole xiaozhi server behind one port: configuration requests by HTTP, conversations by WebSocket on any path. Give
 * it to a transport that listens, or to a wire in memory; it needs neither threads nor sockets of its own. For devices
 * that speak MQTT and UDP, put an {@link EmulatedGateway} before it.
 *
 * <p>Sessions on different event loops share counters, workers, what is known of devices and the memory of what packets
 * sound like; everything else belongs to one session.
 */
public final class EmulatedServer implements ServerEndpoint {

  private final ServerBehaviour behaviour;
  private final ServerCounters counters = new ServerCounters();
  private final Capacity capacity;
  private final Progress progress;
  private final KnownDevices devices;
  private final OtaService ota;
  private final Answers answers;
  private final List<Clip> known;
  private final Hearing.Shared hearing;
  private final AtomicLong strangers = new AtomicLong();

  /**
   * @param clock for the wall-clock time told to devices
   * @param answers what it says: 24 kHz clips, at least one
   * @param known clips it recognises and then calls by their transcript
   */
  public EmulatedServer(ServerBehaviour behaviour, Clock clock, List<Clip> answers, List<Clip> known) {
    this(
        behaviour,
        clock,
        new Answers(answers, List.of()),
        List.copyOf(known),
        0,
        new Hearing.Shared(new KnownSpeech(known)));
  }

  private EmulatedServer(
      ServerBehaviour behaviour,
      Clock clock,
      Answers answers,
      List<Clip> known,
      long devicesBefore,
      Hearing.Shared hearing) {
    this.behaviour = behaviour;
    this.capacity = new Capacity(behaviour.workers(), behaviour.longestQueue());
    this.progress = new Progress(behaviour.stages().stalls());
    this.devices = new KnownDevices(behaviour.faults(), devicesBefore, counters);
    this.ota = new OtaService(behaviour, clock, devices, counters);
    this.answers = answers;
    this.known = known;
    this.hearing = hearing.countedBy(counters);
  }

  /**
   * The same server, whose memory of what packets sound like is a function of the packets alone: see {@link #sibling}.
   */
  public EmulatedServer repeatable(Clock clock) {
    return new EmulatedServer(behaviour, clock, answers, known, 0, hearing.asRepeatable());
  }

  /**
   * Another server of the same kind for other devices, which may run on another thread at the same time. The two share
   * what packets sound like and nothing else: of a {@link #repeatable} server, what happens at one never depends on
   * what happens at the other.
   *
   * @param devicesBefore how many devices the servers before this one serve, so that faults meet their exact share of
   *     all
   */
  public EmulatedServer sibling(Clock clock, long devicesBefore) {
    return new EmulatedServer(behaviour, clock, answers, known, devicesBefore, hearing);
  }

  /** The same server, which answers what was asked where it can: for people. For a fleet, the lot decides. */
  public EmulatedServer toThePoint(Clock clock) {
    return new EmulatedServer(behaviour, clock, answers.to(known), known, 0, hearing);
  }

  /**
   * Listens once to everything it will recognise, so that the first devices are not heard by cold code: a second or two
   * of one processor, on the caller's thread, which may be any; the server may already be in use.
   */
  public void rehearse() {
    Hearing.Shared apart = hearing.countedBy(new ServerCounters());
    for (Clip clip : known) {
      Hearing ear = new Hearing(apart);
      clip.packets().forEach(packet -> ear.hear(ByteBuffer.wrap(packet.bytes())));
      ear.giveDecoderBack();
    }
  }

  public ServerBehaviour behaviour() {
    return behaviour;
  }

  /** Totals so far; any thread. */
  public ServerCounters.Totals totals() {
    return counters.totals();
  }

  /** Who is being served and who waits; any thread. */
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return VisionService.isFor(request) ? VisionService.answer(request) : ota.answer(request);
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    progress.onConnected(scheduler.clock().nowNanos());
    Map<String, String> told = whoIsThere(request);
    String deviceId = told.get("device-id");
    KnownDevices.Visit visit = devices.connects(deviceId);
    boolean toyai = speaksToyai(told);
    UpgradeAnswer refusal = refusal(visit.faults(), told, toyai);
    if (refusal != null) {
      counters.refused.increment();
      return refusal;
    }
    String name = deviceId == null ? "stranger " + strangers.incrementAndGet() : deviceId;
    Chance chance = new Chance(behaviour.seed(), name, visit.ordinal());
    Session session =
        toyai ? toyaiSession(scheduler, visit.faults(), chance, told) : session(scheduler, visit.faults(), chance);
    String host = told.get("host");
    if (host != null) {
      session.looksAtPhotosAt((behaviour.ota().secure() ? "https://" : "http://") + host + VisionService.PATH);
    }
    return new UpgradeAnswer.Accept(new WebSocketLink(session, version(told.get("protocol-version"))));
  }

  /** A session in the firmware's own dialect, for a line of any kind. */
  Session session(Scheduler scheduler, Faults faults, Chance chance) {
    String told = faults.has(FaultKind.WRONG_SESSION) ? chance.uuid(1) : chance.uuid(0);
    boolean tellsTransport = !faults.has(FaultKind.NO_TRANSPORT);
    return new Session(this, scheduler, faults, chance, new XiaozhiMessages(chance.uuid(0), told, tellsTransport));
  }

  private Session toyaiSession(Scheduler scheduler, Faults faults, Chance chance, Map<String, String> told) {
    String host = told.get("host");
    String scheme = behaviour.ota().secure() ? "https" : "http";
    String otaUrl = host == null ? null : scheme + "://" + host + "/xiaozhi/ota/";
    String session = faults.has(FaultKind.WRONG_SESSION) ? chance.uuid(1) : chance.uuid(0);
    return new Session(this, scheduler, faults, chance, new ToyaiMessages(chance.uuid(0), session, otaUrl));
  }

  private boolean speaksToyai(Map<String, String> told) {
    return switch (behaviour.admission().speech()) {
      case AS_ASKED -> ToyaiMessages.recognises(told);
      case XIAOZHI -> false;
      case TOYAI -> true;
    };
  }

  /** From now on devices are told of this way in. */
  void offer(EmulatedGateway gateway) {
    ota.offer(gateway);
  }

  /** How far its work gets. */
  Progress progress() {
    return progress;
  }

  KnownDevices devices() {
    return devices;
  }

  ServerCounters counts() {
    return counters;
  }

  Answers answers() {
    return answers;
  }

  Hearing.Shared hearing() {
    return hearing;
  }

  private @Nullable UpgradeAnswer refusal(Faults faults, Map<String, String> told, boolean toyai) {
    if (faults.has(FaultKind.DROP)) {
      return new UpgradeAnswer.Drop();
    }
    if (faults.has(FaultKind.IGNORE)) {
      return new UpgradeAnswer.Ignore();
    }
    if (faults.has(FaultKind.HTTP_200)) {
      return new UpgradeAnswer.Refuse(HttpResponse.text(200, "Server is running\n"));
    }
    if (faults.has(FaultKind.HTTP_401)) {
      return refuse(ServerBehaviour.Refusal.HTTP_401, toyai);
    }
    if (faults.has(FaultKind.CLOSE_AFTER_101)) {
      return refuse(ServerBehaviour.Refusal.CLOSE, toyai);
    }
    if (faults.has(FaultKind.PLAIN_TEXT_CLOSE)) {
      return refuse(ServerBehaviour.Refusal.PLAIN_TEXT, toyai);
    }
    if (faults.has(FaultKind.REFUSE) || !mayEnter(told, toyai)) {
      return refuse(behaviour.admission().refusal(), toyai);
    }
    return null;
  }

  private static UpgradeAnswer refuse(ServerBehaviour.Refusal how, boolean toyai) {
    return switch (how) {
      case HTTP_401 -> new UpgradeAnswer.Refuse(HttpResponse.text(401, "Unauthorized\n"));
      case CLOSE -> new UpgradeAnswer.Accept(new Refuser(null));
      case PLAIN_TEXT -> new UpgradeAnswer.Accept(
          new Refuser(toyai ? ToyaiMessages.REFUSAL : Refuser.AUTHENTICATION_FAILED));
    };
  }

  private boolean mayEnter(Map<String, String> told, boolean toyai) {
    String key = behaviour.admission().applicationKey();
    if (toyai && key != null && !ToyaiMessages.signed(told, key)) {
      return false;
    }
    String token = behaviour.admission().token();
    String authorization = told.get("authorization");
    return token == null || token.equals(authorization) || ("Bearer " + token).equals(authorization);
  }

  /** Headers, and below them what browsers can only put into the query. */
  private static Map<String, String> whoIsThere(HttpRequest request) {
    Map<String, String> told = new TreeMap<>();
    String query = request.uri().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          told.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), decoded(pair.substring(equals + 1)));
        }
      }
    }
    told.putAll(request.headers());
    told.values().removeIf(String::isBlank);
    return told;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static int version(@Nullable String header) {
    return header != null && header.matches("[123]") ? Integer.parseInt(header) : 1;
  }
}
