package io.github.xiaozhisim.pi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.UntestedParts;
import io.github.xiaozhisim.pi.board.LocalSession;
import org.junit.jupiter.api.Test;

/** Every part of a board that can be touched keeps its promises. */
class EveryPartHasItsContractTest {

  @Test
  void shouldRunTheContractsOfEveryPart() {
    assertThat(UntestedParts.of(getClass(), LocalSession.class)).isEmpty();
  }
}
