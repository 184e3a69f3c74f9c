package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xiaozhi boards}: what there is, what one of them is and sends, and whether a description is right. */
@Command(
    name = "boards",
    description = "Lists the boards a device can live on, or shows one and what it sends.",
    mixinStandardHelpOptions = true,
    subcommands = BoardsCommand.Validate.class,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    done",
      "  2    there is no such board, or its description is wrong",
      "",
      "Examples:",
      "  xiaozhi boards",
      "  xiaozhi boards esp-box-3",
      "  xiaozhi boards bread-compact-ml307@wifi",
      "  xiaozhi boards my/board.json",
      "  xiaozhi boards validate my/board.json"
    })
final class BoardsCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BOARD",
      completionCandidates = BoardNames.class,
      description = "A name, NAME@NETWORK, or a file; without it all are listed.")
  private @Nullable String name;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.root().commandLine().getOut();
    if (name == null) {
      BoardText.list(Boards.builtIn()).forEach(out::println);
      out.flush();
      return ExitCodes.WELL;
    }
    try {
      BoardDefinition board = Boards.find(name);
      BoardText.show(board, new BoardSample(board)).forEach(out::println);
      out.flush();
      return ExitCodes.WELL;
    } catch (BoardException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** {@code xiaozhi boards validate}. */
  @Command(
      name = "validate",
      description = "Says everything that is wrong with descriptions of boards, with line and column.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExit codes:%n",
      footer = {
        "  0    nothing is wrong",
        "  2    something is, or a file cannot be read",
        "",
        "Examples:",
        "  xiaozhi boards validate my/board.json",
        "  xiaozhi boards validate boards/*/board.json"
      })
  static final class Validate implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "board.json files.")
    private List<String> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.root().commandLine().getOut();
      PrintWriter err = spec.root().commandLine().getErr();
      int wrong = 0;
      for (String file : files) {
        try {
          List<BoardDefinition> boards = Boards.load(file);
          out.println(file + ": " + String.join(", ", boards.stream().map(board -> board.info().name()).toList()));
        } catch (BoardException e) {
          wrong++;
          err.println(e.getMessage());
        }
      }
      out.flush();
      err.flush();
      return wrong == 0 ? ExitCodes.WELL : ExitCodes.USAGE;
    }
  }
}
