package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.bench.FloorClient;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench floor}: the bare client, until its input ends. */
@Command(
    name = "floor",
    description = {
      "The bare client that bench compares with: devices that are nothing but their wire, and talk without a pause to "
          + "a",
      "server on this machine. Ends when its input ends."
    },
    mixinStandardHelpOptions = true)
final class BenchFloorCommand implements Callable<Integer> {

  @Option(names = "--port", paramLabel = "N", required = true, description = "Of 'xiaozhi bench target'.")
  private int port;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--connect-rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Connections opened each second (default: ${DEFAULT-VALUE}).")
  private int connectRate;

  @Override
  public Integer call() throws CliFailure {
    BenchCommand.requireLinux();
    if (devices < 1 || connectRate < 1) {
      throw CliFailure.usage("--devices and --connect-rate are at least 1");
    }
    try {
      FloorClient floor = new FloorClient(port, devices, connectRate, SystemClock.INSTANCE);
      Thread.ofPlatform().daemon().name("asked").start(() -> waitForTheEnd(floor));
      floor.run();
      return ExitCodes.WELL;
    } catch (IOException refused) {
      throw CliFailure.usage(String.valueOf(refused.getMessage()));
    }
  }

  private static void waitForTheEnd(FloorClient floor) {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      floor.end();
    }
    floor.end();
  }
}
