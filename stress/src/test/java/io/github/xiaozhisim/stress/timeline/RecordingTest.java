package io.github.xiaozhisim.stress.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.timeline.Requests.Tally;
import io.github.xiaozhisim.stress.timeline.Requests.Wait;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  private static final Beginning BEGINNING =
      new Beginning(List.of("ask", "--often"), 7, 1_767_225_600_000L, -250, Map.of("version", "1.2", "cores", 2));

  @TempDir Path folder;

  private final Requests requests = new Requests();
  private final Timeline shown = new Timeline(Requests.VOCABULARY, Timeline.MOST_POINTS);
  private final Random random = new Random(11);

  private Recording begin() throws IOException {
    return Recording.begin(folder, Requests.VOCABULARY, BEGINNING);
  }

  /** A second of which everything there is has something. */
  private void second(Recording recording) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      requests.answered(Math.exp(random.nextGaussian() + 5));
    }
    requests.recorder().add(Tally.OPEN, random.nextInt(3) - 1);
    requests.recorder().enter(random.nextInt(2));
    Slice slice = requests.second();
    Reading reading = random.nextInt(3) > 0 ? requests.reading(random.nextInt(1_000) / 8.0) : null;
    recording.add(slice, reading);
    shown.add(slice, reading);
  }

  private static List<Slice> slices(Recorded recorded) throws IOException {
    List<Slice> slices = new ArrayList<>();
    recorded.replay((slice, _) -> slices.add(slice));
    return slices;
  }

  @Test
  void shouldGiveBackWhatItWasGiven() throws IOException {
    try (Recording recording = begin()) {
      for (int i = 0; i < 50; i++) {
        second(recording);
      }
      assertThat(recording.problem()).isNull();
    }
    Timeline read = Recorded.in(folder).timeline(Timeline.MOST_POINTS);
    List<Interval> expected = shown.snapshot().intervals();
    List<Interval> intervals = read.snapshot().intervals();
    assertThat(intervals).extracting(Interval::stats).isEqualTo(expected.stream().map(Interval::stats).toList());
    assertThat(intervals).extracting(Interval::counts).isEqualTo(expected.stream().map(Interval::counts).toList());
    assertThat(intervals).extracting(Interval::outcomes).isEqualTo(expected.stream().map(Interval::outcomes).toList());
    assertThat(intervals).extracting(Interval::states).isEqualTo(expected.stream().map(Interval::states).toList());
    assertThat(intervals).extracting(Interval::gauges).isEqualTo(expected.stream().map(Interval::gauges).toList());
    assertThat(read.snapshot().total(Wait.FIRST_TOKEN)).isEqualTo(shown.snapshot().total(Wait.FIRST_TOKEN));
  }

  @Test
  void shouldSayWhatItsFiguresAreWithoutTheProgramThatMadeThem() throws IOException {
    begin().close();
    Recorded recorded = Recorded.in(folder);
    assertThat(recorded.beginning()).isEqualTo(BEGINNING);
    assertThat(recorded.vocabulary().work()).isEqualTo("requests");
    assertThat(recorded.vocabulary().states()).isEqualTo(Requests.VOCABULARY.states());
    assertThat(recorded.vocabulary().measures()).satisfies(
        measures -> {
          assertThat(measures.getFirst().label()).isEqualTo("first_token_ms");
          assertThat(measures.getFirst().chinese()).isEqualTo("请求到首个 token");
          assertThat(measures.get(1).whole()).isSameAs(measures.get(3));
        });
    assertThat(recorded.vocabulary().outcomes().getLast().isCut()).isTrue();
    assertThat(recorded.vocabulary().counts().get(1).isLevel()).isTrue();
  }

  @Test
  void shouldHaveOnDiskWhatItWasGivenAMomentAgo() throws IOException {
    Recording recording = begin();
    for (int i = 1; i <= 3; i++) {
      second(recording);
      assertThat(slices(Recorded.in(folder))).hasSize(i);
      assertThat(Recorded.in(folder).timeline(8).stats(Wait.FIRST_TOKEN).count())
          .isEqualTo(shown.stats(Wait.FIRST_TOKEN).count());
    }
  }

  @Test
  void shouldBeReadableWhereverItWasTorn() throws IOException {
    try (Recording recording = begin()) {
      for (int i = 0; i < 6; i++) {
        second(recording);
      }
    }
    List<Slice> whole = slices(Recorded.in(folder));
    byte[] lines = Files.readAllBytes(folder.resolve("timeline.csv"));
    byte[] log = Files.readAllBytes(folder.resolve("latencies.hlog"));
    for (int cut = 0; cut < lines.length; cut += 7) {
      Files.write(folder.resolve("timeline.csv"), Arrays.copyOf(lines, lines.length - cut));
      Files.write(folder.resolve("latencies.hlog"), Arrays.copyOf(log, Math.max(0, log.length - cut)));
      List<Slice> rest = slices(Recorded.in(folder));
      assertThat(rest)
          .extracting(Slice::counts)
          .isEqualTo(whole.stream().limit(rest.size()).map(Slice::counts).toList());
    }
  }

  @Test
  void shouldLeaveDurationsInTheirSecondHoweverTimesAreRounded() throws IOException {
    Recorder recorder = new Recorder(Requests.VOCABULARY);
    Measurements measurements = new Measurements(Requests.VOCABULARY, List.of(recorder));
    long now = 0;
    try (Recording recording = begin()) {
      for (int i = 0; i < 300; i++) {
        recorder.record(Wait.FIRST_TOKEN, 1_000_000);
        now += 1_000_000_000 + random.nextInt(3_000_000);
        recording.add(measurements.collect(now), null);
      }
    }
    assertThat(slices(Recorded.in(folder))).hasSize(300).allSatisfy(
        slice -> assertThat(slice.durations(Wait.FIRST_TOKEN).size()).isEqualTo(1));
  }

  @Test
  void shouldGiveTheSameFiguresToWhoNeedsNoMore() throws IOException {
    try (Recording recording = begin()) {
      for (int i = 0; i < 40; i++) {
        second(recording);
      }
    }
    Timeline.Snapshot whole = Recorded.in(folder).timeline(16).snapshot();
    Timeline.Snapshot figures = Recorded.in(folder).figures(16).snapshot();
    assertThat(figures.total(Wait.FIRST_TOKEN)).isEqualTo(whole.total(Wait.FIRST_TOKEN));
    assertThat(figures.intervals())
        .extracting(Interval::stats)
        .isEqualTo(whole.intervals().stream().map(Interval::stats).toList());
    assertThat(figures.intervals().getFirst().slice().durations(Wait.FIRST_TOKEN).isEmpty()).isTrue();
  }

  @Test
  void shouldTellALineThatIsNotItsOwn() throws IOException {
    try (Recording recording = begin()) {
      second(recording);
      second(recording);
    }
    Path lines = folder.resolve("timeline.csv");
    Files.writeString(lines, Files.readString(lines).replaceFirst("\n1.000,", "\none,"));
    assertThatThrownBy(() -> slices(Recorded.in(folder)))
        .hasMessageContaining("timeline.csv holds a line that is not one of ours");
  }

  @Test
  void shouldTakeGaugesThatComeLater() throws IOException {
    try (Recording recording = begin()) {
      recording.add(requests.second(), null);
      recording.add(requests.second(), requests.reading(5));
      recording.add(requests.second(), new Reading(3 * Requests.SECOND, Map.of(Requests.SERVER, 40.5)));
      recording.add(requests.second(), requests.reading(6));
    }
    List<Map<?, ?>> read = new ArrayList<>();
    Recorded.in(folder).replay((_, reading) -> read.add(reading == null ? Map.of() : reading.values()));
    assertThat(read)
        .containsExactly(
            Map.of(), Map.of(Requests.MEMORY, 5.0), Map.of(Requests.SERVER, 40.5), Map.of(Requests.MEMORY, 6.0));
  }

  @Test
  void shouldGrowMoreSlowlyTheLongerItGetsAndLoseNothing() throws IOException {
    try (Recording recording = begin()) {
      for (int i = 0; i < 9_000; i++) {
        second(recording);
      }
    }
    long logged =
        Files.readAllLines(folder.resolve("latencies.hlog")).stream().filter(line -> line.startsWith("Tag=")).count();
    assertThat(logged).isEqualTo(2_000 + 1_000 + 1_000 + 1_000 / 8);
    Timeline.Snapshot read = Recorded.in(folder).timeline(Timeline.MOST_POINTS).snapshot();
    assertThat(read.total(Wait.FIRST_TOKEN)).isEqualTo(shown.snapshot().total(Wait.FIRST_TOKEN));
    assertThat(read.intervals()).extracting(Interval::stats).isEqualTo(
        shown.snapshot().intervals().stream().map(Interval::stats).toList());
  }

  @Test
  void shouldGoOnWithoutTheDiskWhenItIsFullAndSaySo() throws IOException {
    Recording recording =
        new Recording(folder, Requests.VOCABULARY, BEGINNING, file -> new SmallDisk(Files.newOutputStream(file)));
    for (int i = 0; i < 1_000; i++) {
      second(recording);
    }
    recording.close();
    assertThat(recording.problem())
        .startsWith("the recording in " + folder + " ends after ").endsWith(" s: No space left on device");
    List<Slice> kept = slices(Recorded.in(folder));
    assertThat(kept).isNotEmpty().allSatisfy(slice -> assertThat(slice.outcomes().getFirst()).isPositive());
  }

  /** Takes what there is room for, as disks do. */
  private static final class SmallDisk extends FilterOutputStream {
    private int room = 5_000;

    SmallDisk(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, Math.min(room, length));
      room -= length;
      if (room < 0) {
        room = 0;
        throw new FileSystemException("file", null, "No space left on device");
      }
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAFolderThatHoldsNone() throws IOException {
    assertThat(Recorded.isIn(folder)).isFalse();
    assertThatThrownBy(() -> Recorded.in(folder))
        .hasMessage(folder + " holds no recording: there is no recording.json");
    Files.writeString(folder.resolve("recording.json"), "{\"schema\":\"xiaozhi-simulator/recording/9\"}");
    assertThatThrownBy(() -> Recorded.in(folder)).hasMessageContaining("take the version of the program that wrote it");
    Files.writeString(folder.resolve("recording.json"), "{\"schema\":");
    assertThatThrownBy(() -> Recorded.in(folder)).hasMessageContaining("cannot be read");
  }
}
