package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.sound.Chime;
import io.github.xiaozhisim.pi.sound.SoundBench;
import io.github.xiaozhisim.pi.sound.SoundLevel;
import io.github.xiaozhisim.stress.live.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audio test}: plays three tones, listens for some seconds, and says what came of it. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Plays three tones, then listens and shows how loud it is: speak meanwhile.",
    footerHeading = "%nExit codes: ",
    footer = "0 both work; 1 a card fails, or the microphone gives nothing but zeros; 2 no such card")
final class AudioTestCommand implements Callable<Integer> {

  /** Nobody speaks more quietly than this into a microphone that is turned up. */
  private static final double QUIET_DBFS = -50;

  @Mixin private AudioOptions options = new AudioOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How long to listen (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws CliFailure {
    if (seconds < 1 || seconds > 600) {
      throw CliFailure.usage("--seconds " + seconds + ": listen for 1 to 600 seconds");
    }
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    try (AudioBench bench = AudioBench.open(options, false, false, terminal)) {
      boolean plays = play(bench);
      boolean hears = listen(bench);
      return bench.sayTroubles() && plays && hears ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
    }
  }

  private static boolean play(AudioBench bench) throws CliFailure {
    String missing = bench.loudspeakerMissing();
    if (!missing.isEmpty()) {
      bench.say(missing);
      return false;
    }
    bench.say("playing three tones");
    bench.await(bench.bench().play(Chime.samples(SoundBench.PLAY_RATE_HZ)), 1, false);
    return true;
  }

  private boolean listen(AudioBench bench) throws CliFailure {
    String missing = bench.microphoneMissing();
    if (!missing.isEmpty()) {
      bench.say(missing);
      return false;
    }
    bench.say("listening for " + seconds + " s: say something");
    double loudest = loudest(bench.await(bench.bench().listen(seconds * 1_000), seconds, true));
    if (bench.bench().troubles().isEmpty()) {
      bench.say(verdict(loudest));
    }
    return loudest > SoundLevel.SILENCE_DBFS;
  }

  private static double loudest(short[] heard) {
    SoundLevel level = new SoundLevel(SoundBench.HEAR_RATE_HZ);
    double loudest = SoundLevel.SILENCE_DBFS;
    int window = SoundBench.HEAR_RATE_HZ / 10;
    for (int at = 0; at + window <= heard.length; at += window) {
      level.add(heard, at, window);
      loudest = Math.max(loudest, level.dbfs());
    }
    return loudest;
  }

  static String verdict(double loudest) {
    if (loudest <= SoundLevel.SILENCE_DBFS) {
      return "the microphone gives nothing but zeros: it is muted or not connected (alsamixer, F4, shows its switches)";
    }
    String level = String.format(Locale.ROOT, "the loudest tenth of a second had %.0f dBFS", loudest);
    return loudest < QUIET_DBFS
        ? level + ": too quiet for speech; come closer, or turn the microphone up (alsamixer, F4)"
        : level + ": the microphone hears";
  }
}
