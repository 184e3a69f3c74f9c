package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.stress.operate.OperatedDevice;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code device}: this machine is a voice device, until somebody stops it. */
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes this machine a voice device: microphone and loudspeaker of its sound card, keys and lights on its pins.",
      "Network, sound card and server may come late, go and come back; what happens is said in lines for a log."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi device --ota http://HOST:8002/xiaozhi/ota/ --hands-free",
      "      speak, and it answers",
      "  xiaozhi device --server ws://HOST:8000/xiaozhi/v1/ --microphone USB --loudspeaker USB",
      "      straight to a WebSocket, on a certain sound card",
      "",
      "Exit codes: 0 it was stopped; 2 wrong options; 75, as a service only: a new start is needed to find the sound "
          + "card."
    })
public final class DeviceCommand implements Callable<Integer> {

  @Mixin private DeviceOptions options = new DeviceOptions();

  @Option(
      names = "--talk",
      description = {
        "Begin a conversation as soon as the device can, as if its button had been pressed once; not with --mode "
            + "manual."
      })
  private boolean talk;

  /** What is written down of conversations. */
  enum Log {
    WORDS,
    STATES
  }

  @Option(
      names = "--log",
      paramLabel = "WHAT",
      description = {
        "words: also what is said and answered; states: only that something is (default: words, but states where the",
        "  output is the system's journal, which others can read)."
      })
  private @Nullable Log log;

  /** As a service: how long cards that only a new start can find are waited for. */
  private static final long HIDDEN_SECONDS = 30;

  @Option(
      names = "--figures",
      description = "At the end, say how quick the device was and what the sound cards missed.")
  private boolean figures;

  @Mixin private ServerOptions builtIn = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = Main.environment(spec);
    Clock clock = SystemClock.INSTANCE;
    boolean systemd = JournalStream.isStandardOutput(environment);
    boolean words = log == null ? !systemd : log == Log.WORDS;
    DeviceJournal journal = new DeviceJournal(out, systemd, words, clock);
    long startNanos = clock.nowNanos();
    CountDownLatch stopped = new CountDownLatch(1);
    DeviceSetup setup = new DeviceSetup(options, environment);
    if (talk) {
      setup.refuseManual("--talk");
    }
    Rivals.refuseServerOptions(spec, options.access);
    OperatedDevice device = setup.open(true, builtIn);
    Thread farewell =
        new Thread(
            () -> {
              if (figures) {
                sayFigures(device, journal, (clock.nowNanos() - startNanos) / 1_000_000);
              }
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
    int code = ExitCodes.WELL;
    try {
      if (systemd && SoundCards.ofThisMachine().hidden() && !stopped.await(HIDDEN_SECONDS, TimeUnit.SECONDS)) {
        code = stillHidden(journal);
      }
      if (code == ExitCodes.WELL) {
        stopped.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(farewell);
    device.close();
    journal.close();
    return code;
  }

  /** Nobody sits at a service who could start it again. */
  private static int stillHidden(DeviceJournal journal) {
    if (!SoundCards.ofThisMachine().hidden()) {
      return ExitCodes.WELL;
    }
    journal.say(
        "the sound card was another program's when this one first looked; this ends, for a new start to find it");
    return ExitCodes.START_ANEW;
  }

  private static void sayFigures(OperatedDevice device, DeviceJournal journal, long aliveMillis) {
    LocalSession session = device.session();
    journal.say("microphone to wire, beyond the frame: " + session.speed().toWire());
    journal.say("first packet of an answer to loudspeaker: " + session.speed().toSound());
    journal.say("microphone: " + session.microphone());
    journal.say("loudspeaker: " + session.loudspeaker());
    journal.say(
        String.format(
            Locale.ROOT,
            "processor: %.1f %% of one in %d s; resident memory: %d MiB at most",
            100.0 * ProcessFigures.cpuMillis() / Math.max(1, aliveMillis),
            aliveMillis / 1_000,
            ProcessFigures.peakRssMebibytes()));
  }
}
