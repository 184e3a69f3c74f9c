package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device of a fleet that runs in another process, through that run's live page. Its user takes no turns of its own while
 * this is open, unless {@code set user on}; turns made from here count in the run as any other. What needs this machine's
 * ears (levels, recordings, files) is not to be had.
 */
public final class AttachedSession implements DeviceSession {

  /** The page is asked no more often how the device is. */
  private static final long ASK_EVERY_NANOS = 200_000_000L;

  /** A turn of its user's may be under way, which ends before another begins. */
  private static final long TURN_PATIENCE_NANOS = 60_000_000_000L;

  private static final long TRY_AGAIN_NANOS = 250_000_000L;
  private static final int MOST_LISTED = 50;

  /** A device in the list of a fleet. */
  public record Listed(int number, String name, String state, String note) {}

  private final LivePageClient page;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Listed device;
  private final InputStream lines;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicReference<@Nullable CompletableFuture<Void>> saying = new AtomicReference<>();
  private final AtomicBoolean turnByHand = new AtomicBoolean();
  private final AttachedTools tools;
  private volatile Consumer<SessionEvent> listener = event -> {};
  private final AttachedLook look = new AttachedLook();
  private volatile long askedNanos;
  private volatile boolean held = true;
  private volatile boolean closed;

  private AttachedSession(LivePageClient page, Scheduler scheduler, Listed device) throws SessionException {
    this.page = page;
    this.scheduler = scheduler;
    this.clock = scheduler.clock();
    this.device = device;
    this.tools = new AttachedTools(page, device.number());
    this.lines = page.follow(device.number());
    Thread.ofPlatform().name("attached").daemon().start(this::listen);
    touch("hold", "");
    refresh();
    tools.readVolume(look::volume);
  }

  /**
   * Lays a hand on a device of a running fleet.
   *
   * @param uri its live page
   * @param scheduler for what has to be tried again later
   * @param which number, name, address or a part of them; empty: the first there is
   * @throws SessionException with a sentence where there is no such page or device
   */
  public static AttachedSession open(URI uri, String which, Scheduler scheduler) throws SessionException {
    LivePageClient page = new LivePageClient(uri);
    List<Listed> fitting = which.matches("\\d+") ? list(page, "") : list(page, which);
    Optional<Listed> device =
        which.matches("\\d+")
            ? Optional.of(new Listed(Integer.parseInt(which), "device " + which, "", ""))
            : fitting.stream().findFirst();
    if (device.isEmpty()) {
      throw new SessionException("no device of the fleet fits '" + which + "'; 'devices' in the shell lists them");
    }
    Listed named = fitting.stream().filter(one -> one.number() == device.get().number()).findFirst().orElse(device.get());
    return new AttachedSession(page, scheduler, named);
  }

  /** The devices of the fleet, the first {@link #MOST_LISTED}. */
  public List<Listed> others() throws SessionException {
    return list(page, "");
  }

  private static List<Listed> list(LivePageClient page, String part) throws SessionException {
    String query = "/devices?limit=" + MOST_LISTED + "&q=" + URLEncoder.encode(part, StandardCharsets.UTF_8);
    List<Listed> listed = new ArrayList<>();
    for (JsonNode one : page.json(query).path("devices")) {
      JsonNode state = one.path("state");
      listed.add(
          new Listed(
              one.path("id").asInt(0),
              one.path("name").asString(""),
              state.isObject() ? state.path("label").asString("") : state.asString(""),
              one.path("note").asString("")));
    }
    return listed;
  }

  /** The number of the device in its fleet, from 1. */
  public int number() {
    return device.number();
  }

  // What comes from the page.

