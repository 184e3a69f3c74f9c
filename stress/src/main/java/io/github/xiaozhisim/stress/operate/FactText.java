package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.stress.fleet.Fact;
import io.github.xiaozhisim.stress.turn.Turn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fact about a device as members of a JSON object, and back, between a fleet and
 * who is attached to it. Pure functions.
 */
public final class FactText {

  private static final String WHAT = "what";
  private static final String ACCOUNT = "account";

  private FactText() {}

  /** Empty where nothing goes beyond the words. */
  public static Map<String, String> of(Fact fact) {
    return switch (fact) {
      case Fact.Worded _ -> Map.of();
      case Fact.Moved(DeviceState from, DeviceState to) ->
          Map.of(WHAT, "moved", "from", from.logName(), "to", to.logName());
      case Fact.Sent(String kind) -> Map.of(WHAT, "sent", "kind", kind);
      case Fact.Received(String kind, String text) -> Map.of(WHAT, "received", "kind", kind, "text", text);
      case Fact.Spoken _ -> Map.of(WHAT, "spoken");
      case Fact.TurnEnded(int number, boolean byHand) ->
          Map.of(WHAT, "turn-ended", "number", Integer.toString(number), "by_hand", Boolean.toString(byHand));
    };
  }

  /** The same with the account of the turn that has ended. */
  public static Map<String, String> of(Fact fact, Turn ended) {
    Map<String, String> members = new HashMap<>(of(fact));
    members.put(ACCOUNT, Json.MAPPER.writeValueAsString(TurnAccounts.of(ended, true)));
    return members;
  }

  /** The account in these members, or null where there is none. */
  static @Nullable TurnAccount account(JsonNode members) {
    String account = text(members, ACCOUNT);
    return account.isEmpty() ? null : Json.MAPPER.readValue(account, TurnAccount.class);
  }

  /** What a program of another version says may be unknown here, and is none then. */
  static Fact read(JsonNode members) {
    return switch (text(members, WHAT)) {
      case "moved" -> moved(state(text(members, "from")), state(text(members, "to")));
      case "sent" -> new Fact.Sent(text(members, "kind"));
      case "received" -> new Fact.Received(text(members, "kind"), text(members, "text"));
      case "spoken" -> new Fact.Spoken();
      case "turn-ended" ->
          new Fact.TurnEnded(members.path("number").asInt(0), text(members, "by_hand").equals("true"));
      default -> Fact.NONE;
    };
  }

  private static Fact moved(Optional<DeviceState> from, Optional<DeviceState> to) {
    return from.isPresent() && to.isPresent() ? new Fact.Moved(from.get(), to.get()) : Fact.NONE;
  }

  /** The state of that name. */
  static Optional<DeviceState> state(String name) {
    return Arrays.stream(DeviceState.values()).filter(state -> state.logName().equals(name)).findFirst();
  }

  private static String text(JsonNode members, String name) {
    return members.path(name).asString("");
  }
}
