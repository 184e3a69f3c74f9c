package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.UntestedParts;
import org.junit.jupiter.api.Test;

/** Every part of a real network keeps its promises. */
class EveryPartHasItsContractTest {

  @Test
  void shouldRunTheContractsOfEveryPart() {
    assertThat(UntestedParts.of(getClass(), NettyTransport.class)).isEmpty();
  }
}
