package io.github.xiaozhisim.stress.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How {@code --help} is laid out: lines are broken where the terminal ends and not where the source does, the options
 * of a large command stand in groups, the list of commands has a whole sentence for each, and long examples can be
 * copied.
 */
final class HelpPage {

  private static final int COMMAND_COLUMN = 15;

  /** So far in stands what goes on from the line before. */
  private static final int CONTINUED = 2;

  private HelpPage() {}

  /** For a command line with all its subcommands. */
  static void layOut(CommandLine line) {
    line.setHelpFactory((spec, colours) -> new Page(spec, colours));
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(line.getHelpSectionMap());
    sections.put(SECTION_KEY_DESCRIPTION, HelpPage::description);
    sections.put(SECTION_KEY_OPTION_LIST, HelpPage::options);
    sections.put(SECTION_KEY_COMMAND_LIST, HelpPage::commands);
    sections.put(SECTION_KEY_FOOTER_HEADING, help -> ""); // with the footer, since it may be the beginning of its line
    sections.put(SECTION_KEY_FOOTER, HelpPage::footer);
    line.setHelpSectionMap(sections);
    line.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(OptionGroup::apply)
        .forEach(command -> command.usageMessage().abbreviateSynopsis(true));
  }

  private static String description(Help help) {
    String[] description = help.commandSpec().usageMessage().description();
    return lines(help, HelpText.paragraphs(List.of(description)).toArray(String[]::new));
  }

  private static String footer(Help help) {
    CommandLine.Model.UsageMessageSpec words = help.commandSpec().usageMessage();
    return words.footer().length == 0 ? "" : lines(help, words.footerHeading() + String.join("%n", words.footer()));
  }

  private static String lines(Help help, String... text) {
    return Stream.of(text)
        .flatMap(line -> Stream.of(line.formatted().split("\\R")))
        .map(line -> HelpText.wrapped(line.stripTrailing(), width(help)))
        .collect(Collectors.joining());
  }

  private static String commands(Help help) {
    StringBuilder text = new StringBuilder();
    help.subcommands()
        .forEach(
            (name, command) -> {
              CommandLine.Model.UsageMessageSpec words = command.commandSpec().usageMessage();
              String[] said = words.header().length > 0 ? words.header() : words.description();
              String sentence = HelpText.firstSentence(String.join(" ", said).formatted());
              String row = "  " + name + " ".repeat(Math.max(1, COMMAND_COLUMN - 2 - name.length())) + sentence;
              text.append(HelpText.wrapped(row, width(help), COMMAND_COLUMN));
            });
    return text.toString();
  }

  private static String options(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> options = new ArrayList<>(command.options());
    options.removeIf(option -> option.hidden() || isRefused(command, option));
    if (command.usageMessage().sortOptions()) {
      options.sort(Comparator.comparing(OptionSpec::longestName));
    }
    if (!OptionGroup.apply(command)) {
      return list(help, options);
    }
    Map<OptionGroup, List<OptionSpec>> groups =
        options.stream().collect(Collectors.groupingBy(OptionGroup::of));
    StringBuilder text = new StringBuilder();
    for (OptionGroup group : OptionGroup.values()) {
      if (groups.containsKey(group)) {
        text.append(System.lineSeparator()).append(group.heading()).append(':').append(System.lineSeparator());
        text.append(list(help, groups.get(group)));
      }
    }
    return text.toString();
  }

  /** A search takes the options of a fleet, but for those about which it decides by itself. */
  private static boolean isRefused(CommandSpec command, OptionSpec option) {
    return command.userObject() instanceof CapacityCommand && CapacityCommand.refuses(option.longestName());
  }

  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
    if (help instanceof Page page) {
      Help.Column[] columns = layout.textTable().columns();
      page.descriptionColumns = columns[columns.length - 1].width - columns[columns.length - 1].indent;
    }
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }

  private static int width(Help help) {
    return help.commandSpec().usageMessage().width();
  }

  /** Options with their descriptions as paragraphs, broken between words only: the parser would break 02:00:00, too. */
  private static final class Page extends Help {

    private int descriptionColumns = Integer.MAX_VALUE;

    Page(CommandSpec spec, ColorScheme colours) {
      super(spec, colours);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      IOptionRenderer usual = super.createDefaultOptionRenderer();
      return (option, label, colours) -> {
        String[] paragraphs =
            HelpText.paragraphs(List.of(option.description())).stream()
                .flatMap(paragraph -> HelpText.wrapped(paragraph, descriptionColumns, CONTINUED).lines())
                .map(line -> line.replace("%", "%%")) // read as formatted, taken as a format
                .toArray(String[]::new);
        return usual.render(option.toBuilder().description(paragraphs).build(), label, colours);
      };
    }
  }
}
