package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clips;
import io.github.xiaozhisim.device.speech.Corpus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The measure itself must see what it is there to see. */
class HeardTest {

  private static final int RATE_HZ = 24_000;

  private final short[] speech = Clips.samples(Corpus.builtIn().answers("en").getFirst(), RATE_HZ);
  private final short[] other = Clips.samples(Corpus.builtIn().answers("zh").getLast(), RATE_HZ);

  private static short[] silence(int millis) {
    return new short[millis * RATE_HZ / 1_000];
  }

  private static short[] joined(short[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Test
  void shouldFindSpeechThatIsQuieterAndLater() {
    short[] quiet = speech.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] /= 3;
    }
    Heard heard = Heard.find(speech, joined(silence(1_234), quiet, silence(500)), 0, RATE_HZ);

    assertThat(heard.atSample()).isBetween(29_615, 29_617);
    assertThat(heard.correlation()).isGreaterThan(0.99);
    assertThat(heard.longestGapMillis()).isLessThan(1);
  }

  @Test
  void shouldSeeAHoleAndAPieceThatIsMissing() {
    int middle = speech.length / 2;
    short[] first = Arrays.copyOf(speech, middle);
    short[] second = Arrays.copyOfRange(speech, middle, speech.length);
    short[] shorter = Arrays.copyOfRange(speech, middle + silence(60).length, speech.length);

    assertThat(Heard.find(speech, joined(silence(300), first, silence(60), second, silence(300)), 0, RATE_HZ)
            .longestGapMillis())
        .isGreaterThan(40);
    assertThat(Heard.find(speech, joined(silence(300), first, shorter, silence(300)), 0, RATE_HZ).longestGapMillis())
        .isGreaterThan(40);
  }

  @Test
  void shouldMeasureASmallHoleAndGoOnBehindIt() {
    int middle = speech.length / 2;
    short[] first = Arrays.copyOf(speech, middle);
    short[] second = Arrays.copyOfRange(speech, middle, speech.length);

    Heard heard = Heard.find(speech, joined(silence(300), first, silence(15), second, silence(300)), 0, RATE_HZ);

    assertThat(heard.longestGapMillis()).isBetween(14.0, 21.0);
    assertThat(heard.correlation()).isGreaterThan(0.9);
  }

  @Test
  void shouldNotTakeOtherSpeechForIt() {
    assertThat(Heard.find(speech, joined(silence(2_000), other, other, other), 0, RATE_HZ).correlation())
        .isLessThan(0.3);
  }
}
