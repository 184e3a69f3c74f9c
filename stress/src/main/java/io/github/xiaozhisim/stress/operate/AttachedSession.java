package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.OwedAnswers;
import io.github.xiaozhisim.pi.session.PlainText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.stress.fleet.Fact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device of a fleet that runs in another process, through that run's live page. Its user takes no turns of its own
 * while this is open, unless {@code set user on}; turns made from here count in the run as any other. What needs this
 * machine's ears (levels, recordings, files) is not to be had.
 */
public final class AttachedSession implements DeviceSession {

  /** The page is asked no more often how the device is. */
  private static final long ASK_EVERY_NANOS = 200_000_000L;

  private static final long GOODBYE_SECONDS = 1;
  private static final String LET_GO = "let-go";

  private static final String GONE = "the device is gone";

  /** Nothing comes after it but signs of life. */
  private static final String LAST = "event: end";

  private static final String LET_GO_ALREADY = "the device has been left to its user";

  /** A device in the list of a fleet. */
  public record Listed(int number, String name, String state, String note) {}

  private final LivePageClient page;
  private final Clock clock;
  private final Listed device;

  /** Under which the page knows whose hold is whose. */
  private final String holder;

  private final InputStream lines;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AttachedTools tools;
  private final AttachedTurns turns;

  private final AttachedLook look = new AttachedLook();

  private final EventTeller teller = new EventTeller();

  private final OwedAnswers answers = new OwedAnswers();

  private volatile long askedNanos;
  private volatile boolean held = true;
  private CompletableFuture<String> lastWish = CompletableFuture.completedFuture("");
  private volatile boolean gone;
  private volatile boolean closed;

  private AttachedSession(LivePageClient page, Scheduler scheduler, Listed device) throws SessionException {
    this.page = page;
    this.clock = scheduler.clock();
    this.device = device;
    this.holder = "shell-" + ProcessHandle.current().pid() + "-" + clock.nowNanos(); // nobody else's on this machine
    this.tools = new AttachedTools(page, device.number(), teller::later);
    this.turns = new AttachedTurns(page, device.number(), scheduler);
    this.lines = page.follow(device.number(), holder);
    Thread.ofPlatform().name("attached").daemon().start(this::listen);
    hold();
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
    return new AttachedSession(page, scheduler, FleetList.find(page, which));
  }

  /** The devices of the fleet, the first of them. */
  public List<Listed> others() throws SessionException {
    return FleetList.fitting(page, "");
  }

  /** The number of the device in its fleet, from 1. */
  public int number() {
    return device.number();
  }

  // What comes from the page.

