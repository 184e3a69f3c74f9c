package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.report.Csv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Writes the single turns of several runs into one {@code turns.csv}, run by run. One thread. */
public final class MergedTurns {

  public static final String NAME = "turns.csv";

  private static final String STARTED = "started";
  private static final String DEVICE = "device";

  private final Writer to;
  private final Csv csv = new Csv();
  private List<String> columns = List.of();

  /** {@code to}: stays open. */
  public MergedTurns(Writer to) {
    this.to = to;
  }

  /**
   * Adds the turns of a run, as far as they are whole; nothing where there is no such file.
   *
   * @param folder of the run, whether it came to its end or not
   * @param name what its devices are called by, before their own name
   * @param clockOffsetMillis what is added to its times
   */
  public void add(Path folder, String name, long clockOffsetMillis) throws IOException {
    Path unfinished = folder.resolve(NAME + ".part");
    Path file = Files.exists(unfinished) ? unfinished : folder.resolve(NAME);
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      TurnsCsvReader turns = new TurnsCsvReader(in);
      if (columns.isEmpty() && !turns.columns().isEmpty()) {
        columns = turns.columns();
        to.write(String.join(",", columns) + "\n");
      }
      while (turns.next()) {
        for (String column : columns) {
          csv.text(
              switch (column) {
                case STARTED -> Instant.parse(turns.text(STARTED)).plusMillis(clockOffsetMillis).toString();
                case DEVICE -> name + "/" + turns.text(DEVICE);
                default -> turns.text(column);
              });
        }
        to.write(csv.take());
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + " holds a line that is not one of ours: it is no text", e);
    } catch (RuntimeException e) {
      throw new IOException(file + " holds a line that is not one of ours: " + e.getMessage(), e);
    }
  }
}
