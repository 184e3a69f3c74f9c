package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.bench.TargetServer;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench target}: the lean server, until its input ends. */
@Command(
    name = "target",
    description = {
      "The lean server that bench measures against, for other tools too. Prints 'port=N', then for each line 'tell' or",
      "'reset' that it reads one line with what it has seen since the last reset. Ends when its input ends."
    },
    mixinStandardHelpOptions = true)
final class BenchTargetCommand implements Callable<Integer> {

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.commandLine().getOut();
    BenchCommand.requireLinux();
    if (port < 0 || port > 65_535) {
      throw CliFailure.usage("--port is from 0 to 65535, not " + port);
    }
    try {
      TargetServer server = TargetServer.listen(port, SystemClock.INSTANCE);
      out.println("port=" + server.port());
      out.flush();
      Thread.ofPlatform().daemon().name("asked").start(() -> answer(server, out));
      server.run();
      return ExitCodes.WELL;
    } catch (IOException refused) {
      throw CliFailure.usage(refused.getMessage() + "; take another port, or --port 0");
    }
  }

  private static void answer(TargetServer server, PrintWriter out) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(server.figures(line.equals("reset")));
        out.flush();
      }
    } catch (IOException e) {
      out.println("the input broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.end();
    }
  }
}