  private void listen() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("data: ") && line.contains("\"dir\"")) {
          happened(Json.MAPPER.readTree(line.substring("data: ".length())));
        }
      }
    } catch (IOException | UncheckedIOException | JacksonException e) {
      // over: said below
    }
    if (!closed) {
      tell(new SessionEvent.Problem(clock.nowNanos(), "the device is gone: it has left, or the run of the fleet is over"));
      look.gone();
      hasSpoken(new SessionException("the device is gone"));
    }
  }

  private void happened(JsonNode line) {
    String kind = line.path("dir").asString("");
    String text = line.path("text").asString("");
    long nowNanos = clock.nowNanos();
    boolean ended = HappeningEvents.endsTurn(kind, text);
    if (ended || HappeningEvents.endsSpeech(kind, text)) {
      hasSpoken(null);
    }
    if (ended) {
      if (turnByHand.getAndSet(false)) {
        page.ask(device.number(), "turn").thenAccept(this::turnEnded);
      } else {
        tell(new SessionEvent.Notice(nowNanos, "its user: " + text));
      }
    }
    for (SessionEvent event : HappeningEvents.of(nowNanos, kind, text)) {
      tell(event);
    }
    refresh();
  }

  private void hasSpoken(@Nullable SessionException instead) {
    CompletableFuture<Void> said = saying.getAndSet(null);
    if (said != null && instead == null) {
      said.complete(null);
    } else if (said != null) {
      said.completeExceptionally(instead);
    }
  }

  private void turnEnded(String json) {
    TurnAccount turn = Json.MAPPER.readValue(json, TurnAccount.class);
    tell(new SessionEvent.TurnEnded(clock.nowNanos(), turn));
  }

  private void tell(SessionEvent event) {
    look.saw(event);
    listener.accept(event);
  }

  private void refresh() {
    if (!closed && asking.compareAndSet(false, true)) {
      askedNanos = clock.nowNanos();
      page.ask(device.number(), "now")
          .whenComplete(
              (json, failure) -> {
                asking.set(false);
                if (failure == null) {
                  look.told(Json.MAPPER.readTree(json));
                }
              });
    }
  }

  // What goes to it.

  private CompletableFuture<String> touch(String wish, String words) {
    return page.touch(device.number(), wish, words)
        .whenComplete(
            (answer, failure) -> {
              tellIfWrong(failure);
              refresh();
            });
  }

  private void tellIfWrong(@Nullable Throwable failure) {
    if (failure != null) {
      tell(new SessionEvent.Problem(clock.nowNanos(), sentence(failure)));
    }
  }

  static String sentence(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  @Override
  public String name() {
    return device.name() + " of a fleet";
  }

  @Override
  public Snapshot now() {
    if (clock.nowNanos() - askedNanos > ASK_EVERY_NANOS) {
      refresh();
    }
    return look.snapshot();
  }

  @Override
  public void listener(Consumer<SessionEvent> to) {
    listener = to;
  }

  @Override
  public void connect() {
    touch("connect", "");
  }

  @Override
  public void toggle() {
    touch("button", "");
  }

  @Override
  public void press() {
    touch("press", "");
  }

  @Override
  public void release() {
    touch("release", "");
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    return switch (what) {
      case Utterance.BuiltIn(String words) -> takeTurn("say", words);
      case Utterance.Recording(var file) -> CompletableFuture.failedFuture(
          new SessionException("a device of a fleet says sentences that ship with the program, not " + file));
    };
  }

  @Override
  public void type(String words) {
    takeTurn("type", words).whenComplete((done, failure) -> tellIfWrong(failure));
  }

  /** As soon as the device is free for one. */
  private CompletableFuture<Void> takeTurn(String wish, String words) {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    tryTurn(wish, words, begun, clock.nowNanos() + TURN_PATIENCE_NANOS);
    return begun;
  }

  private void tryTurn(String wish, String words, CompletableFuture<Void> begun, long untilNanos) {
    page.touch(device.number(), wish, words)
        .whenComplete(
            (answer, failure) -> {
              boolean later = failure != null && failure.getCause() instanceof LivePageClient.NotYetException;
              if (failure == null) {
                turnByHand.set(true);
                saying.set(begun); // until it has been said
              } else if (later && !closed && clock.nowNanos() < untilNanos) {
                scheduler.execute(
                    () -> scheduler.after(TRY_AGAIN_NANOS, () -> tryTurn(wish, words, begun, untilNanos)));
              } else {
                begun.completeExceptionally(new SessionException(sentence(failure)));
              }
              refresh();
            });
  }

  @Override
  public void wake(String word) {
    touch("wake", word);
  }

  @Override
  public void abort() {
    touch("abort", "");
  }

  @Override
  public void hangUp() {
    touch("hang-up", "");
  }

  @Override
  public void volume(int percent) {
    ObjectNode arguments = Json.MAPPER.createObjectNode().put("volume", percent);
    tools.call("self.audio_speaker.set_volume", arguments, answer -> tools.readVolume(look::volume));
  }

  @Override
  public void mode(ListeningMode mode) {
    tell(new SessionEvent.Problem(clock.nowNanos(), "who ends listening is a matter of the fleet: start it with --mode"));
  }

  @Override
  public CompletionStage<List<ToolText>> tools() {
    return tools.list();
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    CompletableFuture<String> answered = new CompletableFuture<>();
    ObjectNode given;
    try {
      given = (ObjectNode) Json.MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
    } catch (JacksonException | ClassCastException e) {
      answered.completeExceptionally(new SessionException("arguments are a JSON object such as {\"volume\":60}, not " + arguments));
      return answered;
    }
    tools.call(
        tool,
        given,
        answer -> {
          long nowNanos = clock.nowNanos();
          tell(new SessionEvent.ToolCalled(nowNanos, tool, given.toString(), answer.text(), answer.failed()));
          if (answer.failed()) {
            answered.completeExceptionally(new SessionException(answer.text()));
          } else {
            answered.complete(answer.text());
          }
        });
    return answered;
  }

  @Override
  public Optional<TurnAccount> lastTurn() {
    return look.lastTurn();
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("user", held ? "off" : "on", "whether its user takes turns of its own", List.of("on", "off")),
        new Setting("volume", Integer.toString(look.volume()), "of the loudspeaker, 0 to 100", List.of()));
  }

  @Override
  public void set(String name, String value) throws SessionException {
    switch (name + " " + value) {
      case "user on" -> {
        held = false;
        touch("let-go", "");
      }
      case "user off" -> {
        held = true;
        touch("hold", "");
      }
      default -> {
        if (!name.equals("volume") || !value.matches("\\d{1,3}") || Integer.parseInt(value) > 100) {
          throw new SessionException("'" + name + " " + value + "' cannot be set; there are: user on|off, volume 0..100");
        }
        volume(Integer.parseInt(value));
      }
    }
  }

  /** Leaves the device to its user. */
  @Override
  public void close() {
    closed = true;
    try {
      lines.close(); // the page sees that nobody follows any more, and lets the device go
    } catch (IOException e) {
      // gone already
    }
    tools.close();
  }
}
