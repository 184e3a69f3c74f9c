package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What must never reach a user's machine. */
class RuntimeClassPathTest {

  @Test
  void shouldHavePinsButNoPretendedOnes() {
    assertThat(getClass().getResource("/com/pi4j/Pi4J.class")).isNotNull();
    assertThat(getClass().getResource("/com/pi4j/plugin/gpiod/GpioDPlugin.class")).isNotNull();
    assertThat(getClass().getResource("/com/pi4j/plugin/mock/MockPlugin.class")).isNull();
  }
}
