package io.github.xiaozhisim.pi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of a conversation in one file. */
class ConversationRecordingTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int HEADER = 44;

  @TempDir Path folder;

  private short[][] sides(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getInt(40)).as("what the header says of its length").isEqualTo(bytes.capacity() - HEADER);
    short[][] sides = new short[2][(bytes.capacity() - HEADER) / 4];
    for (int i = 0; i < sides[0].length; i++) {
      sides[0][i] = bytes.getShort(HEADER + i * 4);
      sides[1][i] = bytes.getShort(HEADER + i * 4 + 2);
    }
    return sides;
  }

  private static short[] tone(int samples, int rateHz, double hertz) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * i / rateHz));
    }
    return tone;
  }

  private static double loudness(short[] samples, double fromSeconds, double untilSeconds) {
    double sum = 0;
    int from = (int) (fromSeconds * StereoFile.RATE_HZ);
    int until = Math.min(samples.length, (int) (untilSeconds * StereoFile.RATE_HZ));
    for (int i = from; i < until; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / Math.max(1, until - from));
  }

  @Test
  void shouldPutEachSideWhereItBelongsInTime() throws IOException {
    Path file = folder.resolve("talk.wav");
    try (ConversationRecording recording = ConversationRecording.begin(file, 100 * SECOND)) {
      short[] question = tone(16_000, 16_000, 440);
      for (int at = 0; at < question.length; at += 160) {
        short[] block = Arrays.copyOfRange(question, at, at + 160);
        recording.microphone(block, 160, 16_000, 101 * SECOND + (at + 160) * SECOND / 16_000); // from second 1 to 2
      }
      recording.speaker(tone(24_000, 24_000, 1_000), 24_000, 24_000, 103 * SECOND); // from 3 to 4
    }

    short[][] sides = sides(file);
    assertThat(sides[0]).hasSize(4 * StereoFile.RATE_HZ);
    assertThat(loudness(sides[0], 0, 0.99)).isZero();
    assertThat(loudness(sides[0], 1.01, 1.98)).isCloseTo(7_071, within(100.0));
    assertThat(loudness(sides[0], 2.02, 4)).isZero();
    assertThat(loudness(sides[1], 0, 2.99)).isZero();
    assertThat(loudness(sides[1], 3.01, 3.99)).isCloseTo(7_071, within(100.0));
  }

  @Test
  void shouldNotTearASoundThatComesALittleEarlyOrLate() throws IOException {
    Path file = folder.resolve("wavering.wav");
    short[] tone = tone(24_000, 24_000, 1_000);
    try (ConversationRecording recording = ConversationRecording.begin(file, 0)) {
      for (int block = 0; block < 100; block++) {
        short[] part = Arrays.copyOfRange(tone, block * 240, (block + 1) * 240);
        long waver = block % 2 == 0 ? 4_000_000 : -4_000_000;
        recording.speaker(part, 240, 24_000, block * 10_000_000L + (block == 0 ? 0 : waver));
      }
    }

    assertThat(sides(file)[1]).isEqualTo(tone);
  }

  @Test
  void shouldTakeBackWhatWasFlushedBeforeItSounded() throws IOException {
    Path file = folder.resolve("cut.wav");
    try (ConversationRecording recording = ConversationRecording.begin(file, 0)) {
      recording.speaker(tone(32_000, 16_000, 440), 32_000, 16_000, SECOND); // to sound from second 1 to 3
      recording.speakerFlushed(2 * SECOND);
      recording.speaker(tone(16_000, 16_000, 440), 16_000, 16_000, 2 * SECOND + SECOND / 2);
    }

    short[] heard = sides(file)[1];
    assertThat(loudness(heard, 1.01, 1.99)).isCloseTo(7_071, within(100.0));
    assertThat(loudness(heard, 2.01, 2.49)).isZero();
    assertThat(loudness(heard, 2.51, 3.49)).isCloseTo(7_071, within(100.0));
  }

  @Test
  void shouldBePlayableUpToTheLastSecondsWhenTheProgramEndsBeforeTheRecordingDoes() throws IOException {
    Path file = folder.resolve("killed.wav");
    try (StereoFile recording = new StereoFile(file)) {
      for (int second = 0; second < 10; second++) {
        recording.put(1, tone(24_000, 24_000, 440), 24_000, second * 24_000L);
      }

      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int told = bytes.getInt(40);
      assertThat(told).isEqualTo((10 - StereoFile.OPEN_SECONDS) * StereoFile.RATE_HZ * 4);
      assertThat(told).isEqualTo(bytes.capacity() - HEADER);
    }
  }

  @Test
  void shouldBeForItsOwnerAloneAndEndOnlyOnce() throws IOException {
    Path file = folder.resolve("mine.wav");
    ConversationRecording recording = ConversationRecording.begin(file, 0);
    recording.close();
    recording.close();

    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
  }

  @Test
  void shouldKeepMinutesInPlace() throws IOException {
    Path file = folder.resolve("long.wav");
    try (ConversationRecording recording = ConversationRecording.begin(file, 0)) {
      recording.speaker(tone(2_400, 24_000, 1_000), 2_400, 24_000, 0);
      recording.speaker(tone(2_400, 24_000, 1_000), 2_400, 24_000, 130 * SECOND);
    }

    short[][] sides = sides(file);
    assertThat(sides[1]).hasSize(130 * 24_000 + 2_400);
    assertThat(loudness(sides[1], 0, 0.1)).isGreaterThan(7_000);
    assertThat(loudness(sides[1], 0.11, 129.9)).isZero();
    assertThat(loudness(sides[1], 130, 130.1)).isGreaterThan(7_000);
  }

  @Test
  void shouldLoseAndCountWhatTheDiskIsTooSlowForAndNeverWait() throws IOException {
    ConversationRecording recording = ConversationRecording.begin(folder.resolve("much.wav"), 0);
    try (recording) {
      for (int i = 0; i < 20_000; i++) {
        recording.speaker(new short[2_048], 2_048, 24_000, i * 85_000_000L);
      }
    }

    assertThat(recording.lostMillis()).isBetween(1_000L, 20_000 * 86L);
  }

  @Test
  void shouldNotWriteOverWhatIsThere() throws IOException {
    Path there = Files.createFile(folder.resolve("there.wav"));

    assertThatThrownBy(() -> ConversationRecording.begin(there, 0)).isInstanceOf(FileAlreadyExistsException.class);
  }
}
