package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.stress.arrivals.NotedLoad;
import io.github.xiaozhisim.stress.fleet.Fact;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.web.Happening;
import io.github.xiaozhisim.stress.web.PageServer;
import io.github.xiaozhisim.stress.web.Shown;
import io.github.xiaozhisim.stress.web.Workers;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device behind a live page, over loopback; the fleet is made up. */
@Timeout(30)
class AttachedSessionTest {

  private static final String ACCOUNT =
      "{\"number\":4,\"said\":\"en-time\",\"understood\":\"\",\"outcome\":\"answered\",\"good\":true,"
          + "\"stages\":[{\"label\":\"model\",\"meaning\":\"\",\"millis\":400.0}],\"firstSoundMillis\":812.0,"
          + "\"totalMillis\":\"NaN\",\"gaps\":0,\"notes\":[]}";

  private final MadeUpFleet fleet = new MadeUpFleet();
  private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
  private final NettyTransport loop = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.verified());
  private PageServer page;
  private AttachedSession session;

  @BeforeEach
  void attach() throws Exception {
    page = PageServer.open(0, "0123456789abcdef", fleet, new NotedLoad(2, 2), fleet);
    session = AttachedSession.open(page.uri(), "2", loop.scheduler(0));
    session.listener(events::add);
    await().until(() -> fleet.held && fleet.following != null);
  }

  @AfterEach
  void detach() {
    session.close();
    page.close();
    loop.close();
  }

  private void awaitEvent(Predicate<SessionEvent> wanted) {
    await().until(() -> events.stream().anyMatch(wanted));
  }

  private void happens(Happening.Kind kind, Fact fact) {
    Consumer<Happening> to = fleet.following;
    assertThat(to).isNotNull();
    Map<String, String> members = new HashMap<>(FactText.of(fact));
    if (fact instanceof Fact.TurnEnded) {
      members.put("account", ACCOUNT);
    }
    to.accept(new Happening(0, 0, kind, "in words", "如是说", members));
  }

  @Test
  void shouldHoldTheDeviceAndKnowHowItIs() {
    await().until(() -> session.now().state() == DeviceState.LISTENING);
    assertThat(session.now().channelOpen()).isTrue();
    await().until(() -> session.now().volumePercent() == 55);
    assertThat(session.name()).isEqualTo("dev-2 of a fleet");
  }

  @Test
  void shouldTellWhatHappensToIt() {
    happens(Happening.Kind.STATE, new Fact.Moved(DeviceState.LISTENING, DeviceState.SPEAKING));
    happens(Happening.Kind.IN, new Fact.Received("stt", "hello"));

    awaitEvent(event -> event instanceof SessionEvent.Understood(_, var text) && text.equals("hello"));
    assertThat(events).hasAtLeastOneElementOfType(SessionEvent.StateChanged.class);
  }

  @Test
  void shouldSayASentenceAndAccountForItsTurn() throws Exception {
    var said = session.say(new Utterance.BuiltIn("en-time")).toCompletableFuture();
    await().until(() -> fleet.wishes.contains("2 say en-time"));
    assertThat(said).as("before it has been said").isNotDone();
    happens(Happening.Kind.USER, new Fact.Spoken());
    said.get(5, TimeUnit.SECONDS);
    happens(Happening.Kind.USER, new Fact.TurnEnded(4, true));

    await().until(() -> session.lastTurn().isPresent());
    assertThat(fleet.wishes).contains("2 say en-time");
    assertThat(session.lastTurn().orElseThrow().stages()).extracting(TurnAccount.Stage::label).containsExactly("model");
    assertThat(session.now().firstSoundMillis()).isEqualTo(812);
    assertThat(events).hasAtLeastOneElementOfType(SessionEvent.TurnEnded.class);
  }

  @Test
  void shouldTellTurnsOfItsUserApartFromItsOwn() {
    happens(Happening.Kind.USER, new Fact.TurnEnded(3, false));

    awaitEvent(event -> event instanceof SessionEvent.Notice(_, var text) && text.equals("its user: in words"));
    assertThat(events).doesNotHaveAnyElementsOfTypes(SessionEvent.TurnEnded.class);
  }

  @Test
  void shouldNotMissATurnThatIsOverBeforeThePageAnswers() throws Exception {
    fleet.happensBeforeTheAnswer =
        () -> {
          happens(Happening.Kind.USER, new Fact.Spoken());
          happens(Happening.Kind.USER, new Fact.TurnEnded(4, true));
          await().until(() -> session.lastTurn().isPresent());
        };

    session.type("hello");

    awaitEvent(SessionEvent.TurnEnded.class::isInstance);
    assertThat(events)
        .noneMatch(event -> event instanceof SessionEvent.Notice(var at, var text) && text.startsWith("its user"));
  }

  @Test
  void shouldTellWhatHappenedBeforeAnybodyListened() throws Exception {
    try (AttachedSession other = AttachedSession.open(page.uri(), "2", loop.scheduler(0))) {
      other.abort();
      await().until(() -> fleet.wishes.contains("2 abort "));
      List<SessionEvent> heard = new CopyOnWriteArrayList<>();
      other.listener(heard::add);

      await().untilAsserted(() -> assertThat(heard).anyMatch(event -> event instanceof SessionEvent.Problem));
    }
    assertThat(fleet.held).as("by the first one").isTrue();
  }

  @Test
  void shouldLeaveNobodyWaitingWhenItIsClosed() {
    var said = session.say(new Utterance.BuiltIn("en-time")).toCompletableFuture();
    session.close();

    for (var answer :
        List.of(said, session.call("self.lamp", "{}"), session.tools(), session.say(new Utterance.BuiltIn("x")))) {
      assertThatThrownBy(() -> answer.toCompletableFuture().get(5, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(SessionException.class);
    }
  }

  @Test
  void shouldSayThatNobodySpeaksIntoItsMicrophone() {
    assertThat(session.hasTalkKey()).isFalse();
    session.press();

    await().until(() -> !events.isEmpty());
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            SessionEvent.Problem.class,
            problem -> assertThat(problem.text()).startsWith("nobody speaks into this device's microphone"));
    assertThat(fleet.wishes).doesNotContain("2 press ");
  }

  @Test
  void shouldWaitForTheEndOfATurnThatRuns() throws Exception {
    fleet.busy = 3;

    session.say(new Utterance.BuiltIn("en-time"));

    await().until(() -> fleet.wishes.stream().filter("2 say en-time"::equals).count() == 4);
  }

  @Test
  void shouldPassOnWhatTheFleetRefuses() {
    assertThatThrownBy(() -> session.say(new Utterance.BuiltIn("nonsense")).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("nobody says nonsense");
    assertThatThrownBy(() -> session.say(new Utterance.Recording(Path.of("a.wav"))).toCompletableFuture().join())
        .hasRootCauseInstanceOf(SessionException.class);
    session.abort();
    awaitEvent(event -> event instanceof SessionEvent.Problem(_, var text) && text.equals("it is silent"));
  }

  @Test
  void shouldListAndCallItsTools() throws Exception {
    assertThat(session.tools().toCompletableFuture().get(5, TimeUnit.SECONDS)).singleElement().satisfies(tool -> {
      assertThat(tool.name()).isEqualTo("self.audio_speaker.set_volume");
      assertThat(tool.parameters()).containsExactly("volume: integer 0 to 100");
    });
    assertThat(session.call("self.lamp", "{\"on\":true}").toCompletableFuture().get(5, TimeUnit.SECONDS))
        .isEqualTo("done");
    assertThat(fleet.wishes).anyMatch(wish -> wish.contains("\"on\":true"));
  }

  @Test
  void shouldLeaveTheDeviceToItsUserAndTakeItBack() throws Exception {
    session.set("user", "on");
    session.set("user", "off");

    await().untilAsserted(() -> assertThat(fleet.wishes).containsSubsequence("2 held", "2 let go", "2 held"));
    assertThatThrownBy(() -> session.set("colour", "red"))
        .isInstanceOf(SessionException.class)
        .hasMessageContaining("user on|off");
  }

  @Test
  void shouldSayThatTheDeviceIsGone() {
    happens(Happening.Kind.GONE, Fact.NONE);

    awaitEvent(event -> event instanceof SessionEvent.Problem(_, var text) && text.startsWith("the device is gone"));
    for (var answer :
        List.of(session.say(new Utterance.BuiltIn("en-time")), session.tools(), session.call("self.lamp", "{}"))) {
      assertThatThrownBy(() -> answer.toCompletableFuture().get(5, TimeUnit.SECONDS))
          .hasRootCauseMessage("the device is gone");
    }
    assertThat(fleet.wishes).doesNotContain("2 say en-time");
    assertThat(session.now().gone()).isTrue();
    assertThat(session.now().stateName()).isEqualTo("gone");
  }

  @Test
  void shouldLetTheDeviceGoAtOnceAndStopFollowingWhenItIsClosed() {
    session.close();
    assertThat(fleet.held).isFalse();

    await()
        .until(
            () -> {
              Consumer<Happening> still = fleet.following;
              if (still != null) { // that a stream is closed shows when something is sent
                still.accept(new Happening(0, 0, Happening.Kind.OUT, "ping", "ping", Map.of()));
              }
              return still == null;
            });
  }

  @Test
  void shouldListTheDevicesOfTheFleet() throws Exception {
    assertThat(session.others()).extracting(AttachedSession.Listed::name).containsExactly("dev-1", "dev-2");
  }

  @Test
  void shouldSayWhatIsNoLivePage() {
    assertThatThrownBy(() -> AttachedSession.open(URI.create("http://127.0.0.1:9/"), "", loop.scheduler(0)))
        .isInstanceOf(SessionException.class)
        .hasMessageStartingWith("no fleet's live page is at http://127.0.0.1:9/");
    assertThatThrownBy(() -> AttachedSession.open(page.uri(), "99", loop.scheduler(0)))
        .isInstanceOf(SessionException.class)
        .hasMessage("device 99 is not here: not switched on yet, or gone already; the live page lists those that are");
  }

  /** Two devices, of which nothing is there but what the page asks for. */
  private static final class MadeUpFleet implements Shown, Workers {
    final List<String> wishes = new CopyOnWriteArrayList<>();
    volatile @Nullable Consumer<Happening> following;
    volatile int busy;
    volatile boolean held;
    volatile Runnable happensBeforeTheAnswer = () -> {};

    @Override
    public void writePage(Writer out, String token) throws IOException {
      out.write("<script>{\"live\":true,\"token\":\"" + token + "\"}</script>");
    }

    @Override
    public void writeModel(Writer out) {}

    @Override
    public void writeMetrics(Writer out) {}

    @Override
    public Found find(String text, int limit) {
      List<Entry> all =
          List.of(new Entry(1, "dev-1", State.of("idle"), ""), new Entry(2, "dev-2", State.of("listening"), "02:00"));
      return new Found(2, all.stream().filter(one -> one.name().contains(text)).toList());
    }

    @Override
    public @Nullable Following follow(int number, Consumer<Happening> to) {
      if (number > 2) {
        return null;
      }
      following = to;
      return () -> following = null;
    }

    @Override
    public Answer ask(int number, String about) {
      if (number > 2) {
        return new Nobody();
      }
      return new Granted(
          "{\"state\":\"listening\",\"mode\":\"auto\",\"connected\":true,\"turns\":3,\"persona\":\"chat\"}");
    }

    @Override
    public void hold(int number, boolean yes) {
      held = yes;
      wishes.add(number + (yes ? " held" : " let go"));
    }

    @Override
    public Answer touch(int number, String wish, String words) {
      if (wish.equals("type")) { // a server that answers before the page does
        happensBeforeTheAnswer.run();
      }
      wishes.add(number + " " + wish + " " + words);
      if (wish.equals("say") && busy > 0) {
        busy--;
        return new NotYet("it is in a turn");
      }
      return switch (wish) {
        case "abort" -> new Refused("it is silent");
        case "say" -> words.equals("nonsense") ? new Refused("nobody says nonsense") : new Granted("");
        case "mcp" -> new Granted(mcp(words));
        default -> new Granted("");
      };
    }

    private static String mcp(String request) {
      if (request.contains("tools/list")) {
        return "{\"result\":{\"tools\":[{\"name\":\"self.audio_speaker.set_volume\",\"description\":\"Sets "
            + "it.\",\"inputSchema\":"
            + "{\"properties\":{\"volume\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}}}}]}}";
      }
      String text = request.contains("get_device_status") ? "{\\\"audio_speaker\\\":{\\\"volume\\\":55}}" : "done";
      return "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}],\"isError\":false}}";
    }
  }
}
