package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Diagnosis;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.stress.live.Style;
import io.github.xiaozhisim.stress.live.Terminal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xiaozhi doctor}: what this machine lacks to be a device, and what mends it. */
@Command(
    name = DoctorCommand.NAME,
    description = {
      "Is this machine fit to be a device? Java, libraries, rights, sound, pins, network and, with --ota or --server,",
      "the server: configuration, WebSocket, hello, one turn as text. What is wrong comes with what mends it.",
      "It takes the options of 'xiaozhi device': put doctor in its place where that does not work."
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
      "  xiaozhi doctor --board respeaker-2-mics --microphone seeed",
      "  xiaozhi doctor --server ws://192.168.1.10:8000/xiaozhi/v1/ --json > doctor.json"
    })
final class DoctorCommand implements Callable<Integer> {

  static final String NAME = "doctor";

  @Mixin private DeviceOptions device = new DeviceOptions();

  @Option(
      names = "--text",
      paramLabel = "WORDS",
      defaultValue = Errand.USUAL_WORDS,
      description = "What to say to the server (default: ${DEFAULT-VALUE}).")
  private String text = Errand.USUAL_WORDS;

  @Option(
      names = "--loopback",
      description = {
        "Play five chirps, which can be heard, and say how long sound takes from loudspeaker to microphone."
      })
  private boolean loopback;

  @Option(names = "--json", description = "Print one JSON object, for support; it holds addresses and no tokens.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.root().commandLine().getOut();
    Style style = Terminal.standard(System.out, Main.environment(spec)).style();
    FindingText lines = new FindingText(style);
    DoctorSetup.Manner manner = new DoctorSetup.Manner(text, loopback, false);
    try (DoctorSetup setup = new DoctorSetup(device, manner, Main.environment(spec))) {
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
