package io.github.xiaozhisim.stress.server;

import tools.jackson.databind.JsonNode;

/** What a device says in words, whatever its dialect. What makes no sense is a value, too. */
sealed interface DeviceMessage {

  /** It introduces itself. */
  record Hello(JsonNode hello) implements DeviceMessage {}

  record ListenStart(Conversation.Mode mode) implements DeviceMessage {}

  record ListenStop() implements DeviceMessage {}

  /** It listens no more, and what was said is not to be answered. */
  record ListenCancel() implements DeviceMessage {}

  /** A wake word, or a whole turn as text. */
  record Typed(String text) implements DeviceMessage {}

  /** It wants to be greeted, as after a wake word. */
  record WelcomeWanted() implements DeviceMessage {}

  record Abort() implements DeviceMessage {}

  /** A JSON-RPC message of its tools. */
  record Mcp(JsonNode payload) implements DeviceMessage {}

  /** Known, and nothing is to be done about it. */
  record Ignored() implements DeviceMessage {}

  /** No JSON object, or one without a meaning. */
  record Bad() implements DeviceMessage {}
}
