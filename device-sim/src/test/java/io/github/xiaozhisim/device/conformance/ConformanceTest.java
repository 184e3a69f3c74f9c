package io.github.xiaozhisim.device.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.xiaozhisim.device.Fidelity;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every conformance case, in both fidelities. */
class ConformanceTest {

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
  void shouldFindTheCasesInOrder() {
    assertThat(Conformance.entries()).extracting(Conformance.Entry::id).contains("S01", "S05").isNotEmpty();
    assertThat(Conformance.entries()).extracting(Conformance.Entry::title).allMatch(title -> title.contains(" "));
  }
}
