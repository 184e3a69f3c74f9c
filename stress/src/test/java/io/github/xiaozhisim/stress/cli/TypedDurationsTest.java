package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.fleet.Span;
import org.junit.jupiter.api.Test;

/** Times as people write them on the command line. */
class TypedDurationsTest {

  @Test
  void shouldReadDurationsAsPeopleWriteThem() {
    assertThat(TypedDurations.parseNanos("500ms")).isEqualTo(500_000_000L);
    assertThat(TypedDurations.parseNanos("30")).isEqualTo(30_000_000_000L);
    assertThat(TypedDurations.parseNanos("1.5s")).isEqualTo(1_500_000_000L);
    assertThat(TypedDurations.parseNanos("1h30m")).isEqualTo(5_400_000_000_000L);
    assertThat(TypedDurations.parseNanos("2min")).isEqualTo(120_000_000_000L);
    assertThat(TypedDurations.parseSpan("1s..3s")).isEqualTo(Span.ofMillis(1000, 3000));
    assertThat(TypedDurations.parseSpan("2s")).isEqualTo(Span.ofMillis(2000, 2000));
    assertThatThrownBy(() -> TypedDurations.parseNanos("-1s")).hasMessageContaining("write it like");
  }
}
