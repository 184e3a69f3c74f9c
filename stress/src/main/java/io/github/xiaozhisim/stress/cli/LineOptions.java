package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.virtual.LineQuality;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What lies between devices and server in virtual time. */
final class LineOptions {

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      defaultValue = "20ms",
      converter = Durations.Nanos.class,
      description = "Every message takes so long, each way (default: ${DEFAULT-VALUE}).")
  private long delayNanos;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      defaultValue = "0ms",
      converter = Durations.Nanos.class,
      description = "And up to so much longer, each by itself; order is kept (default: ${DEFAULT-VALUE}).")
  private long jitterNanos;

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = Durations.Shares.class,
      description = {
        "Share of messages lost on the way: TCP sends them again, which holds up what is behind them; UDP does not",
        "(default: ${DEFAULT-VALUE})."
      })
  private double loss;

  @Option(
      names = "--reorder",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = Durations.Shares.class,
      description = "Share of UDP datagrams that later ones overtake (default: ${DEFAULT-VALUE}).")
  private double reordering;

  @Option(
      names = "--duplicate",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = Durations.Shares.class,
      description = "Share of UDP datagrams that come twice (default: ${DEFAULT-VALUE}).")
  private double duplication;

  @Option(
      names = "--drop-connections",
      paramLabel = "TIME",
      converter = Durations.Nanos.class,
      description = "Connections break at any moment, after so long on average (default: never).")
  private @Nullable Long meanLifeNanos;

  @Option(
      names = "--refuse-connects",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = Durations.Shares.class,
      description = "Share of connection attempts that find nobody listening (default: ${DEFAULT-VALUE}).")
  private double refused;

  NetworkConditions conditions() throws CliFailure {
    if (meanLifeNanos != null && meanLifeNanos == 0) {
      throw CliFailure.usage("--drop-connections 0 leaves no connection; leave it out for connections that last");
    }
    LineQuality line = new LineQuality(delayNanos, jitterNanos, 0, loss, reordering, duplication);
    return new NetworkConditions(line, line, refused, meanLifeNanos == null ? 0 : meanLifeNanos);
  }
}
