package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.sound.SoundBench;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import io.github.xiaozhisim.pi.sound.SoundException;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A bench with the cards of the options, on a terminal: waits for what it does and shows the level meanwhile. */
final class AudioBench implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 20;
  private static final int METER_COLUMNS = 30;
  private static final double METER_FLOOR_DBFS = -60;

  private final NettyTransport transport;
  private final SoundBench bench;
  private final Terminal terminal;

  private AudioBench(NettyTransport transport, SoundBench bench, Terminal terminal) {
    this.transport = transport;
    this.bench = bench;
    this.terminal = terminal;
  }

  /**
   * Complains about cards that are not there before anything is opened; a side that is not used may be absent.
   *
   * @param hears whether there must be a microphone
   * @param plays whether there must be a loudspeaker
   */
  static AudioBench open(AudioOptions options, boolean hears, boolean plays, Terminal terminal) throws CliFailure {
    SoundSettings microphone = settings(options.microphone, options.bufferMillis);
    SoundSettings loudspeaker = settings(options.loudspeaker, options.bufferMillis);
    SoundCards cards = SoundCards.ofThisMachine();
    try {
      if (hears || options.microphone != null) {
        cards.microphone(options.microphone);
      }
      if (plays || options.loudspeaker != null) {
        cards.loudspeaker(options.loudspeaker);
      }
    } catch (SoundException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
    NettyTransport transport = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.verified());
    return new AudioBench(transport, new SoundBench(transport.scheduler(0), cards, microphone, loudspeaker), terminal);
  }

  private static SoundSettings settings(@Nullable String card, int bufferMillis) throws CliFailure {
    try {
      return SoundSettings.of(card).withBufferMillis(bufferMillis);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--buffer " + bufferMillis + ": " + e.getMessage());
    }
  }

  void say(String line) {
    terminal.print(line + System.lineSeparator());
  }

  /** What is wrong with the microphone before it is tried; empty when there is one. */
  String microphoneMissing() {
    return missing(() -> SoundCards.ofThisMachine().microphone(null));
  }

  String loudspeakerMissing() {
    return missing(() -> SoundCards.ofThisMachine().loudspeaker(null));
  }

  private interface Choice {
    void choose() throws SoundException;
  }

  private static String missing(Choice choice) {
    try {
      choice.choose();
      return "";
    } catch (SoundException e) {
      return String.valueOf(e.getMessage());
    }
  }

  SoundBench bench() {
    return bench;
  }

  /**
   * Waits until it is done, with the microphone's level on the terminal where {@code meter} says so.
   *
   * @param seconds how long it should take; much more is a failure
   */
  <T> T await(CompletionStage<T> work, int seconds, boolean meter) throws CliFailure {
    for (long looks = (seconds + PATIENCE_SECONDS) * 1_000 / LOOK_MILLIS; looks > 0; looks--) {
      try {
        T result = work.toCompletableFuture().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        terminal.endLive();
        return result;
      } catch (TimeoutException _) {
        if (meter && terminal.interactive()) {
          terminal.live(meter(bench.level()));
        }
      } catch (ExecutionException e) {
        throw new CliFailure(
            ExitCodes.SOME_FAILED,
            "the sound card cannot be used (" + e.getCause() + "): './xiaozhi doctor'" + " looks what is wrong");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new CliFailure(ExitCodes.INTERRUPTED, "interrupted");
      }
    }
    throw new CliFailure(
        ExitCodes.SOME_FAILED, "the sound system does not answer: './xiaozhi doctor' looks what is wrong");
  }

  /** Such as {@code ##########------- -23 dBFS}. */
  static String meter(double dbfs) {
    double share = (dbfs - METER_FLOOR_DBFS) / -METER_FLOOR_DBFS;
    int full = (int) Math.round(Math.clamp(share, 0, 1) * METER_COLUMNS);
    return String.format(Locale.ROOT, "%s%s %4.0f dBFS", "#".repeat(full), "-".repeat(METER_COLUMNS - full), dbfs);
  }

  /** Says what the cards could not do, and what was lost; true when they could do everything. */
  boolean sayTroubles() {
    bench.troubles().forEach(this::say);
    SoundCounters counters = bench.counters();
    if (!counters.clean()) {
      say(losses(counters));
    }
    return bench.troubles().isEmpty();
  }

  static String losses(SoundCounters counters) {
    return String.format(
        Locale.ROOT,
        "this machine was too busy: the loudspeaker ran dry %d times (%d ms), the microphone lost %d ms; a larger "
            + "--buffer"
            + " helps",
        counters.underruns(),
        counters.underrunMillis(),
        counters.lostMillis() + counters.staleMillis());
  }

  @Override
  public void close() {
    bench.close();
    transport.close();
  }
}
