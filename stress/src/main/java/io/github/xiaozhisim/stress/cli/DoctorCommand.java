package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Diagnosis;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.stress.live.Style;
import io.github.xiaozhisim.stress.live.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xiaozhi doctor}: what this machine lacks to be a device, and what mends it. */
@Command(
    name = DoctorCommand.NAME,
    description = {
      "Is this machine fit to be a device? Java, libraries, rights, sound, pins, network and, with --ota or --server, the",
      "server: configuration, WebSocket, hello, one turn as text. What is wrong comes with what mends it. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    the device can do its work; there may be warnings",
      "  1    it cannot: see the errors",
      "  2    wrong options",
      "",
      "Examples:",
      "  xiaozhi doctor",
      "  xiaozhi doctor --ota http://192.168.1.10:8002/xiaozhi/ota/",
      "  xiaozhi doctor --server ws://192.168.1.10:8000/xiaozhi/v1/ --json > doctor.json"
    })
final class DoctorCommand implements Callable<Integer> {

  static final String NAME = "doctor";

  @Option(
      names = "--ota",
      paramLabel = "URL",
      converter = Addresses.class,
      description = "Ask there for the configuration, as a device does; the answer names the server.")
  @Nullable URI ota;

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = Addresses.class,
      description = "Straight to this WebSocket, ws:// or wss://, without OTA.")
  @Nullable URI server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "What the server wants to see in Authorization; better in a file or in XIAOZHI_TOKEN.")
  @Nullable String token;

  @Option(names = "--token-file", paramLabel = "FILE", description = "A file whose first line is the token.")
  @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the certificate authorities in this PEM file, and no others.")
  @Nullable Path ca;

  @Option(names = "--insecure", description = "Accept any certificate. For test machines only.")
  boolean insecure;

  @Option(
      names = "--text",
      paramLabel = "WORDS",
      defaultValue = Errand.USUAL_WORDS,
      description = "What to say to the server (default: ${DEFAULT-VALUE}).")
  String text = Errand.USUAL_WORDS;

  @Option(names = "--json", description = "Print one JSON object, for support; it holds addresses and no tokens.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.root().commandLine().getOut();
    Style style = Terminal.standard(System.out, Main.environment(spec)).style();
    FindingText lines = new FindingText(style);
    try (DoctorSetup setup = new DoctorSetup(this)) {
      Diagnosis diagnosis =
          Diagnosis.make(
              setup.wallMillis(),
              setup.examinations(),
              finding -> {
                if (!json) {
                  lines.of(finding).forEach(out::println);
                  out.flush();
                }
              });
      out.println(json ? diagnosis.json(Version.text()) : lines.sum(diagnosis));
      out.flush();
      return diagnosis.fit() ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCodes.INTERRUPTED, "interrupted");
    }
  }
}
