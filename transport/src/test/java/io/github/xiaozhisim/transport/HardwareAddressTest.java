package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HardwareAddressTest {

  @Test
  void shouldBeTheSameEachTimeAndSpeltAsServersWantIt() {
    String address = HardwareAddress.first("02:00:00:00:00:01");

    assertThat(address).matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}").isEqualTo(HardwareAddress.first("02:00:00:00:00:01"));
  }

  @Test
  void shouldPassOverWhatIsNoCardsAddress() {
    assertThat(HardwareAddress.isAStation(new byte[] {2, 0, 0, 0, 0, 1})).isTrue();
    assertThat(HardwareAddress.isAStation(new byte[] {1, 0, 0, 0, 0, 1})).as("of many").isFalse();
    assertThat(HardwareAddress.isAStation(new byte[6])).as("zero").isFalse();
    assertThat(HardwareAddress.isAStation(new byte[20])).as("too long").isFalse();
  }
}
