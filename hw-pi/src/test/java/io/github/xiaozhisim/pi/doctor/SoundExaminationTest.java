package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Grade.ERROR;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.pi.sound.CardTrial.Outcome;
import io.github.xiaozhisim.pi.sound.RoundTrip;
import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sound card's behaviour means, and what mends it. */
class SoundExaminationTest {

  @TempDir private Path root;
  private final Card card = new Card();

  /** A card whose behaviour is told. */
  private static final class Card implements SoundExamination.Cards {
    private List<SoundCard> all = List.of(new SoundCard(1, "Device [plughw:1,0]", "USB Audio", true, true));
    private Outcome heard = outcome(true, -40);
    private Outcome played = outcome(true, -96);
    private RoundTrip.Result trip = new RoundTrip.Result(5, List.of(150.0, 160.0, 158.0), 0.9);
    private String trouble = "";

    @Override
    public List<SoundCard> list() {
      return all;
    }

    @Override
    public Outcome microphone(String wish) throws SoundException {
      if (!trouble.isEmpty()) {
        throw new SoundException(trouble);
      }
      return heard;
    }

    @Override
    public Outcome loudspeaker(String wish) {
      return played;
    }

    @Override
    public RoundTrip.Result roundTrip(String microphone, String loudspeaker) {
      return trip;
    }
  }

  private static Outcome outcome(boolean moved, double dbfs) {
    return new Outcome("Device [plughw:1,0], 16000 Hz, mono, 16 bit", List.of(16_000, 48_000), moved, 30, dbfs);
  }

  private Finding found(String subject) throws InterruptedException {
    List<Finding> all = new ArrayList<>();
    new SoundExamination(new MachineFiles(root, file -> true), card, null, null, true).look(all::add);
    return all.stream().filter(each -> each.subject().equals(subject)).findFirst().orElseThrow();
  }

  @Test
  void shouldDescribeACardThatWorks() throws Exception {
    assertThat(found("cards").sentence()).isEqualTo("1 Device [plughw:1,0]");
    assertThat(found("microphone").sentence())
        .isEqualTo("Device [plughw:1,0], 16000 Hz, mono, 16 bit, opens at 16000, 48000 Hz, hears -40 dBFS after 30 ms");
    assertThat(found("loudspeaker").grade()).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({
    "true, -96, WARNING, nothing but zeros, muted",
    "true, -90, WARNING, next to nothing, raise",
    "true, -2, WARNING, too loud, lower",
    "false, -96, ERROR, gives no samples, arecord"
  })
  void shouldSayWhatIsWrongWithAMicrophone(
      boolean moved, double dbfs, Finding.Grade grade, String sentence, String mend) throws Exception {
    card.heard = outcome(moved, dbfs);
    Finding microphone = found("microphone");
    assertThat(microphone.grade()).isEqualTo(grade);
    assertThat(microphone.sentence()).contains(sentence);
    assertThat(microphone.mend()).contains(mend);
  }

  @Test
  void shouldSayThatALoudspeakerStandsStill() throws Exception {
    card.played = outcome(false, -96);
    assertThat(found("loudspeaker").grade()).isEqualTo(ERROR);
    assertThat(found("loudspeaker").sentence()).contains("does not play it");
  }

  @Test
  void shouldTellWhatTheCardSaysAndWhatItAdvises() throws Exception {
    card.trouble =
        "the microphone cannot be opened, most likely another program has it: 'fuser -v /dev/snd/*' shows which";
    Finding microphone = found("microphone");
    assertThat(microphone.grade()).isEqualTo(ERROR);
    assertThat(microphone.sentence()).endsWith("another program has it");
    assertThat(microphone.mend()).isEqualTo("'fuser -v /dev/snd/*' shows which");
  }

  @Test
  void shouldSayHowLongSoundTakesWhereTheMicrophoneHearsTheLoudspeaker() throws Exception {
    assertThat(found("round trip").grade()).isEqualTo(OK);
    assertThat(found("round trip").sentence()).contains("takes 158 ms", "within 10 ms");
    card.trip = new RoundTrip.Result(5, List.of(700.0, 700.0, 700.0), 0.9);
    assertThat(found("round trip").grade()).isEqualTo(Finding.Grade.WARNING);
    card.trip = new RoundTrip.Result(5, List.of(150.0), 0.5);
    assertThat(found("round trip").grade()).isEqualTo(Finding.Grade.SKIPPED);
    assertThat(found("round trip").sentence()).contains("of 5 chirps the microphone heard 1");
  }

  @Test
  void shouldPlayNothingThatCanBeHeardUnlessItMay() throws Exception {
    List<Finding> all = new ArrayList<>();
    new SoundExamination(new MachineFiles(root, file -> true), card, null, null, false).look(all::add);
    assertThat(all).extracting(Finding::subject).containsExactly("cards", "microphone", "loudspeaker");
  }

  @Test
  void shouldNotWaitForEverForACardThatHangs() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                new Patience(0)
                    .await(
                        "the microphone",
                        () -> {
                          never.await();
                          return 1;
                        }))
        .isInstanceOf(SoundException.class)
        .hasMessageContaining("the microphone does not answer within 0 s: plug it in again");
  }

  @Test
  void shouldTellNoCardFromOneThatJavaMayNotUse() throws Exception {
    card.all = List.of();
    assertThat(found("cards").sentence()).isEqualTo("there is no sound card");
    assertThat(found("cards").mend()).contains("dtoverlay");
    has("proc/asound/cards", "--- no soundcards ---\n");
    assertThat(found("cards").sentence()).isEqualTo("there is no sound card");
    has("proc/asound/cards", " 0 [Device         ]: USB-Audio - USB Audio Device\n");
    assertThat(found("cards").sentence()).contains("but Java finds none", "USB Audio Device");
    assertThat(found("cards").mend()).contains("usermod -aG audio");
  }

  private void has(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
