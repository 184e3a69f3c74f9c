package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.WavFile;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sound of the answers that were the longest in coming is kept, so that somebody can listen to what users heard.
 */
class SlowAnswersTest {

  private static final long MILLI = 1_000_000;
  private static final long PACKET_NANOS = 60 * MILLI;
  private static final Clip ANSWER = Corpus.builtIn().answers().getFirst();

  @TempDir Path folder;

  private final SlowAnswers slowest = new SlowAnswers();
  private final List<byte[]> heard = new ArrayList<>();

  private final VirtualSpeaker.Ear ear =
      new VirtualSpeaker.Ear() {
        @Override
        public void hear(byte[] packet, long startNanos) {
          heard.add(packet);
        }

        @Override
        public void forget() {
          heard.clear();
        }
      };

  private static Turn turn(int device, long waitMillis) {
    Turn turn = new Turn(device, 1, 0, 0, 0);
    turn.mark(Mark.LAST_VOICED, 0);
    turn.mark(Mark.FIRST_SOUND, waitMillis * MILLI);
    turn.end(TurnOutcome.ANSWERED, "", 100_000 * MILLI);
    return turn;
  }

  /** An answer of this clip, with a hole of so much after so many packets. */
  private void play(AnswerTape tape, Turn turn, Clip clip, int before, long holeNanos) {
    tape.begin();
    long at = turn.at(Mark.FIRST_SOUND);
    int played = 0;
    for (Payload packet : clip.packets()) {
      at += played++ == before ? holeNanos : 0;
      tape.hear(packet.bytes(), at);
      at += PACKET_NANOS;
    }
    tape.end(turn);
  }

  private short[] samples(HeardTurn turn) throws Exception {
    Path file = Files.write(folder.resolve("heard.wav"), turn.wav().bytes());
    try (WavFile wav = WavFile.open(file)) {
      assertThat(wav.rateHz()).isEqualTo(16_000);
      assertThat(wav.channels()).isEqualTo(1);
      short[] all = new short[(int) wav.frames()];
      short[] some = new short[4_096];
      int at = 0;
      for (int count = wav.read(some); count > 0; count = wav.read(some)) {
        System.arraycopy(some, 0, all, at, count);
        at += count;
      }
      return all;
    }
  }

  private static double loudness(short[] samples, int from, int until) {
    double energy = 0;
    for (int i = from; i < until; i++) {
      energy += (double) samples[i] * samples[i];
    }
    return Math.sqrt(energy / (until - from));
  }

  @Test
  void shouldKeepAnAnswerAsItWasHeardHolesIncluded() throws Exception {
    int before = 10;
    play(new AnswerTape(ear, slowest), turn(0, 1_500), ANSWER, before, 300 * MILLI);

    short[] samples = samples(slowest.heard().getFirst());
    assertThat(samples.length / 16.0).isCloseTo(ANSWER.packets().size() * 60 + 300, within(1.0));
    int hole = before * 960;
    assertThat(loudness(samples, 0, hole)).isGreaterThan(300);
    assertThat(Arrays.copyOfRange(samples, hole, hole + 300 * 16)).containsOnly((short) 0);
    assertThat(loudness(samples, hole + 300 * 16, samples.length)).isGreaterThan(300);
  }

  @Test
  void shouldKeepTheSlowestOnlyAndNameThemFromTheSlowestOn() {
    for (int device = 0; device < 50; device++) {
      play(new AnswerTape(ear, slowest), turn(device, (device * 37) % 50), ANSWER, 0, 0);
    }
    assertThat(slowest.heard())
        .extracting(each -> each.turn().at(Mark.FIRST_SOUND) / MILLI)
        .containsExactly(49L, 48L, 47L, 46L, 45L);
  }

  @Test
  void shouldEndARecordingAfterTenSecondsOfAnAnswerThatGoesOn() throws Exception {
    AnswerTape tape = new AnswerTape(ear, slowest);
    Turn turn = turn(0, 100);
    tape.begin();
    byte[] packet = ANSWER.packets().getFirst().bytes();
    for (int i = 0; i < 1_000; i++) {
      tape.hear(packet, turn.at(Mark.FIRST_SOUND) + i * PACKET_NANOS);
    }
    tape.end(turn);
    assertThat(samples(slowest.heard().getFirst()).length / 16_000.0).isCloseTo(10, within(0.06));
    assertThat(heard).as("the ear itself hears all of it").hasSize(1_000);
  }

  @Test
  void shouldLetTheEarHearWhatIsNotAnAnswerAndNotKeepIt() {
    AnswerTape tape = new AnswerTape(ear, slowest);
    tape.hear(new byte[] {0}, 0);
    tape.end(turn(0, 100));
    assertThat(heard).hasSize(1);
    assertThat(slowest.heard()).isEmpty();
  }

  @Test
  void shouldNotKeepMoreThanItHasRoomForAndHaveRoomAgainWhenTurnsEnd() {
    List<AnswerTape> tapes = new ArrayList<>();
    for (int i = 0; i <= SlowAnswers.MOST_TAPES; i++) {
      AnswerTape tape = new AnswerTape(ear, slowest);
      tape.begin();
      tape.hear(ANSWER.packets().getFirst().bytes(), 0);
      tapes.add(tape);
    }
    tapes.getLast().end(turn(1_000, 90_000)); // the one too many
    assertThat(slowest.heard()).isEmpty();
    tapes.forEach(tape -> tape.end(turn(0, 10)));
    play(new AnswerTape(ear, slowest), turn(7, 50_000), ANSWER, 0, 0);
    assertThat(slowest.heard().getFirst().turn().device()).isEqualTo(7);
  }

  @Test
  void shouldMakeSilenceOfWhatIsNotOpus() throws Exception {
    AnswerTape tape = new AnswerTape(ear, slowest);
    Turn turn = turn(0, 100);
    tape.begin();
    tape.hear(new byte[] {3, 0}, 0);
    tape.hear(ANSWER.packets().getFirst().bytes(), PACKET_NANOS);
    tape.end(turn);
    short[] samples = samples(slowest.heard().getFirst());
    assertThat(samples).hasSize(1_920);
    assertThat(Arrays.copyOf(samples, 960)).containsOnly((short) 0);
  }
}
