package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.pi.sound.RoundTrip;
import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import io.github.xiaozhisim.pi.sound.SoundLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code audio} says, and what it refuses before any card is touched. */
class AudioCommandTest {

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void shouldListCardsWithWhatTheyCanDo() {
    List<String> lines =
        AudioCommand.Listing.lines(
            List.of(
                new SoundCard(1, "default", "", true, true),
                new SoundCard(2, "Headphones [plughw:0,0]", "bcm2835 Headphones", false, true)));

    assertThat(lines)
        .containsExactly(
            "  1  hears  plays  default",
            "  2         plays  Headphones [plughw:0,0]  (bcm2835 Headphones)");
    assertThat(AudioCommand.Listing.lines(List.of()))
        .singleElement()
        .asString()
        .startsWith("no sound card: connect one");
  }

  @Test
  void shouldSayWhatCanBeDoneWhenNothingIsSaid() {
    assertThat(run("audio")).isEqualTo(2);
    assertThat(err.toString()).contains("say what to do: list, test, record or loopback");
  }

  @Test
  void shouldRefuseABufferThatNoCardGets() {
    assertThat(run("audio", "test", "--buffer", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("a sound card gets 20 to 1000 ms");
  }

  @Test
  void shouldRefuseATimeThatIsNone() {
    assertThat(run("audio", "test", "--seconds", "0")).isEqualTo(2);
    assertThat(run("audio", "record", "--seconds", "9999", "x.wav")).isEqualTo(2);
    assertThat(err.toString()).contains("listen for 1 to 600 seconds").contains("record 1 to 600 seconds");
  }

  @Test
  void shouldNotOverwriteARecording(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("a.wav"));

    assertThat(run("audio", "record", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("a.wav exists already: name another file");
  }

  @Test
  void shouldTellFromTheLoudestMomentWhetherTheMicrophoneHears() {
    assertThat(AudioTestCommand.verdict(-20)).endsWith("-20 dBFS: the microphone hears");
    assertThat(AudioTestCommand.verdict(-55)).contains("too quiet for speech");
    assertThat(AudioTestCommand.verdict(SoundLevel.SILENCE_DBFS)).contains("nothing but zeros");
  }

  @Test
  void shouldTellHowLongSoundTakesOrWhyItCannotBeTold() {
    assertThat(AudioLoopbackCommand.verdict(new RoundTrip.Result(5, List.of(140.0, 150.0, 145.0), 0.9)))
        .isEqualTo("145 ms from program to program through loudspeaker and microphone (3 of 5 chirps, within 10 ms)");
    assertThat(AudioLoopbackCommand.verdict(new RoundTrip.Result(5, List.of(), 0.2)))
        .startsWith("0 of 5 chirps were heard: the microphone does not hear the loudspeaker");
    assertThat(AudioLoopbackCommand.verdict(new RoundTrip.Result(5, List.of(-1.0, 0.0, 1.0), 1)))
        .contains("one card in software");
  }

  @Test
  void shouldSayWhatABusyMachineLost() {
    assertThat(AudioBench.losses(new SoundCounters(2, 0, 3, 120, 1, 200, 40)))
        .isEqualTo(
            "this machine was too busy: the loudspeaker ran dry 3 times (120 ms), the microphone lost 240 ms; a larger"
                + " --buffer helps");
  }

  @Test
  void shouldDrawTheLevelBetweenSixtyAndZero() {
    assertThat(AudioBench.meter(-30)).isEqualTo("###############---------------  -30 dBFS");
    assertThat(AudioBench.meter(-96)).startsWith("------------------------------");
    assertThat(AudioBench.meter(0)).startsWith("##############################");
  }
}
