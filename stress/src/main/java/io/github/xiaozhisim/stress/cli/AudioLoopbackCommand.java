package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.sound.RoundTrip;
import io.github.xiaozhisim.stress.live.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code audio loopback}: how long sound takes from loudspeaker to microphone. */
@Command(
    name = "loopback",
    mixinStandardHelpOptions = true,
    description = {
      "Plays five chirps, looks for them in what the microphone hears, and says how long sound takes there and back.",
      "It needs a microphone that hears the loudspeaker, or a cable from one to the other. With it the smallest "
          + "--buffer can",
      "  be found that this machine keeps up with."
    },
    footerHeading = "%nExit codes: ",
    footer = "0 measured; 1 the chirps were not heard, or a card fails; 2 no such card")
final class AudioLoopbackCommand implements Callable<Integer> {

  /** Air, converters and buffers take longer. */
  private static final double IN_SOFTWARE_MILLIS = 5;

  @Mixin private AudioOptions options = new AudioOptions();

  @Override
  public Integer call() throws CliFailure {
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    try (AudioBench bench = AudioBench.open(options, true, true, terminal)) {
      RoundTrip.Result result = bench.await(bench.bench().roundTrip(), 4, true);
      bench.say(verdict(result));
      return bench.sayTroubles() && result.heard() ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
    }
  }

  static String verdict(RoundTrip.Result result) {
    if (!result.heard()) {
      return String.format(
          Locale.ROOT,
          "%d of %d chirps were heard: the microphone does not hear the loudspeaker; turn both up, bring them closer, "
              + "or"
              + " connect them by a cable",
          result.millis().size(),
          result.chirps());
    }
    if (result.median() < IN_SOFTWARE_MILLIS) {
      return "the chirps came back in no time: loudspeaker and microphone are one card in software, which has no "
          + "latency of"
          + " its own";
    }
    return String.format(
        Locale.ROOT,
        "%.0f ms from program to program through loudspeaker and microphone (%d of %d chirps, within %.0f ms)",
        result.median(),
        result.millis().size(),
        result.chirps(),
        result.spread());
  }
}
