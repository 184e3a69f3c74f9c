package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.UntestedParts;
import org.junit.jupiter.api.Test;

/** Every part of a virtual board, and what stands for parts that are not there, keeps its promises. */
class EveryPartHasItsContractTest {

  @Test
  void shouldRunTheContractsOfEveryPart() {
    assertThat(UntestedParts.of(getClass(), Device.class, Board.class)).isEmpty();
  }
}
