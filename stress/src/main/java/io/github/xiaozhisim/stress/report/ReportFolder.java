package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.timeline.Recorded;
import io.github.xiaozhisim.stress.timeline.Recording;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, and of no other. What is measured is recorded in it second by second; other files get their
 * names only in {@link #finish}, {@code report.json} the last of all: whoever finds it finds a whole report. A run that
 * was killed leaves its recording, and its other files with {@code .part} behind their names.
 *
 * <p>Used by one thread, but for the files of {@link #open}, which are their owners'.
 */
public final class ReportFolder implements AutoCloseable {

  private static final String UNFINISHED = ".part";
  private static final String GENERATOR = "generator.csv";
  private static final String JUNIT = "junit.xml";
  private static final String PAGE = "report.html";
  static final String REPORT = "report.json";
  static final String HEALTH = "health.json";

  private final Path folder;
  private final boolean isNew;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable GeneratorCsv generator;
  private @Nullable Recording recording;

  private ReportFolder(Path folder, boolean isNew) {
    this.folder = folder;
    this.isNew = isNew;
  }

  /**
   * Creates the folder where needed.
   *
   * @throws IOException with a sentence for people when that cannot be done, or the folder holds a run already
   */
  public static ReportFolder create(Path folder) throws IOException {
    boolean isNew = !Files.exists(folder);
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("the report cannot go to " + folder + ": a file with that name is in the way", e);
    } catch (IOException e) {
      throw new IOException("the report folder " + folder + " cannot be created: " + reason(e), e);
    }
    if (Files.exists(folder.resolve(REPORT)) || Recorded.isIn(folder)) {
      throw taken(folder);
    }
    ReportFolder report = new ReportFolder(folder, isNew);
    try {
      Files.createFile(report.part(REPORT)); // fails where nothing can be written, or another run has just begun
      report.names.add(REPORT);
      return report;
    } catch (FileAlreadyExistsException e) {
      throw taken(folder);
    } catch (IOException e) {
      throw report.unwritable(e);
    }
  }

  private static IOException taken(Path folder) {
    return new IOException(
        "the folder " + folder + " holds the report of another run; give --report a folder of its own, or remove that"
            + " one");
  }

  public Path folder() {
    return folder;
  }

  /** Opens a file that gets this name in {@link #finish}; who opens it closes it before. */
  public BufferedWriter open(String name) throws IOException {
    names.add(name);
    return Files.newBufferedWriter(part(name), StandardCharsets.UTF_8);
  }

  /** Where a file lies that has not got its name yet. */
  public Path part(String name) {
    return folder.resolve(name + UNFINISHED);
  }

  /**
   * The file about the generator itself, which only a run in real time has.
   *
   * @throws IOException with a sentence for people when it cannot be opened
   */
  public GeneratorCsv generator() throws IOException {
    GeneratorCsv known = generator;
    if (known == null) {
      try {
        known = new GeneratorCsv(open(GENERATOR));
      } catch (IOException e) {
        throw unwritable(e);
      }
      generator = known;
    }
    return known;
  }

  /**
   * The run begins: from now on the folder is kept whatever happens.
   *
   * @throws IOException with a sentence for people when nothing can be recorded
   */
  public void begin(Vocabulary vocabulary, Beginning beginning) throws IOException {
    try {
      recording = Recording.begin(folder, vocabulary, beginning);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Records what came next, and what the gauges showed at its end, if they were read. */
  public void record(Slice slice, @Nullable Reading reading) {
    if (recording != null) {
      recording.add(slice, reading);
    }
  }

  /**
   * How the generator did so far: kept until there is a report that says so. A disk that fails shows in the recording.
   */
  public void health(Health health) {
    try {
      Files.writeString(part(HEALTH), ReportJson.writeHealth(health));
      Files.move(
          part(HEALTH), folder.resolve(HEALTH), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      return; // the next one may get through
    }
  }

  /** Something to know of this report that harms nobody: a sentence for it. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Something of the run is missing here: a sentence for the report, and for {@link #finish} to end with. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * Writes the report and gives all files their names.
   *
   * @throws IOException with a sentence for people if anything is missing; what can be written is written all the same
   */
  public void finish(RunResult result, Particulars kept) throws IOException {
    closeGenerator();
    if (recording != null) {
      recording.close();
      if (recording.problem() != null) {
        problem(recording.problem());
      }
    }
    sounds(kept);
    attempt(PAGE, () -> page(result, kept.withProblems(notes).withProblems(problems)));
    attempt(JUNIT, () -> write(JUNIT, JUnitXml.write(result)));
    names.remove(REPORT); // it comes last
    attempt(REPORT, () -> write(REPORT, ReportJson.write(result, kept.withProblems(notes).withProblems(problems))));
    for (String name : List.copyOf(names)) {
      attempt(name, () -> publish(name));
    }
    Files.deleteIfExists(folder.resolve(HEALTH));
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
  }

  /** Part of the end, which may fail. */
  private interface Step {
    void run() throws IOException;
  }

  /** What cannot be written whole gets no name. */
  private void attempt(String name, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      names.remove(name);
      problem(folder.resolve(name) + " is missing: " + reason(e));
    } catch (OutOfMemoryError e) {
      names.remove(name);
      problem(
          folder.resolve(name)
              + " is missing for want of memory; XIAOZHI_JAVA_OPTS=-Xmx4g xiaozhi report "
              + folder
              + " makes it");
    }
  }

  private void sounds(Particulars kept) {
    for (PageFacts.Slow slow : kept.slowest()) {
      PageFacts.Sound sound = slow.sound();
      if (sound != null) {
        names.add(sound.file());
        attempt(sound.file(), () -> Files.write(part(sound.file()), Base64.getDecoder().decode(sound.wav())));
      }
    }
  }

  private void publish(String name) throws IOException {
    Files.move(part(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    names.remove(name);
  }

  private void page(RunResult result, Particulars kept) throws IOException {
    if (recording != null) {
      Timeline.Snapshot timeline = Recorded.in(folder).figures(Timeline.MOST_POINTS).snapshot();
      try (BufferedWriter out = open(PAGE)) {
        new Report(result, kept, timeline, false).writeHtml(out);
      }
    }
  }

  private void write(String name, String text) throws IOException {
    try (BufferedWriter out = open(name)) {
      out.write(text);
    }
  }

  private void closeGenerator() {
    try {
      if (generator != null) {
        generator.close();
      }
    } catch (IOException e) {
      problem(GENERATOR + " ends early: " + reason(e));
    }
  }

  /** Lets go of a run that has not begun; no effect on one that has. */
  @Override
  public void close() {
    closeGenerator();
    if (recording != null) {
      recording.close();
      return;
    }
    try {
      deleteParts();
    } catch (IOException e) {
      return; // left behind: harmless, and there is nobody to tell any more
    }
  }

  /**
   * Takes back all that was written before {@link #finish}, of what was no run: so that the folder can be used again.
   */
  public void discard() {
    closeGenerator();
    try {
      if (recording != null) {
        recording.discard();
      }
      deleteParts();
      if (isNew) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      return; // left behind: the next attempt will say so
    }
  }

  private void deleteParts() throws IOException {
    for (String name : names) {
      Files.deleteIfExists(part(name));
    }
  }

  private IOException unwritable(IOException e) {
    return new IOException("the report cannot be written to " + folder + ": " + reason(e), e);
  }

  /** What went wrong, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "nothing can be made there";
      case FileSystemException about when about.getReason() != null -> about.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
