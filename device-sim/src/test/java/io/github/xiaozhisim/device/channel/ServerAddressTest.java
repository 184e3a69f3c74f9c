package io.github.xiaozhisim.device.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the firmware's network library reads an address. */
class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ws://h:8000/xiaozhi/v1/, ws://h:8000/xiaozhi/v1/",
    "ws://h:8000, ws://h:8000/",
    "wss://h/p?a=b, wss://h/p?a=b",
    "ws://h:8000?x=1, ws://h:8000/",
    "wss://h:443/p?device-id=aa:bb, wss://h:443/p?device-id=aa:bb",
    "ws://h:8000x/p, ws://h:8000/p",
    "ws://h, ws://h/"
  })
  void shouldReadWhatTheFirmwareReads(String url, String read) {
    ServerAddress address = ServerAddress.firmware(url);
    assertThat(address.uri()).hasToString(read);
    assertThat(address.crashes()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://h?x=1", "h:8000", "ws://h:99999/", "ws://h/p?id=aa:11", "ws:///p", "ws://u@h/"})
  void shouldLeadNowhereWhereTheFirmwareFindsNoHost(String url) {
    ServerAddress address = ServerAddress.firmware(url);
    assertThat(address.uri()).isNull();
    assertThat(address.crashes()).isFalse();
    assertThat(address.fault()).isNotBlank().doesNotContain("x=1").doesNotContain("aa:11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss://h/p?device-id=aa:bb", "ws://h:/p", "ws://h:p"})
  void shouldCrashWhereThePortIsNoNumber(String url) {
    assertThat(ServerAddress.firmware(url).crashes()).isTrue();
  }

  @Test
  void shouldKeepTheQueryInTheStandardsReading() {
    assertThat(ServerAddress.standard("ws://h:8000?x=aa:bb").uri()).hasToString("ws://h:8000?x=aa:bb");
    assertThat(ServerAddress.standard("ws://a b?token=t").fault()).contains("not a URL").doesNotContain("token");
  }
}
