package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Presence;
import io.github.xiaozhisim.stress.fleet.Touch;
import io.github.xiaozhisim.stress.web.Workers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What somebody who is attached to a device of a fleet asks of it and does with it. On the page's threads. */
final class LiveHand {

  private static final long LOOP_MILLIS = 1_000;

  /** A tool may take a photo and ask a server about it. */
  private static final long TOOL_MILLIS = 30_000;

  private static final String BUSY = "the devices have no time for that just now; try again";

  private final Fleet fleet;

  LiveHand(Fleet fleet) {
    this.fleet = fleet;
  }

  Workers.Answer ask(int device, String about) throws InterruptedException {
    return about.equals("now")
        ? now(result(fleet.look(device), LOOP_MILLIS))
        : new Workers.Refused("a device tells now, not " + about);
  }

  private static Workers.Answer now(@Nullable Optional<Presence> found) {
    if (found == null) {
      return new Workers.Refused(BUSY);
    }
    if (found.isEmpty()) {
      return new Workers.Nobody();
    }
    Presence presence = found.get();
    ObjectNode now = Json.MAPPER.createObjectNode();
    now.put("state", presence.state().logName());
    now.put("mode", presence.mode().wireName());
    now.put("connected", presence.channelOpen());
    now.put("turns", presence.turns());
    now.put("in_turn", presence.inTurn());
    now.put("persona", presence.persona());
    return new Workers.Granted(now.toString());
  }

  Workers.Answer touch(int device, String wish, String words) throws InterruptedException {
    if (wish.equals("mcp")) {
      return mcp(device, words);
    }
    Touch touch = touch(wish, words);
    if (touch == null) {
      return new Workers.Refused("nothing is called " + wish + " that could be done with a device");
    }
    return answer(result(fleet.touch(device, touch), LOOP_MILLIS), words);
  }

  private static @Nullable Touch touch(String wish, String words) {
    return switch (wish) {
      case "say" -> new Touch.Say(words);
      case "type" -> words.isBlank() ? null : new Touch.Type(words);
      case "press" -> new Touch.Press();
      case "release" -> new Touch.Release();
      case "button" -> new Touch.Button();
      case "wake" -> new Touch.Wake(words);
      case "abort" -> new Touch.Abort();
      case "connect" -> new Touch.Connect();
      case "hang-up" -> new Touch.HangUp();
      default -> null;
    };
  }

  private static Workers.Answer answer(Touch.@Nullable Outcome outcome, String words) {
    return switch (outcome) {
      case null -> new Workers.Refused(BUSY);
      case DONE -> new Workers.Granted("");
      case IN_TURN -> new Workers.NotYet("the device is in a turn; wait for its end");
      case SOON -> new Workers.NotYet("the device is busy: it boots, connects or hangs up; wait a moment");
      case NOT_NOW -> new Workers.Refused("the device is not in a state for that");
      case NO_SENTENCE -> new Workers.Refused(
          "devices of a fleet say sentences of the fleet or of the program, and not '" + words + "'");
      case NOBODY -> new Workers.Nobody();
    };
  }

  private Workers.Answer mcp(int device, String words) throws InterruptedException {
    JsonNode request;
    try {
      request = Json.MAPPER.readTree(words);
    } catch (JacksonException e) {
      return new Workers.Refused("mcp wants a JSON-RPC request");
    }
    CompletableFuture<String> told = new CompletableFuture<>();
    Touch.Outcome outcome = result(fleet.touch(device, new Touch.Ask(request, told::complete)), LOOP_MILLIS);
    if (outcome != Touch.Outcome.DONE) {
      return answer(outcome, words);
    }
    String json = result(told, TOOL_MILLIS);
    return json == null ? new Workers.Refused("the device did not answer") : new Workers.Granted(json);
  }

  /** What comes of it, or null when it does not come in time. */
  private static <T> @Nullable T result(CompletableFuture<T> future, long limitMillis) throws InterruptedException {
    try {
      return future.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }
}