  private void listen() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null && !line.equals(LAST); line = reader.readLine()) {
        if (line.startsWith("data: ") && line.contains("\"dir\"")) {
          happened(Json.MAPPER.readTree(line.substring("data: ".length())));
        }
      }
    } catch (IOException | UncheckedIOException | JacksonException e) {
      // over: said below
    }
    if (!closed) {
      problem("the device is gone: it has left, or the run of the fleet is over");
      teller.later(look::gone);
      gone = true;
      turns.end(new SessionException(GONE));
      answers.end(GONE, GONE);
    }
  }

  private void happened(JsonNode line) {
    String words = line.path("text").asString("");
    Fact fact = FactText.read(line.path("fact"));
    long nowNanos = clock.nowNanos();
    switch (fact) {
      case Fact.Spoken _ -> turns.allSaid(null);
      case Fact.TurnEnded(int number, boolean byHand) when byHand -> {
        TurnAccount turn = FactText.account(line.path("fact"));
        if (turn != null) {
          tell(new SessionEvent.TurnEnded(nowNanos, turn));
        }
        turns.allSaid(null);
      }
      case Fact.TurnEnded _ -> tell(new SessionEvent.Notice(nowNanos, "its user: " + PlainText.of(words)));
      default -> {}
    }
    for (SessionEvent event : HappeningEvents.of(nowNanos, line.path("dir").asString(""), words, fact)) {
      tell(event);
    }
    refresh();
  }

  private void problem(String sentence) {
    tell(new SessionEvent.Problem(clock.nowNanos(), sentence));
  }

  private void tell(SessionEvent event) {
    teller.tell(event, look::saw);
  }

  private void refresh() {
    if (!closed && asking.compareAndSet(false, true)) {
      askedNanos = clock.nowNanos();
      page.ask(device.number(), "now")
          .whenComplete(
              (json, failure) -> {
                asking.set(false);
                if (failure == null) {
                  teller.later(() -> look.told(Json.MAPPER.readTree(json)));
                }
              });
    }
  }

  // What goes to it.

  private void hold() {
    held = true;
    touch("hold", holder).whenComplete((done, failure) -> held = failure == null && held);
  }

  /** One after the other: what is wished last holds. */
  private synchronized CompletableFuture<String> touch(String wish, String words) {
    CompletableFuture<String> done =
        gone
            ? CompletableFuture.failedFuture(new SessionException(GONE))
            : lastWish.handle((before, failure) -> "").thenCompose(none -> page.touch(device.number(), wish, words));
    lastWish = done;
    return done.whenComplete(
        (answer, failure) -> {
          tellIfWrong(failure);
          refresh();
        });
  }

  private void tellIfWrong(@Nullable Throwable failure) {
    if (failure != null) {
      problem(LivePageClient.sentence(failure));
    }
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
    teller.listener(to);
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
    problem("nobody speaks into this device's microphone; say and text take a turn");
  }

  @Override
  public void release() {
    press();
  }

  @Override
  public boolean hasTalkKey() {
    return false;
  }

  @Override
  public CompletionStage<Void> say(Utterance what) {
    return switch (what) {
      case Utterance.BuiltIn(String words) -> turns.take("say", words, answers.one());
      case Utterance.Recording(var file) -> CompletableFuture.failedFuture(
          new SessionException("a device of a fleet says sentences that ship with the program, not " + file));
    };
  }

  @Override
  public void type(String words) {
    turns.take("type", words, answers.one()).whenComplete((done, failure) -> tellIfWrong(failure));
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
    tools.call(
        "self.audio_speaker.set_volume",
        arguments,
        answer -> {
          if (answer.failed()) {
            problem("the volume stays as it is: " + answer.text());
          } else {
            look.volume(percent);
          }
        });
  }

  @Override
  public void mode(ListeningMode mode) {
    problem("who ends listening is a matter of the fleet: start it with --mode");
  }

  @Override
  public CompletionStage<List<ToolText>> tools() {
    CompletableFuture<List<ToolText>> list = answers.one();
    tools.list(list);
    return list;
  }

  @Override
  public CompletionStage<String> call(String tool, String arguments) {
    CompletableFuture<String> answered = answers.one();
    ObjectNode given;
    try {
      given = (ObjectNode) Json.MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
    } catch (JacksonException | ClassCastException e) {
      answered.completeExceptionally(
          new SessionException("arguments are a JSON object such as {\"volume\":60}, not " + arguments));
      return answered;
    }
    tools.call(
        tool,
        given,
        answer -> {
          long nowNanos = clock.nowNanos();
          tell(new SessionEvent.ToolCalled(nowNanos, tool, given.toString(), answer.text(), answer.failed()));
          teller.later(
              () -> { // when that has been told
                if (answer.failed()) {
                  answered.completeExceptionally(new SessionException(answer.text()));
                } else {
                  answered.complete(answer.text());
                }
              });
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
        touch(LET_GO, holder);
      }
      case "user off" -> {
        hold();
      }
      default -> {
        if (!name.equals("volume") || !value.matches("\\d{1,3}") || Integer.parseInt(value) > 100) {
          throw new SessionException(
              "'" + name + " " + value + "' cannot be set; there are: user on|off, volume 0..100");
        }
        volume(Integer.parseInt(value));
      }
    }
  }

  /** Leaves the device to its user; so does the page when it does not hear of it, as soon as the connection breaks. */
  @Override
  public void close() {
    closed = true;
    try {
      page.touch(device.number(), LET_GO, holder).get(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // the run is over, or the page finds out by itself
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      lines.close();
    } catch (IOException e) {
      // gone already
    }
    turns.end(new SessionException(LET_GO_ALREADY));
    answers.end(LET_GO_ALREADY, LET_GO_ALREADY);
    teller.close();
  }
}
