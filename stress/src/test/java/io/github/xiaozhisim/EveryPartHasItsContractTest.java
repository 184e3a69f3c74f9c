package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.UntestedParts;
import io.github.xiaozhisim.stress.fleet.Fleet;
import org.junit.jupiter.api.Test;

/** A fleet has no parts of a board of its own, as long as nobody runs their contracts here. */
class EveryPartHasItsContractTest {

  @Test
  void shouldRunTheContractsOfEveryPart() {
    assertThat(UntestedParts.of(getClass(), Fleet.class)).isEmpty();
  }
}
