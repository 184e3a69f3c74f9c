package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundCards;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audio}: the sound cards of this machine, and whether they do what a device needs. */
@Command(
    name = "audio",
    mixinStandardHelpOptions = true,
    description = "Lists the sound cards of this machine and tries them: plays, listens, records, measures.",
    synopsisSubcommandLabel = "list|test|record|loopback",
    subcommands = {
      AudioCommand.Listing.class,
      AudioTestCommand.class,
      AudioRecordCommand.class,
      AudioLoopbackCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi audio list",
      "  xiaozhi audio test --microphone USB --loudspeaker 2",
      "  xiaozhi audio record hello.wav --seconds 5 --play",
      "  xiaozhi audio loopback",
      "",
      "Exit codes: 0 well; 1 something does not work; 2 wrong options, or no such card"
    })
final class AudioCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, test, record or loopback");
  }

  /** {@code audio list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the sound cards: number, whether they hear and play, name.",
        "Options that want a CARD take the number or a part of the name. Numbers change when cards come and go."
      })
  static final class Listing implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.root().commandLine().getOut();
      List<SoundCard> cards = SoundCards.ofThisMachine().list();
      lines(cards).forEach(out::println);
      out.flush();
      return cards.isEmpty() ? ExitCodes.SOME_FAILED : ExitCodes.WELL;
    }

    static List<String> lines(List<SoundCard> cards) {
      if (cards.isEmpty()) {
        return List.of("no sound card: connect one; './xiaozhi doctor' says what else may be missing");
      }
      return cards.stream()
          .map(
              card ->
                  String.format(
                      Locale.ROOT, "%3d  %-5s  %-5s  %s%s",
                      card.number(),
                      card.captures() ? "hears" : "",
                      card.plays() ? "plays" : "",
                      card.name(),
                      remark(card)))
          .toList();
    }

    private static String remark(SoundCard card) {
      if (!card.captures() && !card.plays()) {
        return "  (offers nothing: most likely another program has it)";
      }
      return card.description().isEmpty() ? "" : "  (" + card.description() + ")";
    }
  }
}
