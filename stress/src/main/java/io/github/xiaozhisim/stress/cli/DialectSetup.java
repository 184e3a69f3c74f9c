package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.ToyaiDialect;
import io.github.xiaozhisim.device.protocol.ToyaiIdentity;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@link DialectOptions} into values. The application key comes from a file or the environment, never from the
 * command line, which everybody on the machine can read; a built-in server is told the same key, or one made up for it.
 */
final class DialectSetup {

  static final String KEY_VARIABLE = "XIAOZHI_TOYAI_KEY";

  private static final String BUILT_IN_KEY = "known to the built-in server only";

  private final DialectOptions options;
  private final @Nullable String key;

  /**
   * @param builtInServer whether the devices talk to a server of this program's
   */
  DialectSetup(DialectOptions options, Map<String, String> environment, boolean builtInServer) throws CliFailure {
    this.options = options;
    if (toyai()) {
      this.key = key(environment, builtInServer);
    } else {
      refuseToyaiOptions();
      this.key = null;
    }
  }

  boolean toyai() {
    return options.dialect == DialectOptions.Name.TOYAI;
  }

  Fidelity fidelity() {
    return options.fidelity;
  }

  Dialect dialect() throws CliFailure {
    if (!toyai()) {
      return XiaozhiDialect.INSTANCE;
    }
    ToyaiDialect.Habits usual = ToyaiDialect.Habits.USUAL;
    try {
      return new ToyaiDialect(
          new ToyaiIdentity(key == null ? "" : key, options.toyai),
          new ToyaiDialect.Habits(
              options.authWaitNanos == null ? usual.authWaitMillis() : (int) (options.authWaitNanos / 1_000_000),
              !options.noStopListen,
              usual.asksForWelcome(),
              options.heartbeat ? ToyaiDialect.Habits.HEARTBEAT_MILLIS : 0));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--toyai: " + e.getMessage());
    }
  }

  /** In auto mode a device of this dialect tells the server when its user has finished, as one does in manual mode. */
  boolean endsSpeechInAuto() {
    return toyai() && !options.noStopListen;
  }

  /** A user waits for the opening at least as long as the device does before it goes on without. */
  long patience(long helloTimeoutNanos) {
    return options.authWaitNanos == null ? helloTimeoutNanos : Math.max(helloTimeoutNanos, options.authWaitNanos);
  }

  /** A built-in server that checks what these devices sign. */
  ServerBehaviour instruct(ServerBehaviour behaviour) {
    return behaviour.withAdmission(behaviour.admission().withApplicationKey(key));
  }

  private @Nullable String key(Map<String, String> environment, boolean builtInServer) throws CliFailure {
    String given;
    try {
      given = givenKey(options.toyaiKeyFile, environment);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
    if (given != null) {
      return given;
    }
    if (options.toyai.containsKey("sign")) {
      return null;
    }
    if (builtInServer) {
      return BUILT_IN_KEY;
    }
    throw CliFailure.usage(
        "toyai devices sign with the application key, which has no default; put it into the environment as "
            + KEY_VARIABLE
            + " or into a file for --toyai-key-file, or give the signature itself with --toyai sign=…");
  }

  /**
   * The application key from a file or, without one, from the environment; null when it is in neither.
   *
   * @throws IllegalArgumentException with a sentence for people when the file holds none
   */
  static @Nullable String givenKey(@Nullable Path file, Map<String, String> environment) {
    if (file == null) {
      String given = environment.get(KEY_VARIABLE);
      return given == null || given.isEmpty() ? null : given;
    }
    try {
      String line = Files.readString(file).lines().findFirst().orElse("").strip();
      if (line.isEmpty()) {
        throw new IllegalArgumentException("--toyai-key-file " + file + ": its first line is empty");
      }
      return line;
    } catch (IOException e) {
      throw new IllegalArgumentException("--toyai-key-file " + file + " cannot be read", e);
    }
  }

  /** Options of the other dialect would be without effect; silence would mislead. */
  private void refuseToyaiOptions() throws CliFailure {
    String without =
        !options.toyai.isEmpty()
            ? "--toyai"
            : options.toyaiKeyFile != null
                ? "--toyai-key-file"
                : options.authWaitNanos != null
                    ? "--auth-wait"
                    : options.noStopListen ? "--no-stop-listen" : options.heartbeat ? "--heartbeat" : null;
    if (without != null) {
      throw CliFailure.usage(without + " is for toyai devices; add --dialect toyai, or leave it out");
    }
  }
}
