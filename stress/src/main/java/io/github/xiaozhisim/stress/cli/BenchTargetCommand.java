package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.bench.EncryptedTarget;
import io.github.xiaozhisim.stress.bench.Target;
import io.github.xiaozhisim.stress.bench.TargetServer;
import io.github.xiaozhisim.transport.BindFailure;
import io.github.xiaozhisim.transport.SystemClock;
import io.github.xiaozhisim.transport.TlsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain in PEM form: serve wss.")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its unencrypted PKCS#8 key in PEM form.")
  private @Nullable Path tlsKey;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    BenchCommand.requireLinux();
    if (port < 0 || port > 65_535) {
      throw CliFailure.usage("--port is from 0 to 65535, not " + port);
    }
    try {
      Target server = listen();
      out.println("port=" + server.port());
      out.flush();
      Thread.ofPlatform().daemon().name("asked").start(() -> answer(server, out));
      server.run();
      return ExitCodes.WELL;
    } catch (BindFailure | TlsSettings.TlsFileException refused) {
      throw CliFailure.usage(String.valueOf(refused.getMessage()));
    } catch (IOException refused) {
      throw CliFailure.usage(refused.getMessage() + "; take another port, or --port 0");
    }
  }

  private Target listen() throws CliFailure, IOException, BindFailure {
    if (tlsCert == null && tlsKey == null) {
      return TargetServer.listen(port, SystemClock.INSTANCE);
    }
    if (tlsCert == null || tlsKey == null) {
      throw CliFailure.usage("--tls-cert and --tls-key belong together");
    }
    return EncryptedTarget.listen(port, TlsSettings.Server.fromPem(tlsCert, tlsKey));
  }

  private static void answer(Target server, PrintWriter out) {
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
