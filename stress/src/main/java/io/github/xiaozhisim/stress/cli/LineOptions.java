package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Impairments;
import io.github.xiaozhisim.stress.fleet.Impairments.Range;
import io.github.xiaozhisim.stress.fleet.Span;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What lies between devices and server, beyond what lies there anyway. */
final class LineOptions {

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      converter = TypedDurations.Spans.class,
      description = {
        "Every message takes so long, each way; of a range each device draws its own (default: nothing is added, in",
        "  virtual time 20ms)."
      })
  private @Nullable Span delay;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      defaultValue = "0ms",
      converter = TypedDurations.Spans.class,
      description = {
        "And up to so much longer, each by itself; order is kept; of a range each device draws its own",
        "(default: ${DEFAULT-VALUE})."
      })
  private Span jitter = new Span(0, 0);

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = Bandwidths.class,
      description = {
        "So much fits through each way: 64kbit, 2Mbit a second; of a range, 32kbit..256kbit, each device draws its own",
        "(default: as much as comes)."
      })
  private Range bandwidth = Range.UNLIMITED;

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = TypedDurations.Shares.class,
      description = {
        "Share of messages lost on the way: TCP sends them again, which holds up what is behind them; UDP does not",
        "(default: ${DEFAULT-VALUE})."
      })
  private double loss;

  @Option(
      names = "--reorder",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = TypedDurations.Shares.class,
      description = "Share of UDP datagrams that later ones overtake (default: ${DEFAULT-VALUE}).")
  private double reordering;

  @Option(
      names = "--duplicate",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = TypedDurations.Shares.class,
      description = "Share of UDP datagrams that come twice (default: ${DEFAULT-VALUE}).")
  private double duplication;

  @Option(
      names = "--drop-connections",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "Connections break at any moment, after so long on average (default: never).")
  private @Nullable Long meanLifeNanos;

  @Option(
      names = "--refuse-connects",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = TypedDurations.Shares.class,
      description = "Share of connection attempts that find nobody listening (default: ${DEFAULT-VALUE}).")
  private double refused;

  @Option(
      names = "--impaired",
      paramLabel = "SHARE",
      defaultValue = "100%",
      converter = TypedDurations.Shares.class,
      description = "So many of the devices have such a network; the others' is as it is (default: ${DEFAULT-VALUE}).")
  private double share = 1;

  /** @param usualNanos the delay where none is said */
  Impairments impairments(long usualNanos) throws CliFailure {
    if (meanLifeNanos != null && meanLifeNanos == 0) {
      throw CliFailure.usage("--drop-connections 0 leaves no connection; leave it out for connections that last");
    }
    return new Impairments(
        delay == null ? new Span(usualNanos, usualNanos) : delay,
        jitter,
        bandwidth,
        loss,
        reordering,
        duplication,
        refused,
        meanLifeNanos == null ? 0 : meanLifeNanos,
        share);
  }
}
