package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What {@code --help} says, of all commands. */
class HelpPageTest {

  private static final int COLUMNS = 80;

  @Test
  void shouldBreakLinesWhereTheTerminalEndsAndNotWhereTheSourceDoes() {
    assertThat(HelpText.paragraphs(List.of("One sentence that goes", "  on here (default: 1).")))
        .containsExactly("One sentence that goes on here (default: 1).");
    assertThat(HelpText.wrapped("  0    all turns were answered", 20))
        .isEqualTo(lines("  0    all turns", "       were answered"));
  }

  @Test
  void shouldKeepTheItemsOfAListApart() {
    assertThat(HelpText.paragraphs(List.of("One of:", "  'failed < 1%'  of the turns", "html: a page", "", "Else")))
        .containsExactly("One of:", "'failed < 1%'  of the turns", "html: a page", "Else");
  }

  @Test
  void shouldBreakAnExampleSoThatAShellTakesItAsOneCommand() {
    assertThat(HelpText.wrapped("  xiaozhi fleet --text 'a --b c' --devices 5", 36))
        .isEqualTo(lines("  xiaozhi fleet --text 'a --b c' \\", "      --devices 5"));
  }

  @Test
  void shouldSayAWholeSentenceOfEachCommand() {
    for (CommandLine command : commands()) {
      if (!command.getSubcommands().isEmpty()) {
        String list = command.getUsageMessage().split("(?m)^Commands:$")[1];
        for (String row : list.split("\\R\\R")[0].strip().split("\\R(?= {2}\\S)")) {
          assertThat(row).as("%s of %s", row, command.getCommandName()).matches("(?s).*[.?](, and .*)?");
        }
      }
    }
  }

  @Test
  void shouldPutEveryOptionOfALargeCommandBelowAHeading() {
    for (CommandLine command : commands()) {
      if (OptionGroup.apply(command.getCommandSpec())) {
        assertThat(command.getCommandSpec().options())
            .filteredOn(option -> OptionGroup.of(option) == OptionGroup.REST)
            .extracting(CommandLine.Model.OptionSpec::longestName)
            .as("options of %s without a group in OptionGroup", command.getCommandName())
            .isSubsetOf("--help", "--version", "--old-env", "--old-config");
      }
    }
  }

  @Test
  void shouldKeepWithinATerminalOfTheUsualWidth() {
    for (CommandLine command : commands()) {
      assertThat(command.getUsageMessage().lines().filter(line -> line.length() > COLUMNS))
          .as("lines of %s", command.getCommandName())
          .isEmpty();
    }
  }

  @Test
  void shouldBreakDescriptionsBetweenWordsOnly() {
    for (CommandLine command : commands()) {
      List<String> shown = List.of(command.getUsageMessage().strip().split("\\s+"));
      command.getCommandSpec().options().stream()
          .filter(
              option -> !command.getCommandName().equals("capacity") || !CapacityCommand.refuses(option.longestName()))
          .flatMap(option -> Stream.of(option.description()))
          .flatMap(line -> Stream.of(line.strip().split("\\s+")))
          .filter(
              word -> !word.isEmpty() && word.chars().allMatch(c -> c < 0x2E80)) // what is wide may be broken anywhere
          .forEach(
              word ->
                  assertThat(shown.contains(word))
                      .as("%s in one piece in the help of %s", word, command.getCommandName())
                      .isTrue());
    }
  }

  @Test
  void shouldListNoOptionThatASearchRefuses() {
    String help = Main.commandLine(Map.of()).getSubcommands().get("capacity").getUsageMessage();

    assertThat(help).contains("--hold=").doesNotContain("--duration=", "--phases=", "--old-env");
  }

  @TestFactory
  Stream<DynamicTest> shouldGiveExamplesThatTheCommandsTake() {
    Pattern example = Pattern.compile("^ {2}(?:\\S+=\\S+ )*(?:echo .* \\| )?xiaozhi (.*)$");
    return commands().stream()
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .map(line -> example.matcher(line.formatted()))
        .filter(Matcher::matches)
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.group(1),
                    () ->
                        assertThatCode(() -> Main.commandLine(Map.of()).parseArgs(words(line.group(1))))
                            .doesNotThrowAnyException()));
  }

  /** As a shell takes a line apart, up to where another command begins. */
  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    var word = Pattern.compile("(?:'[^']*'|[^' ])+").matcher(line);
    while (word.find() && !word.group().equals(">") && !word.group().equals("&&")) {
      words.add(word.group().replace("'", ""));
    }
    return words.toArray(String[]::new);
  }

  private static List<CommandLine> commands() {
    List<CommandLine> found = new ArrayList<>(List.of(Main.commandLine(Map.of()).setUsageHelpAutoWidth(false)));
    for (int at = 0; at < found.size(); at++) {
      found.addAll(found.get(at).getSubcommands().values());
    }
    return found;
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
