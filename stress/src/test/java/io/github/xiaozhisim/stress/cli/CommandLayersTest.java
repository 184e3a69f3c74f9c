package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Where values come from that nobody typed, and what wins. */
class CommandLayersTest {

  private final StringWriter err = new StringWriter();

  private static List<String> completed(Map<String, String> environment, String... typed) throws CliFailure {
    CommandLine line = Main.commandLine(environment);
    return new CommandLayers(environment).complete(line.parseArgs(typed)).arguments();
  }

  private int run(Map<String, String> environment, String... typed) {
    return Main.commandLine(environment)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(typed);
  }

  @Test
  void shouldGiveEveryOptionOfEveryCommandAVariableOfItsOwn() throws CliFailure {
    List<CommandLine> commands = new ArrayList<>();
    collect(Main.commandLine(Map.of()), commands);
    assertThat(commands).hasSizeGreaterThan(9);
    for (CommandLine command : commands) {
      Set<String> variables = new HashSet<>();
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (option.usageHelp() || option.versionHelp() || !option.longestName().startsWith("--")) {
          continue;
        }
        String variable = OptionVariables.of(option.longestName());
        assertThat(variables.add(variable)).as(variable).isTrue();
        assertThat(OptionVariables.read(command.getCommandSpec(), Map.of(variable, "1")))
            .as(variable + " of " + command.getCommandName())
            .extracting(Supplied::option)
            .containsExactly(option.longestName());
      }
    }
  }

  private static void collect(CommandLine command, List<CommandLine> commands) {
    commands.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, commands));
  }

  @Test
  void shouldTakeFromTheEnvironmentWhatWasNotTyped() throws CliFailure {
    assertThat(completed(Map.of("XIAOZHI_RAMP_UP", "5s", "XIAOZHI_DEVICES", "7"), "fleet", "--devices", "3"))
        .containsExactly("fleet", "--ramp-up=5s", "--devices", "3");
    assertThat(completed(Map.of("XIAOZHI_DEVICES", ""), "fleet")).containsExactly("fleet");
    assertThat(completed(Map.of("XIAOZHI_SEEDS", "5"), "fleet")).containsExactly("fleet");
  }

  @Test
  void shouldPreferTheVariableOfTheCommand() throws CliFailure {
    Map<String, String> environment = Map.of("XIAOZHI_SEED", "5", "XIAOZHI_SIMULATE_SEED", "6");
    assertThat(completed(environment, "fleet")).containsExactly("fleet", "--seed=5");
    assertThat(completed(environment, "simulate")).containsExactly("simulate", "--seed=6");
  }

  @Test
  void shouldTakeOneValueALineWhereAnOptionMayBeRepeated() throws CliFailure {
    assertThat(completed(Map.of("XIAOZHI_HEADER", "A: b, c\n\n D: e;f \n"), "fleet"))
        .containsExactly("fleet", "--header=A: b, c", "--header=D: e;f");
  }

  @Test
  void shouldTakeYesAndNoForOptionsWithoutAValue() throws CliFailure {
    assertThat(completed(Map.of("XIAOZHI_YES", "True", "XIAOZHI_INSECURE", "0"), "fleet"))
        .containsExactly("fleet", "--yes");
    assertThat(completed(Map.of("XIAOZHI_LIVE", "0"), "fleet")).as("no page").containsExactly("fleet");
    assertThat(completed(Map.of("XIAOZHI_LIVE", "yes"), "fleet")).as("any port").containsExactly("fleet", "--live");
    assertThat(completed(Map.of("XIAOZHI_LIVE", "8090"), "fleet")).containsExactly("fleet", "--live=8090");
    assertThatThrownBy(() -> completed(Map.of("XIAOZHI_YES", "perhaps"), "fleet"))
        .hasMessage("XIAOZHI_YES is 'perhaps', which is neither yes nor no; write 1 or 0");
  }

  @Test
  void shouldTakeNoForOptionsWhoseValueMayBeLeftOut() throws CliFailure {
    assertThat(completed(Map.of("XIAOZHI_LIVE", "0"), "fleet")).containsExactly("fleet");
    assertThat(completed(Map.of("XIAOZHI_LIVE", "1"), "fleet")).containsExactly("fleet", "--live");
    assertThat(completed(Map.of("XIAOZHI_LIVE", "8080"), "fleet")).containsExactly("fleet", "--live=8080");
  }

  @Test
  void shouldDropWhatATypedOptionExcludes() throws CliFailure {
    Map<String, String> environment =
        Map.of("XIAOZHI_SERVER", "ws://a/", "XIAOZHI_TOKEN", "secret", "XIAOZHI_ASR", "1s", "XIAOZHI_TURNS", "2");
    assertThat(completed(environment, "fleet", "--ota", "http://b/", "--token-file", "t"))
        .containsExactly("fleet", "--turns=2", "--ota", "http://b/", "--token-file", "t");
  }

  @Test
  void shouldCompleteACommandOfACommand() throws CliFailure {
    assertThat(completed(Map.of("XIAOZHI_SEED", "1"), "boards", "validate", "boards/a.json"))
        .containsExactly("boards", "validate", "boards/a.json");
  }

  @Test
  void shouldSayWhichVariableIsWrong() {
    assertThat(run(Map.of("XIAOZHI_DEVICES", "many"), "fleet")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("'many' is not a whole number (--devices from XIAOZHI_DEVICES)");
  }

  @Test
  void shouldSayWhichVariableCannotBeUsedWithTheOthers() {
    assertThat(run(Map.of("XIAOZHI_DURATION", "10s"), "fleet", "--warm-up", "20s")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("--warm-up leaves nothing to measure")
        .contains("(--duration from XIAOZHI_DURATION)");
  }

  @Test
  void shouldNotPassOverAVariableInSilenceThatIsMisspelt() {
    assertThat(run(Map.of("XIAOZHI_DURATON", "5", "XIAOZHI_JAVA_OPTS", "-Xmx1g"), "boards")).isEqualTo(ExitCodes.WELL);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "xiaozhi: XIAOZHI_DURATON is no option of any command and changes nothing; did you mean XIAOZHI_DURATION?");
  }

  @Test
  void shouldTakeTheOldTestersVariablesWhenAVariableAsksForThem() {
    assertThat(run(Map.of("XIAOZHI_OLD_ENV", "1", "XIAOZHI_TURNS", "0", "LISTENING_MODE", "auto"), "fleet"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("--old-env stands for: --dialect toyai --mode auto")
        .contains("--turns 0 is too few");
  }
}
