package io.github.xiaozhisim.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.UntestedParts;
import org.junit.jupiter.api.Test;

/** Tells you which contract a new part of the board has to run. */
class TemplatePartsTest {

  @Test
  void shouldRunTheContractsOfEveryPart() {
    assertThat(UntestedParts.of(getClass(), TemplateBoard.class)).isEmpty();
  }
}
