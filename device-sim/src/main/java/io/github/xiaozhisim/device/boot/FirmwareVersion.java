package io.github.xiaozhisim.device.boot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions as the firmware does: number by number between the dots. // firmware: IsNewVersionAvailable */
final class FirmwareVersion {

  /** What C++'s number conversion takes: white space, a sign, digits; what follows is passed over. */
  private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*([+-]?\\d+).*", Pattern.DOTALL);

  /** A part does not begin with a number; the firmware's conversion throws, and nobody catches that. */
  static final class NotANumber extends Exception {
    private static final long serialVersionUID = 1L;

    NotANumber(String version) {
      super("version '" + version + "' has a part that is no number", null, false, false);
    }
  }

  private FirmwareVersion() {}

  /** Whether {@code offered} is newer than {@code running}; the longer one wins a tie. */
  static boolean isNewer(String offered, String running) throws NotANumber {
    int[] theirs = parts(offered);
    int[] ours = parts(running);
    for (int i = 0; i < Math.min(theirs.length, ours.length); i++) {
      if (theirs[i] != ours[i]) {
        return theirs[i] > ours[i];
      }
    }
    return theirs.length > ours.length;
  }

  private static int[] parts(String version) throws NotANumber {
    if (version.isEmpty()) {
      return new int[0];
    }
    // firmware: getline gives no empty part behind a last dot
    String[] texts = (version.endsWith(".") ? version.substring(0, version.length() - 1) : version).split("\\.", -1);
    int[] parts = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      Matcher number = LEADING_NUMBER.matcher(texts[i]);
      if (!number.matches()) {
        throw new NotANumber(version);
      }
      try {
        parts[i] = Integer.parseInt(number.group(1));
      } catch (NumberFormatException e) { // too large
        throw new NotANumber(version);
      }
    }
    return parts;
  }
}
