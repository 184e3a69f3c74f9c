package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table for people is the one that is judged by. */
class HealthDocumentTest {

  @Test
  void shouldShowTheThresholdsThatHold() throws IOException {
    List<String> rows =
        Files.readAllLines(RepositoryRoot.find().resolve("stress/docs/health.md")).stream()
            .filter(line -> line.matches("\\| `[a-z0-9_]+` \\|.*"))
            .map(line -> line.replaceFirst("^(\\| `[a-z0-9_]+` \\|)[^|]*\\|", "$1"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Criterion.values())
                .map(
                    each ->
                        "| `"
                            + each.label()
                            + "` | "
                            + figure(each, each.degradedAbove())
                            + " |"
                            + (Double.isFinite(each.invalidAbove()) ? " " + figure(each, each.invalidAbove()) : "")
                            + " |")
                .toList());
  }

  private static String figure(Criterion criterion, double value) {
    return String.format(Locale.ROOT, "%.0f %s", value, criterion.unit().sign());
  }
}
