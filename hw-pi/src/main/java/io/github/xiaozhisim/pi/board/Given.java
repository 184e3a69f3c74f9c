package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.SessionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person gave, as the value that is meant; else a sentence about what can be given. Pure functions. */
final class Given {

  private static final int LOUDEST = 100;

  private Given() {}

  static ListeningMode mode(String given) throws SessionException {
    for (ListeningMode mode : ListeningMode.values()) {
      if (mode.wireName().equals(given)) {
        return mode;
      }
    }
    throw new SessionException("mode is auto, manual or realtime, not '" + given + "'");
  }

  static int percent(String given) throws SessionException {
    if (given.matches("\\d{1,3}") && Integer.parseInt(given) <= LOUDEST) {
      return Integer.parseInt(given);
    }
    throw new SessionException("volume is a whole number from 0 to 100, not '" + given + "'");
  }

  static ObjectNode object(String arguments) throws SessionException {
    try {
      JsonNode given = Json.MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
      if (given instanceof ObjectNode members) {
        return members;
      }
    } catch (JacksonException e) {
      // told below, as anything else that is no object
    }
    throw new SessionException("arguments are a JSON object such as {\"volume\":60}, not " + arguments.strip());
  }
}
