package io.github.xiaozhisim.device.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.xiaozhisim.device.Fidelity;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every conformance case, in both fidelities. */
class ConformanceTest {

  /** Sections and numbers; a number may have several cases, and none may get lost. */
  private static final String NUMBERS =
      """
      B 01 02 03 04 05 06 07 08 09 10 12 14 15 17 18 19 21 23 25 27 28 29 30
      W 01 02 03 04 05 06 07 08 09 10 12 13 15 16 17 20 21 22 23 24 25 26 28 30 31 32 35 36 37 38 39 41
        43 45
      F 02 04 05 06 08 09 10 11 12 14 15 16 17 18
      S 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 18 19 21 22 26 27 28 29 30 31 32 33 34 35 37 38
        43 45 46 47 48 49 51 52 53
      A 01 02 03 04 05 06 07 08 09 10 11 12 15 16 17 19 20 21 23 26
      J 01 02 03 05 06 07 08 11 12 13 14 15 16 18 19 20
      M 01 02 03 04 05 06 07 08 09 11 12 13 15 16 17 18 19 20 21 23 24 25 26 27 28 29 30 31 34 36 37
      Q 03 04 05 06 07 08 09 10 11 12 14 16 17 19 21 23 24 25 26 27 28
      P 01 03 04 05 08 09 10 11 12 13 14
      """;

  @TestFactory
  Stream<DynamicTest> cases() {
    return Conformance.entries().stream()
        .flatMap(entry -> entry.fidelities().stream().map(fidelity -> test(entry, fidelity)));
  }

  private static DynamicTest test(Conformance.Entry entry, Fidelity fidelity) {
    return DynamicTest.dynamicTest(
        entry.id() + " " + entry.title() + " (" + fidelity.name().toLowerCase(Locale.ROOT) + ")",
        () -> {
          Conformance.Verdict verdict = Conformance.play(entry, fidelity);
          if (!verdict.passed()) {
            fail(verdict.failure() + "\n" + verdict.timeline().describe());
          }
        });
  }

  @Test
  void shouldHaveACaseForEveryNumber() {
    Set<String> missing = new TreeSet<>();
    char section = ' ';
    for (String word : NUMBERS.strip().split("\\s+")) {
      if (Character.isLetter(word.charAt(0))) {
        section = word.charAt(0);
      } else {
        missing.add(section + word);
      }
    }
    assertThat(missing).hasSizeGreaterThan(200);
    Conformance.entries().forEach(entry -> missing.remove(entry.id()));
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldFindTheCasesInOrder() {
    assertThat(Conformance.entries()).extracting(Conformance.Entry::id).contains("S01", "S05").isNotEmpty();
    assertThat(Conformance.entries()).extracting(Conformance.Entry::title).allMatch(title -> title.contains(" "));
  }
}
