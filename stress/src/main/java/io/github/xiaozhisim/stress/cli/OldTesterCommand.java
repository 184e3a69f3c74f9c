package io.github.xiaozhisim.stress.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code xiaozhi old-tester}: takes the place of the older tester's program in scripts that set its variables. */
@Command(
    name = "old-tester",
    description = {
      "For scripts written for the older WebSocket tester: the same as 'xiaozhi fleet --old-env --yes'. Takes its",
      "environment variables, and those of a file (--old-config FILE, or .env in this folder), says which options they "
          + "stand",
      "for, and runs; options of fleet may follow, and win.",
      "See stress/docs/old-tester.md."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  WS_SERVER_HOST=127.0.0.1:8000 CONCURRENT_CONNECTIONS=50 xiaozhi old-tester")
final class OldTesterCommand implements Callable<Integer> {

  @Unmatched private List<String> further = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    List<String> fleet = new ArrayList<>(List.of("fleet", OldEnvironment.OPTION, "--yes"));
    boolean named = further.stream().anyMatch(word -> word.startsWith(OldEnvironment.CONFIG_OPTION));
    if (!named && OldConfig.isIn(OldConfig.USUAL, OldEnvironment.names())) {
      fleet.add(OldEnvironment.CONFIG_OPTION + "=" + OldConfig.USUAL);
    }
    fleet.addAll(further);
    CommandLine here = spec.root().commandLine();
    return Main.commandLine(Main.environment(spec))
        .setOut(here.getOut())
        .setErr(here.getErr())
        .execute(fleet.toArray(String[]::new));
  }
}
