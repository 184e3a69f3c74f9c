package io.github.xiaozhisim.stress.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the older WebSocket tester, translated into this program's options, for who has scripts
 * that set them: asked for by {@code fleet --old-env} and never taken otherwise. What the command line says wins.
 */
final class OldEnvironment {

  /** Written on the command line of {@code fleet}. */
  static final String OPTION = "--old-env";

  /** The same with a file of its own. */
  static final String CONFIG_OPTION = "--old-config";

  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

  /** Variables that only say how to log: this program writes events.log and one live line. */
  private static final List<String> WITHOUT_EQUIVALENT = List.of("LOG_LEVEL", "LOG_TO_FILE", "LOG_TO_CONSOLE");

  /** Parameters of the query, by variable. */
  private static final Map<String, String> PARAMETERS = parameters();

  private static final List<String> OTHERS =
      List.of(
          "WS_SERVER_HOST", "WSS_SERVER_HOST", "USE_SSL", "LISTENING_MODE", "SEND_STOP_LISTEN", "DEBUG_MODE",
          "CONCURRENT_CONNECTIONS", "TEST_MESSAGE", "SEND_AUDIO_DATA", "AUDIO_FILE_PATH", "CONNECT_TIMEOUT",
          "MESSAGE_TIMEOUT", "STT_TIMEOUT", "TTS_TIMEOUT", "RESULTS_DIR", "WEBSOCKET_ACCESS_TOKEN");

  private final Map<String, String> environment;
  private final List<String> typed;
  private final List<String> options = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private OldEnvironment(Map<String, String> environment, List<String> typed) {
    this.environment = environment;
    this.typed = typed;
  }

  /**
   * What came of it.
   *
   * @param arguments the whole command line, {@code --old-env} replaced by what it stands for
   * @param added the options that were added
   * @param ignored variables that are set and have no equivalent
   */
  record Translation(List<String> arguments, List<String> added, List<String> ignored) {

    /** One line for people, secrets blanked out. */
    String notice() {
      return OPTION
          + " stands for: "
          + (added.isEmpty() ? "nothing" : String.join(" ", Redaction.command(added)))
          + (ignored.isEmpty() ? "" : " (without an equivalent: " + String.join(", ", ignored) + ")");
    }
  }

  private static Map<String, String> parameters() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("DEVICE_SN", "sn");
    names.put("DEVICE_SIGN", "sign");
    names.put("BOARD_ID", "bid");
    names.put("FIRMWARE_VERSION", "fv");
    names.put("FIRMWARE_VERSION_CODE", "fvc");
    names.put("STRATEGY_ID", "strategy_id");
    names.put("DEVICE_UID", "uid");
    names.put("BOARD_TYPE", "board_type");
    names.put("RECOVER", "recover");
    names.put("SCREEN", "screen");
    return names;
  }

  /** All variables there are. */
  static Set<String> names() {
    Set<String> names = new HashSet<>(OTHERS);
    names.addAll(PARAMETERS.keySet());
    names.addAll(WITHOUT_EQUIVALENT);
    return names;
  }

  /** The environment, where it says nothing completed by what stands in a file. */
  static Map<String, String> with(Map<String, String> environment, Map<String, String> file) {
    Map<String, String> all = new HashMap<>(environment);
    file.forEach((name, value) -> {
      if (all.getOrDefault(name, "").isBlank()) {
        all.put(name, value);
      }
    });
    return all;
  }

  /** Says that the old variables are there and not looked at; null when they are not there. */
  static @Nullable String hint(Map<String, String> environment) {
    for (String name : List.of("WS_SERVER_HOST", "WSS_SERVER_HOST")) {
      if (!environment.getOrDefault(name, "").isBlank()) {
        return name + " is set, a variable of the older tester; it is not looked at without " + OPTION;
      }
    }
    return null;
  }

  /** Translates a command line with {@link #OPTION} in it. */
  static Translation translate(List<String> arguments, Map<String, String> environment) {
    List<String> rest = new ArrayList<>(arguments);
    rest.remove(OPTION);
    forget(rest, CONFIG_OPTION);
    OldEnvironment old = new OldEnvironment(environment, rest);
    old.translate();
    List<String> all = new ArrayList<>(rest);
    all.addAll(old.options);
    return new Translation(all, old.options, old.ignored);
  }

  /** An option with its value, wherever it stands. */
  private static void forget(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    if (at >= 0) {
      arguments.subList(at, Math.min(arguments.size(), at + 2)).clear();
    }
    arguments.removeIf(argument -> argument.startsWith(option + "="));
  }

  private void translate() {
    option("--dialect", "toyai");
    server();
    if (isTrue("DEBUG_MODE", false)) {
      option("--devices", "1");
    } else {
      from("CONCURRENT_CONNECTIONS", "--devices", UnaryOperator.identity());
    }
    if (!given("--duration")) {
      option("--turns", "1");
    }
    from("LISTENING_MODE", "--mode", mode -> mode.toLowerCase(Locale.ROOT));
    if (!isTrue("SEND_STOP_LISTEN", true) && !given("--no-stop-listen")) {
      options.add("--no-stop-listen");
    }
    PARAMETERS.forEach(this::parameter);
    if (isTrue("SEND_AUDIO_DATA", true)) {
      from("AUDIO_FILE_PATH", "--speech", UnaryOperator.identity());
    } else if (!given("--speech")) {
      option("--text", environment.getOrDefault("TEST_MESSAGE", "你好"));
    }
    from("CONNECT_TIMEOUT", "--timeout-connect", OldEnvironment::millis);
    from("MESSAGE_TIMEOUT", "--timeout-answer", OldEnvironment::millis);
    from("STT_TIMEOUT", "--timeout-stt", OldEnvironment::millis);
    from("TTS_TIMEOUT", "--timeout-tts", OldEnvironment::millis);
    if (!given("--report")) {
      from("RESULTS_DIR", "--reports", UnaryOperator.identity());
    }
    if (!given("--token-file")) {
      from("WEBSOCKET_ACCESS_TOKEN", "--token", UnaryOperator.identity());
    }
    for (String name : WITHOUT_EQUIVALENT) {
      if (!value(name).isEmpty()) {
        ignored.add(name);
      }
    }
  }

  /** {@code USE_SSL} chooses between two hosts, each with or without a scheme. */
  private void server() {
    boolean secure = isTrue("USE_SSL", false);
    String host = value(secure ? "WSS_SERVER_HOST" : "WS_SERVER_HOST");
    if (!host.isEmpty() && !given("--ota")) {
      option("--server", host.contains("://") ? host : (secure ? "wss://" : "ws://") + host);
    }
  }

  /** Parameters typed on the command line win one by one. */
  private void parameter(String variable, String name) {
    String value = value(variable);
    boolean typedAlready =
        typed.stream().anyMatch(word -> word.startsWith(name + "=") || word.startsWith("--toyai=" + name + "="));
    if (!value.isEmpty() && !typedAlready) {
      options.add("--toyai");
      options.add(name + "=" + value);
    }
  }

  private void from(String variable, String option, UnaryOperator<String> form) {
    String value = value(variable);
    if (!value.isEmpty()) {
      option(option, form.apply(value));
    }
  }

  private void option(String name, String value) {
    if (!given(name)) {
      options.add(name);
      options.add(value);
    }
  }

  private boolean given(String option) {
    return typed.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="));
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }

  private boolean isTrue(String variable, boolean otherwise) {
    String value = value(variable);
    return value.isEmpty() ? otherwise : TRUE.contains(value.toLowerCase(Locale.ROOT));
  }

  private static String millis(String value) {
    return value + "ms";
  }
}
