package io.github.xiaozhisim.stress.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * What the reader of YAML complains about, in the words of somebody who wants it mended.
 *
 * @param what one sentence
 */
record YamlMistake(Place place, String what) {

  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

  static YamlMistake of(JacksonException complaint) {
    String text = String.valueOf(complaint.getOriginalMessage());
    return new YamlMistake(place(text, complaint.getLocation()), what(text));
  }

  /** The text names the beginning of what was being read, and last the place where it did not go on. */
  private static Place place(String text, @Nullable TokenStreamLocation location) {
    Matcher place = PLACE.matcher(text);
    Place last =
        location == null
            ? new Place(1, 1) // of the whole text
            : new Place(Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
    boolean atItsBeginning = text.contains("quoted scalar");
    while (place.find()) {
      last = new Place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
      if (atItsBeginning) {
        break;
      }
    }
    return last;
  }

  private static String what(String text) {
    if (text.contains("nesting depth")) {
      return "the text goes deeper than any scenario does; look for brackets or indentation that never end";
    }
    if (text.contains("(TAB)")) {
      return "a tab; indent with spaces";
    }
    if (text.contains("quoted scalar")) {
      return "a quote is opened and never closed; close it";
    }
    if (text.contains("mapping values are not allowed")) {
      return "a key where none can be; indent it as deep as its neighbours, or put a text with ': ' into quotes";
    }
    if (text.contains("flow node") || text.contains("flow sequence") || text.contains("flow mapping")) {
      return "a bracket does not match; close what was opened, in that order";
    }
    if (text.contains("could not find expected ':'")) {
      return "a key without a colon; write 'key: value'";
    }
    if (text.contains("Expected a property name")) {
      return "a key must be a word; write 'key: value'";
    }
    if (text.contains("block mapping") || text.contains("block collection")) {
      return "is indented otherwise than what stands beside it; give members of one map the same depth";
    }
    return "this is not YAML (" + text.lines().findFirst().orElse("").strip() + "); mend the text there";
  }
}
