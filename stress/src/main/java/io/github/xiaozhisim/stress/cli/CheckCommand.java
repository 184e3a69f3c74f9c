package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.stress.check.Demand;
import io.github.xiaozhisim.stress.check.Finding;
import io.github.xiaozhisim.stress.check.Finding.Grade;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.PopulationText;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Wire;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xiaozhi check}: whether this machine is fit for a run. */
@Command(
    name = CheckCommand.NAME,
    description = {
      "Is this machine fit for a run? Descriptors, ports, memory, settings of the kernel, processors: what is, what is",
      "needed, and the command that changes it. Opens no connection and changes nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    the run can begin",
      "  2    it would fail for want of something",
      "",
      "Examples:",
      "  xiaozhi check --preset extreme",
      "  xiaozhi check --scenario evening.yaml",
      "  xiaozhi check --devices 10000 --talking 5%% --server ws://192.168.1.10:8000/"
    })
final class CheckCommand implements Callable<Integer> {

  static final String NAME = "check";

  @Mixin
  private PlanOptions plan = new PlanOptions();

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many devices (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--talking",
      paramLabel = "SHARE",
      defaultValue = "100%",
      converter = TypedDurations.Shares.class,
      description = "So many of them talk (default: ${DEFAULT-VALUE}).")
  private double talking;

  @Option(
      names = "--population",
      paramLabel = "MIX",
      description = "Who uses them, chat:70%%,idle:30%% (default: --talking decides).")
  private @Nullable String population;

  @Option(names = "--persona", paramLabel = "'NAME: KEY=VALUE; …'", description = "A persona in it; repeatable.")
  private List<String> personas = new ArrayList<>();

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = Addresses.class,
      description = "Where they go (default: the built-in server).")
  private @Nullable URI server;

  @Option(names = "--ota", paramLabel = "URL", converter = Addresses.class, description = "The same, by way of OTA.")
  private @Nullable URI ota;

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      converter = SourceAddresses.Converter.class,
      description = "Addresses that they connect from (default: as many as needed on loopback, else one).")
  private SourceAddresses source = SourceAddresses.NONE;

  @Option(
      names = "--wire",
      paramLabel = "WIRE",
      defaultValue = "websocket",
      description = "websocket or mqtt (default: ${DEFAULT-VALUE}).")
  private Wire wire = Wire.WEBSOCKET;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    if (devices < 1) {
      throw CliFailure.usage("--devices " + devices + " is too few; a fleet needs at least one");
    }
    URI target = server != null ? server : ota;
    boolean said = spec.commandLine().getParseResult().hasMatchedOption("--devices");
    int most = said ? Math.min(devices, plan.devices(devices)) : plan.devices(devices);
    Demand demand = MachineAdvice.demand(most, talking(most), target, wire == Wire.MQTT, source.all().size());
    List<Finding> findings = MachineAdvice.findings(demand);
    PrintWriter out = spec.root().commandLine().getOut();
    MachineAdvice.table(demand, findings).forEach(out::println);
    out.flush();
    return findings.stream().anyMatch(finding -> finding.grade() == Grade.SHORT) ? ExitCodes.USAGE : ExitCodes.WELL;
  }

  /** The share of those who are not silent. */
  private double talking(int most) throws CliFailure {
    if (population == null) {
      return talking;
    }
    try {
      Persona usual = Persona.chatting(Corpus.builtIn().utterances(), new Span(0, 0));
      Population users = PopulationText.parse(population, personas, usual);
      return 1 - (double) users.cast(most).silent() / most;
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--population: " + e.getMessage());
    }
  }
}
