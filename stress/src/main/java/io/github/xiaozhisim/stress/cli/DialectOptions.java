package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.Fidelity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How devices speak, and how faithfully: options of every command that runs a fleet. See {@link DialectSetup}. */
final class DialectOptions {

  /** The dialects there are. */
  enum Name {
    XIAOZHI,
    TOYAI
  }

  @Option(
      names = "--fidelity",
      paramLabel = "HOW",
      defaultValue = "robust",
      description =
          "strict: where the firmware hangs, crashes or is lax, so do the devices. robust: they survive and count it"
              + " (default: ${DEFAULT-VALUE}).")
  Fidelity fidelity = Fidelity.ROBUST;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      defaultValue = "xiaozhi",
      description = "xiaozhi, or toyai as a vendor's fork speaks it (default: ${DEFAULT-VALUE}).")
  Name dialect = Name.XIAOZHI;

  @Option(
      names = "--toyai",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of all toyai devices: sn, sign, platform, bid, fv, fvc, strategy_id, uid, board_type, recover,"
              + " enableP3, tool, screen; may be repeated. sn, sign, bid, board_type and screen come from the device"
              + " unless given.")
  Map<String, String> toyai = new LinkedHashMap<>();

  @Option(
      names = "--toyai-key-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the application key that toyai devices sign with; or set XIAOZHI_TOYAI_KEY. The"
              + " built-in server needs none.")
  @Nullable Path toyaiKeyFile;

  @Option(
      names = "--auth-wait",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "How long toyai devices wait for auth before they go on without (default: 2s).")
  @Nullable Long authWaitNanos;

  @Option(
      names = "--no-stop-listen",
      description = "toyai devices do not say stop_listen in auto mode: the server finds the end of the turn.")
  boolean noStopListen;

  @Option(names = "--heartbeat", description = "toyai devices send a heartbeat every 10 s while they are connected.")
  boolean heartbeat;
}
