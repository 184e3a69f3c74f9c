package io.github.xiaozhisim.stress.timeline;

import static io.github.xiaozhisim.stress.timeline.Requests.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Requests.End;
import io.github.xiaozhisim.stress.timeline.Requests.Tally;
import io.github.xiaozhisim.stress.timeline.Requests.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of several machines become one, and nothing of them is lost. */
class MergedRecordingsTest {

  private static final long WALL_MILLIS = 1_767_225_600_000L;

  @TempDir Path folder;

  /** What a machine did in each second. */
  private interface Doing {
    void inSecond(Requests requests, int second);
  }

  private Path record(String name, long startedWallMillis, long offsetMillis, int seconds, Doing doing)
      throws IOException {
    Path where = Files.createDirectories(folder.resolve(name));
    Requests requests = new Requests();
    Beginning beginning = new Beginning(List.of("ask"), 1, startedWallMillis, offsetMillis, Map.of());
    try (Recording recording = Recording.begin(where, Requests.VOCABULARY, beginning)) {
      for (int i = 0; i < seconds; i++) {
        doing.inSecond(requests, i);
        recording.add(requests.second(), requests.reading(100 + i));
      }
    }
    return where;
  }

  private static MergedRecordings.Part part(Path where, long offsetMillis) throws IOException {
    return new MergedRecordings.Part(String.valueOf(where.getFileName()), Recorded.in(where), offsetMillis);
  }

  private static MergedRecordings.Part part(Path where) throws IOException {
    return part(where, Recorded.in(where).beginning().clockOffsetMillis());
  }

  private static List<Slice> slices(MergedRecordings merged) throws IOException {
    List<Slice> slices = new ArrayList<>();
    merged.replay((slice, _) -> slices.add(slice));
    return slices;
  }

  private static Timeline timeline(MergedRecordings merged) throws IOException {
    Timeline timeline = new Timeline(merged.vocabulary(), 100);
    merged.replay(timeline::add);
    return timeline;
  }

