package io.github.xiaozhisim.stress.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints a script that teaches your shell to complete commands and options.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./xiaozhi completion bash)",
      "  ./xiaozhi completion zsh > ~/.xiaozhi-completion && echo 'source ~/.xiaozhi-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {

  /** Shells there is a script for; one script serves both. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  @SuppressWarnings("NullAway.Init")
  private Shell shell;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    root.getOut().print(AutoComplete.bash("xiaozhi", root));
    root.getOut().flush();
    return ExitCodes.WELL;
  }
}
