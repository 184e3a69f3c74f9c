package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity gives back exactly the spelling it was made of. */
class IdentityTest {

  private static final String CLIENT = "7b94d69a-9808-4c59-9c9b-704333b38aff";

  @ParameterizedTest
  @ValueSource(strings = {"fc:01:2c:2e:a0:a0", "00:00:00:00:00:00", "fe:ff:ff:ff:ff:ff", "02:00:00:00:00:0a"})
  void shouldGiveBackItsDeviceId(String mac) {
    Identity identity = new Identity(mac, CLIENT);
    assertThat(identity.deviceId()).isEqualTo(mac);
    assertThat(identity.compactDeviceId()).isEqualTo(mac.replace(":", "").toUpperCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CLIENT,
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "00000000-0000-0000-0000-000000000000",
        "7B94D69A-9808-4C59-9C9B-704333B38AFF",
        "7b94d69a-9808-4c59-9c9b-4333b38aff",
        "a client of another kind",
        "1-2-3-4-5",
        ""
      })
  void shouldGiveBackItsClientIdHoweverItIsSpelt(String client) {
    assertThat(new Identity("02:00:00:00:00:01", client).clientId()).isEqualTo(client);
  }

  @Test
  void shouldBeEqualToOneOfTheSameNames() {
    Identity identity = new Identity("02:00:00:00:00:01", CLIENT, "SN");
    assertThat(identity)
        .isEqualTo(new Identity("02:00:00:00:00:01", CLIENT, "SN"))
        .hasSameHashCodeAs(new Identity("02:00:00:00:00:01", CLIENT, "SN"))
        .isNotEqualTo(new Identity("02:00:00:00:00:01", CLIENT))
        .isNotEqualTo(new Identity("02:00:00:00:00:02", CLIENT, "SN"))
        .isNotEqualTo(new Identity("02:00:00:00:00:01", "other", "SN"))
        .hasToString("Identity[deviceId=02:00:00:00:00:01, clientId=" + CLIENT + ", serialNumber=SN]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01:00:00:00:00:01", "02-00-00-00-00-01", "02:00:00:00:00", "02:00:00:00:00:0A", ""})
  void shouldRefuseWhatIsNoAddressOfOneStation(String mac) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(mac, CLIENT))
        .withMessageContaining("'" + mac + "'");
  }
}
