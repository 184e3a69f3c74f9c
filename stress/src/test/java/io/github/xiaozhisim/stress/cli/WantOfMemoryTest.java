package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A machine that is too small is no fault of the program. */
class WantOfMemoryTest {

  @Test
  void shouldTellItFromAFaultInTheProgram() {
    OutOfMemoryError none = new OutOfMemoryError("Java heap space");

    assertThat(Main.isForWantOfMemory(none)).isTrue();
    assertThat(Main.isForWantOfMemory(new IllegalStateException("virtual time stopped", none))).isTrue();
    assertThat(Main.isForWantOfMemory(new IllegalStateException("something else"))).isFalse();
  }
}