  @Test
  void shouldGiveTheSamePercentilesAsIfOneMachineHadMeasuredAllOfIt() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    double[] waits = random.doubles(3_000, 1, 5_000).toArray();
    Doing even = (requests, second) -> {
      for (int i = 2 * second; i < waits.length; i += 60) {
        requests.answered(waits[i]);
      }
    };
    Doing odd = (requests, second) -> {
      for (int i = 2 * second + 1; i < waits.length; i += 60) {
        requests.answered(waits[i]);
      }
    };
    Path left = record("left", WALL_MILLIS, 0, 30, even);
    Path right = record("right", WALL_MILLIS + 12_345, 0, 30, odd);
    Path all = record("all", WALL_MILLIS, 0, 30, (requests, second) -> {
      even.inSecond(requests, second);
      odd.inSecond(requests, second);
    });
    Timeline merged = timeline(MergedRecordings.of(List.of(part(left), part(right))));
    Stats expected = Recorded.in(all).timeline(100).stats(Wait.FIRST_TOKEN);
    assertThat(expected.count()).isEqualTo(3_000);
    assertThat(merged.stats(Wait.FIRST_TOKEN)).isEqualTo(expected);
  }

  @Test
  void shouldAddUpADozenMachinesThatBeganAndEndedAtTimesOfTheirOwn() throws IOException {
    int machines = 12;
    SplittableRandom random = new SplittableRandom(11);
    List<MergedRecordings.Part> parts = new ArrayList<>();
    Requests one = new Requests(); // what a single machine would have measured
    long answered = 0;
    for (int machine = 0; machine < machines; machine++) {
      int seconds = 5 + 7 * machine;
      double[][] waits = new double[seconds][];
      for (int i = 0; i < seconds; i++) {
        waits[i] = random.doubles(random.nextInt(200), 1, 8_000).toArray();
        answered += waits[i].length;
      }
      long offMillis = random.nextLong(-5_000, 5_000);
      long beganMillis = WALL_MILLIS + random.nextLong(20_000);
      Doing asks = (requests, second) -> {
        for (double wait : waits[second]) {
          requests.answered(wait);
          one.answered(wait);
        }
      };
      parts.add(part(record("machine-" + machine, beganMillis - offMillis, offMillis, seconds, asks)));
    }
    MergedRecordings merged = MergedRecordings.of(parts);
    assertThat(timeline(merged).stats(Wait.FIRST_TOKEN)).isEqualTo(one.second().durations(Wait.FIRST_TOKEN).stats());
    assertThat(slices(merged).stream().mapToLong(slice -> slice.outcome(End.DONE)).sum())
        .isEqualTo(answered)
        .isGreaterThan(30_000);
  }

  @Test
  void shouldLoseNoPieceOfWorkHoweverTheSecondsLie() throws IOException {
    Path left = record("left", WALL_MILLIS, 0, 20, (requests, second) -> answer(requests, second));
    Path right = record("right", WALL_MILLIS + 333, 0, 20, (requests, second) -> answer(requests, 7));
    List<Slice> slices = slices(MergedRecordings.of(List.of(part(left), part(right))));
    assertThat(slices.stream().mapToLong(slice -> slice.outcome(End.DONE)).sum()).isEqualTo(190 + 140);
    assertThat(slices.stream().mapToLong(slice -> slice.count(Tally.TOKENS)).sum()).isEqualTo(10 * (190 + 140));
    assertThat(slices)
        .as("one after the other, without a hole")
        .extracting(Slice::fromNanos)
        .isSorted()
        .doesNotHaveDuplicates();
    for (int i = 1; i < slices.size(); i++) {
      assertThat(slices.get(i).fromNanos()).isEqualTo(slices.get(i - 1).untilNanos());
    }
    assertThat(slices.getLast().untilNanos()).isEqualTo(20 * SECOND + 333_000_000);
  }

  private static void answer(Requests requests, int times) {
    for (int i = 0; i < times; i++) {
      requests.answered(5);
    }
  }

  @Test
  void shouldMoveEachByWhatItsClockWasOff() throws IOException {
    Doing once = (requests, second) -> answer(requests, second == 4 ? 10 : 0);
    Path left = record("left", WALL_MILLIS, 0, 10, once);
    Path right = record("right", WALL_MILLIS + 3_000, -3_000, 10, once); // its clock was three seconds ahead
    MergedRecordings merged = MergedRecordings.of(List.of(part(left), part(right)));
    assertThat(merged.startedWallMillis()).isEqualTo(WALL_MILLIS);
    assertThat(slices(merged))
        .hasSize(10)
        .extracting(slice -> slice.outcome(End.DONE))
        .endsWith(20L, 0L, 0L, 0L, 0L, 0L);
    MergedRecordings believed = MergedRecordings.of(List.of(part(left), part(right, 0)));
    assertThat(slices(believed)).hasSize(13).extracting(slice -> slice.outcome(End.DONE))
        .containsExactly(0L, 0L, 0L, 0L, 10L, 0L, 0L, 10L, 0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void shouldAddUpLevelsAndKeepGaugesApart() throws IOException {
    Doing opens = (requests, second) -> requests.recorder().add(Tally.OPEN, 1);
    Path left = record("left", WALL_MILLIS, 0, 4, opens);
    Path right = record("right", WALL_MILLIS + 2_000, 0, 4, opens);
    List<Long> open = new ArrayList<>();
    List<Map<String, Double>> memory = new ArrayList<>();
    MergedRecordings.of(List.of(part(left), part(right)))
        .replay(
            (slice, reading) -> {
              open.add(slice.count(Tally.OPEN));
              Map<String, Double> values = new java.util.TreeMap<>();
              if (reading != null) {
                reading.values().forEach((gauge, value) -> values.put(gauge.label() + " " + gauge.meaning(), value));
              }
              memory.add(values);
            });
    assertThat(open).as("who has ended has nothing open any more").containsExactly(1L, 2L, 4L, 6L, 3L, 4L);
    assertThat(memory.get(0)).containsExactly(Map.entry("left/memory_mib memory, left", 100.0));
    assertThat(memory.get(2))
        .containsExactly(
            Map.entry("left/memory_mib memory, left", 102.0), Map.entry("right/memory_mib memory, right", 100.0));
  }

  @Test
  void shouldBeRecordedAndReadBackAsAnyOther() throws IOException {
    Path left = record("left", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 3));
    Path right = record("right", WALL_MILLIS, 0, 5, (requests, second) -> requests.answered(1_000));
    MergedRecordings merged = MergedRecordings.of(List.of(part(left), part(right)));
    Path both = Files.createDirectories(folder.resolve("both"));
    Beginning beginning = new Beginning(List.of("merge"), 1, merged.startedWallMillis(), 0, Map.of());
    try (Recording recording = Recording.begin(both, merged.vocabulary(), beginning)) {
      merged.replay(recording::add);
    }
    assertThat(Recorded.in(both).timeline(100).stats(Wait.FIRST_TOKEN))
        .isEqualTo(timeline(merged).stats(Wait.FIRST_TOKEN));
    assertThat(slices(MergedRecordings.of(List.of(part(both), part(left))))).hasSize(5);
  }

  @Test
  void shouldTakeOneThatWasKilledAsFarAsItGoes() throws IOException {
    Path left = record("left", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 2));
    Path right = record("right", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 2));
    Path torn = right.resolve(TimelineCsv.NAME);
    String text = Files.readString(torn);
    Files.writeString(torn, text.substring(0, text.length() - 9));
    List<Slice> slices = slices(MergedRecordings.of(List.of(part(left), part(right))));
    assertThat(slices).extracting(slice -> slice.outcome(End.DONE)).containsExactly(4L, 4L, 4L, 4L, 2L);
  }

  @Test
  void shouldRefuseARecordingInWhichTimeGoesBack() throws IOException {
    Path left = record("left", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 2));
    Path right = record("right", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 2));
    Path twice = right.resolve(TimelineCsv.NAME);
    Files.writeString(twice, Files.readString(twice).repeat(2));
    MergedRecordings merged = MergedRecordings.of(List.of(part(left), part(right)));
    assertThatThrownBy(() -> slices(merged))
        .hasMessageStartingWith(twice + " holds a line that is not one of ours: 0.000,1.000,");
  }

  @Test
  void shouldRefuseWhatDoesNotBelongTogether() throws IOException {
    Path left = record("left", WALL_MILLIS, 0, 5, (requests, second) -> answer(requests, 1));
    Path later = record("later", WALL_MILLIS + 60_000, 0, 5, (requests, second) -> answer(requests, 1));
    assertThatThrownBy(() -> MergedRecordings.of(List.of(part(left), part(later))))
        .hasMessage(
            "left had ended 55 s before later began, so they are no one run; where a clock was wrong, say by how much "
                + "with"
                + " --clock-offset");
    assertThat(MergedRecordings.of(List.of(part(left), part(later, -60_000))).startedWallMillis())
        .isEqualTo(WALL_MILLIS);
    Path other = Files.createDirectories(folder.resolve("other"));
    Vocabulary fewer =
        new Vocabulary(
            "requests", List.of(Wait.values()), List.of(), List.of(End.values()), Requests.VOCABULARY.states());
    Recording.begin(other, fewer, new Beginning(List.of(), 1, WALL_MILLIS, 0, Map.of())).close();
    assertThatThrownBy(() -> MergedRecordings.of(List.of(part(left), part(other))))
        .hasMessage(
            "the recordings left and other do not tell of the same things: make both with the same version of the "
                + "program");
  }
}
