package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.stress.operate.AttachedSession.Listed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The devices of a fleet as its live page lists them. Waits for the page; any thread but the page's own. */
final class FleetList {

  private static final int MOST_LISTED = 50;

  private FleetList() {}

  /**
   * The one that is meant.
   *
   * @param which number, name, address or a part of them; empty: the first there is
   * @throws SessionException where none fits
   */
  static Listed find(LivePageClient page, String which) throws SessionException {
    if (which.matches("\\d{1,9}")) {
      int number = Integer.parseInt(which);
      Optional<Listed> listed = fitting(page, "").stream().filter(one -> one.number() == number).findFirst();
      return listed.isPresent() ? listed.get() : unlisted(page, number);
    }
    return fitting(page, which).stream()
        .findFirst()
        .orElseThrow(
            () -> new SessionException("no device of the fleet fits '" + which + "'; the live page lists them"));
  }

  /** One beyond those that are listed. */
  private static Listed unlisted(LivePageClient page, int number) throws SessionException {
    try {
      page.fetch("/device/" + number + "/now");
    } catch (SessionException e) {
      throw new SessionException(
          "device "
              + number
              + " is not here: not switched on yet, or gone already; the live page lists those that are");
    }
    return new Listed(number, "device " + number, "", "");
  }

  /** Those whose name, address, state or kind of user holds {@code part}, the first {@link #MOST_LISTED}. */
  static List<Listed> fitting(LivePageClient page, String part) throws SessionException {
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
}
