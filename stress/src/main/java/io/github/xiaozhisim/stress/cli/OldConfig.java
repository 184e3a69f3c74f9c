package io.github.xiaozhisim.stress.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file of the older WebSocket tester. It may be a list of environment variables ({@code .env}, or a
 * shell script's exports), a Python module with constants or with defaults for {@code os.getenv}, or an object of JSON:
 * whatever gives one of the old variables a value, one a line. Everything else in it is passed over.
 */
final class OldConfig {

  /** Where it is looked for when nobody says. */
  static final Path USUAL = Path.of(".env");

  private static final long MOST_BYTES = 1 << 20;

  /** {@code os.getenv("NAME", "value")}, perhaps within {@code int(…)}. */
  private static final Pattern DEFAULT =
      Pattern.compile(
          "(?:getenv|environ\\.get)\\(\\s*[\"'](\\w+)[\"']\\s*(?:,\\s*(?:[\"']([^\"']*)[\"']|([\\w.+-]+))\\s*)?\\)");

  /** {@code NAME=value}, {@code export NAME="value"}, {@code NAME: str = 'value'}, {@code "NAME": 5,}. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "^\\s*(?:export\\s+|set\\s+)?[\"']?(\\w+)[\"']?\\s*(?::\\s*(?:str|int|float|bool)\\s*)?[=:]\\s*(.*?)"
              + "\\s*[,;]?\\s*$");

  private static final Pattern QUOTED = Pattern.compile("^([\"'])(.*?)\\1.*$");

  private OldConfig() {}

  /**
   * Reads one.
   *
   * @param names the variables there are
   * @throws CliFailure with a sentence when it cannot be read, or names none of them
   */
  static Map<String, String> read(Path file, Set<String> names) throws CliFailure {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw CliFailure.usage("--old-config " + file + " is too large for a configuration file");
      }
      Files.readString(file).lines().forEach(line -> take(line, names, values));
    } catch (IOException e) {
      throw CliFailure.usage("--old-config " + file + " cannot be read; is it there, and is it text?");
    }
    if (values.isEmpty()) {
      throw CliFailure.usage(
          "--old-config "
              + file
              + " sets none of the older tester's variables; write lines like WS_SERVER_HOST=127.0.0.1:8000");
    }
    return values;
  }

  /** Whether there is a file with that name that sets some of the variables. */
  static boolean isIn(Path file, Set<String> names) {
    try {
      return Files.isRegularFile(file) && !read(file, names).isEmpty();
    } catch (CliFailure e) {
      return false;
    }
  }

  private static void take(String line, Set<String> names, Map<String, String> values) {
    if (line.strip().startsWith("#")) {
      return;
    }
    Matcher usual = DEFAULT.matcher(line);
    if (usual.find()) {
      String value = usual.group(2) != null ? usual.group(2) : usual.group(3);
      put(usual.group(1), value == null ? "" : value, names, values);
      return;
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      put(assignment.group(1), plain(assignment.group(2)), names, values);
    }
  }

  private static void put(String name, String value, Set<String> names, Map<String, String> values) {
    String known = name.toUpperCase(Locale.ROOT);
    if (names.contains(known) && !value.isEmpty()) {
      values.put(known, value);
    }
  }

  /** Without quotes, and without a comment behind it. */
  private static String plain(String written) {
    Matcher quoted = QUOTED.matcher(written);
    if (quoted.matches()) {
      return quoted.group(2);
    }
    String value = written.replaceFirst("\\s+#.*$", "").strip();
    return value.equals("None") || value.equals("null") || value.startsWith("{") || value.startsWith("[") ? "" : value;
  }
}
