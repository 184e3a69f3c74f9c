package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.server.FaultRule;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.server.Stall;
import io.github.xiaozhisim.stress.server.ServerBehaviour.NothingHeard;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Order;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Refusal;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * How the emulated server behaves: options shared by every command that runs one. Each has the default of {@link
 * ServerBehaviour#defaults()}.
 */
public final class ServerOptions {

  @Option(
      names = "--asr",
      paramLabel = "TIME",
      converter = LatencyConverter.class,
      defaultValue = "200ms",
      description = {
        "Time to recognise speech, from the end of the turn (default: ${DEFAULT-VALUE}). A time is 300ms, 0.3s,",
        "200ms..400ms (uniform), normal(300ms,50ms), exp(300ms) or lognormal(300ms,0.5)."
      })
  private Latency asr = Latency.ZERO;

  @Option(
      names = "--llm",
      paramLabel = "TIME",
      converter = LatencyConverter.class,
      defaultValue = "400ms",
      description = "Time until the model answers (default: ${DEFAULT-VALUE}).")
  private Latency llm = Latency.ZERO;

  @Option(
      names = "--tts",
      paramLabel = "TIME",
      converter = LatencyConverter.class,
      defaultValue = "150ms",
      description = "Time until the first speech of the answer (default: ${DEFAULT-VALUE}).")
  private Latency tts = Latency.ZERO;

  @Option(
      names = "--stall",
      paramLabel = "TIME@TIME",
      converter = StallConverter.class,
      description = {
        "Stand still for so long, so long after the first device has connected, such as 5s@20s: nothing goes on and "
            + "nothing",
        "is sent; repeatable."
      })
  private List<Stall> stalls = new ArrayList<>();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      converter = OrderConverter.class,
      defaultValue = "stt-llm-tts",
      description = "stt-llm-tts, or stt-tts-llm as some real servers send it (default: ${DEFAULT-VALUE}).")
  private Order order = Order.STT_LLM_TTS;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Turns served at once; the rest wait. 0: any number (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--worker-queue",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Turns that may wait for a worker; further ones get no answer (default: ${DEFAULT-VALUE}).")
  private int workerQueue;

  @Option(
      names = "--vad-silence",
      paramLabel = "TIME",
      converter = MillisConverter.class,
      defaultValue = "600ms",
      description = "Quiet that ends a turn in auto and realtime mode (default: ${DEFAULT-VALUE}).")
  private int vadSilenceMillis;

  @Option(
      names = "--when-nothing-heard",
      paramLabel = "WHAT",
      converter = NothingHeardConverter.class,
      defaultValue = "silence",
      description = "silence (as real servers) or empty-stt (default: ${DEFAULT-VALUE}).")
  private NothingHeard whenNothingHeard = NothingHeard.SILENCE;

  @Option(
      names = "--wake-word",
      paramLabel = "TEXT",
      description =
          "A text of 'listen detect' that is greeted instead of answered; may be repeated, replaces the usual ones.")
  private List<String> wakeWords = new ArrayList<>();

  @Option(
      names = "--head-start",
      paramLabel = "N",
      defaultValue = "5",
      description = "Packets of an answer sent at once before one every 60 ms (default: ${DEFAULT-VALUE}).")
  private int headStart;

  @Option(
      names = "--tail",
      paramLabel = "TIME",
      converter = MillisConverter.class,
      defaultValue = "120ms",
      description = {
        "From the end of the answer, as a listener without delay hears it, to tts stop (default: ${DEFAULT-VALUE};",
        "with a head start of five packets that is 420 ms after the last packet)."
      })
  private int tailMillis;

  @Option(
      names = "--sentences",
      paramLabel = "N",
      defaultValue = "1",
      description = "Sentences in each answer (default: ${DEFAULT-VALUE}).")
  private int sentences;

  @Option(names = "--no-mcp", description = "Leave the device's tools alone.")
  private boolean noMcp;

  @Option(
      names = "--mcp-call",
      paramLabel = "TOOL",
      description = "Call this tool in each turn, such as self.get_device_status.")
  private @Nullable String mcpCall;

  @Option(names = "--vision-url", paramLabel = "URL", description = "Tell devices to send photos there.")
  private @Nullable String visionUrl;

  @Option(
      names = "--require-token",
      paramLabel = "TOKEN",
      description = "Refuse who does not send it; the configuration request hands it out.")
  private @Nullable String token;

  @Option(
      names = "--refusal",
      paramLabel = "HOW",
      converter = RefusalConverter.class,
      defaultValue = "plain-text",
      description = {
        "How to refuse: plain-text (upgrade, one line, close 1000: as real servers do), close or http-401",
        "(default: ${DEFAULT-VALUE})."
      })
  private Refusal refusal = Refusal.PLAIN_TEXT;

  @Option(
      names = "--activation",
      paramLabel = "N",
      defaultValue = "0",
      description = "Devices must be activated first, and are when they have asked N times (default: no activation).")
  private int activationPolls;

  @Option(
      names = "--idle-close",
      paramLabel = "TIME",
      converter = MillisConverter.class,
      defaultValue = "120s",
      description = "Close a session in which nothing happens for so long; 0 for never (default: ${DEFAULT-VALUE}).")
  private int idleCloseMillis;

  @Option(
      names = "--fault",
      paramLabel = "NAME[:ARG][@SHARE]",
      converter = FaultConverter.class,
      description = {
        "Misbehave, towards all devices or exactly that share of them, such as refuse@50%%; may be repeated.",
        "'xiaozhi help serve' lists the faults."
      })
  private List<FaultRule> faults = new ArrayList<>();

  /**
   * What was asked for.
   *
   * @param seed of all random choices
   * @throws IllegalArgumentException with one sentence, when numbers are out of range
   */
  public ServerBehaviour behaviour(long seed) {
    atLeast("--workers", workers, 0);
    atLeast("--worker-queue", workerQueue, 0);
    atLeast("--head-start", headStart, 1);
    atLeast("--sentences", sentences, 1);
    atLeast("--activation", activationPolls, 0);
    atLeast("--vad-silence", vadSilenceMillis, 20);
    ServerBehaviour usual = ServerBehaviour.defaults();
    List<String> greeted =
        wakeWords.isEmpty()
            ? usual.listening().wakeWords()
            : wakeWords.stream().map(word -> word.strip().toLowerCase(Locale.ROOT)).toList();
    return usual
        .withSeed(seed)
        .withStages(new ServerBehaviour.Stages(asr, llm, tts, order, stalls))
        .withWorkers(workers, workerQueue)
        .withListening(
            new ServerBehaviour.Listening(
                vadSilenceMillis, usual.listening().speechMillis(), whenNothingHeard, greeted))
        .withAnswering(
            new ServerBehaviour.Answering(headStart, tailMillis, sentences, usual.answering().stopWhenIdle()))
        .withMcp(new ServerBehaviour.Mcp(!noMcp, visionUrl, mcpCall, usual.mcp().timeoutMillis()))
        .withAdmission(new ServerBehaviour.Admission(token, refusal))
        .withOta(usual.ota().withActivationPolls(activationPolls))
        .withIdleCloseMillis(idleCloseMillis)
        .withFaults(faults);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(option + " is at least " + least + ", not " + value);
    }
  }

  private static <E extends Enum<E>> E named(E[] values, String word) {
    List<String> words = new ArrayList<>();
    for (E value : values) {
      String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(word)) {
        return value;
      }
      words.add(name);
    }
    throw new TypeConversionException("'" + word + "' is none of " + String.join(", ", words));
  }

  /** Reads latencies. */
  static final class LatencyConverter implements ITypeConverter<Latency> {
    @Override
    public Latency convert(String value) {
      try {
        return Latency.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads stalls. */
  static final class StallConverter implements ITypeConverter<Stall> {
    @Override
    public Stall convert(String value) {
      int at = value.indexOf('@');
      try {
        if (at > 0) {
          return new Stall(
              TypedDurations.parseNanos(value.substring(at + 1)), TypedDurations.parseNanos(value.substring(0, at)));
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is not a stall; write how long and when, like 5s@20s");
      }
      throw new TypeConversionException("'" + value + "' is not a stall; write how long and when, like 5s@20s");
    }
  }

  /** Reads plain times. */
  static final class MillisConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      try {
        return (int) Math.round(Latency.parseMillis(value));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is not a time of at most ten minutes such as 600ms or 2s");
      }
    }
  }

  /** Reads faults. */
  static final class FaultConverter implements ITypeConverter<FaultRule> {
    @Override
    public FaultRule convert(String value) {
      try {
        return FaultRule.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class OrderConverter implements ITypeConverter<Order> {
    @Override
    public Order convert(String value) {
      return named(Order.values(), value);
    }
  }

  static final class NothingHeardConverter implements ITypeConverter<NothingHeard> {
    @Override
    public NothingHeard convert(String value) {
      return named(NothingHeard.values(), value);
    }
  }

  static final class SpeechConverter implements ITypeConverter<Speech> {
    @Override
    public Speech convert(String value) {
      return named(Speech.values(), value);
    }
  }

  static final class RefusalConverter implements ITypeConverter<Refusal> {
    @Override
    public Refusal convert(String value) {
      return named(Refusal.values(), value);
    }
  }
}
