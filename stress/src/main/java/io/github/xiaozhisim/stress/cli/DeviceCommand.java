package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.stress.operate.OperatedDevice;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code device}: this machine is a voice device, until somebody stops it. */
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    description = {
      "Makes this machine a voice device: microphone and loudspeaker of its sound card, keys and lights on its pins.",
      "Network, sound card and server may come late, go and come back; what happens is said in lines for a log."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi device --ota http://HOST:8002/xiaozhi/ota/ --hands-free",
      "      speak, and it answers",
      "  xiaozhi device --server ws://HOST:8000/xiaozhi/v1/ --microphone USB --loudspeaker USB",
      "      straight to a WebSocket, on a certain sound card"
    })
public final class DeviceCommand implements Callable<Integer> {

  @Mixin private DeviceOptions options = new DeviceOptions();

  @Option(
      names = "--talk",
      description = "Begin a conversation as soon as the device can, as if its button had been pressed once.")
  private boolean talk;

  @Mixin private ServerOptions builtIn = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = Main.environment(spec);
    Clock clock = SystemClock.INSTANCE;
    DeviceJournal journal = new DeviceJournal(out, environment.containsKey("JOURNAL_STREAM"), clock);
    CountDownLatch stopped = new CountDownLatch(1);
    OperatedDevice device = new DeviceSetup(options, environment).open(true, builtIn.behaviour(1));
    Thread farewell =
        new Thread(
            () -> {
              device.close();
              journal.say("stopped");
              journal.close();
              Runtime.getRuntime().halt(ExitCodes.WELL); // being stopped is how a device ends
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    DeviceSession session = device.session();
    journal.say("device " + session.name());
    URI server = device.builtInServer();
    if (server != null) {
      journal.say("no server is named, so one is built in: " + server);
    }
    session.listener(talk ? journal.andThenOnce(session::toggle) : journal);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Runtime.getRuntime().removeShutdownHook(farewell);
      device.close();
      journal.close();
    }
    return ExitCodes.WELL;
  }
}
