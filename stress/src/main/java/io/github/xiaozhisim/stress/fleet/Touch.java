package io.github.xiaozhisim.stress.fleet;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What somebody does with one device of a running fleet, beside its user. Turns that come of it count as any other. */
public sealed interface Touch {

  /** The user takes no turns of its own from now on, until it is left to itself again. */
  record Hold(boolean yes) implements Touch {}

  /** A turn with a sentence of the fleet's, by its name or its text. */
  record Say(String sentence) implements Touch {}

  /** A turn without sound. */
  record Type(String words) implements Touch {}

  record Press() implements Touch {}

  record Release() implements Touch {}

  /** The chat button. */
  record Button() implements Touch {}

  record Wake(String word) implements Touch {}

  record Abort() implements Touch {}

  record Connect() implements Touch {}

  record HangUp() implements Touch {}

  /**
   * Asks by MCP as a server does.
   *
   * @param request JSON-RPC
   * @param answer is given the answer, on the device's thread, if there is one
   */
  record Ask(JsonNode request, Consumer<String> answer) implements Touch {}

  /** What became of it. */
  enum Outcome {
    DONE,
    /** It is in the middle of a turn, which has to end first. */
    IN_TURN,
    /** It is busy with something that is over soon: it boots, connects, hangs up. */
    SOON,
    /** Not in the state for it: it takes no part, or leaves. */
    NOT_NOW,
    /** There is no such sentence. */
    NO_SENTENCE,
    /** There is no such device, or it has left. */
    NOBODY
  }
}
