package io.github.xiaozhisim.stress.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the values of a command line stand that nobody typed, so that a complaint about one can say where to mend it.
 */
final class Origins {

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");

  static final int NOT_MENTIONED = Integer.MAX_VALUE;

  private final Map<String, String> origins = new HashMap<>();

  /** Everything was typed. */
  static Origins none() {
    return new Origins(List.of());
  }

  Origins(List<Supplied> supplied) {
    supplied.forEach(value -> origins.put(value.option(), value.origin()));
  }

  /** Where a sentence names an option, or {@link #NOT_MENTIONED}. */
  static int mention(String sentence, String option) {
    Matcher named = OPTION.matcher(sentence);
    while (named.find()) {
      if (named.group().equals(option)) {
        return named.start();
      }
    }
    return NOT_MENTIONED;
  }

  /** The same complaint, and where the options that it names were set. */
  String locate(String complaint) {
    List<String> places = new ArrayList<>();
    Matcher option = OPTION.matcher(complaint);
    while (option.find()) {
      String origin = origins.get(option.group());
      String place = option.group() + " from " + origin;
      if (origin != null && !places.contains(place)) {
        places.add(place);
      }
    }
    return places.isEmpty() ? complaint : complaint + " (" + String.join(", ", places) + ")";
  }
}
