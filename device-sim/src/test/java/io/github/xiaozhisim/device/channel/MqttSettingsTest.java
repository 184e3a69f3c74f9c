package io.github.xiaozhisim.device.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the boot answer's {@code mqtt} section means. */
class MqttSettingsTest {

  private final MemorySettings settings = new MemorySettings();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "h, h, 8883",
        "h:1883, h, 1883",
        "h:8883, h, 8883",
        "h:12abc, h, 12",
        "'h: 12', h, 12",
        "h:+7, h, 7",
        "h:-5, h, -5",
        "h:99999, h, 99999",
        "h:abc, h, -",
        "h:, h, -",
        "h:99999999999, h, -",
        "h:1:2, h, 1",
        "'', '', 8883"
      })
  void shouldTakeHostAndPortAsTheFirmwareDoes(String endpoint, String host, Integer port) {
    settings.putString("mqtt", "endpoint", endpoint);
    MqttSettings read = MqttSettings.read(settings);
    assertThat(read.host()).isEqualTo(host);
    assertThat(read.port()).isEqualTo(port);
  }

  @Test
  void shouldUseTlsOnItsPortOnly() {
    MqttSettings read = MqttSettings.read(settings);
    assertThat(read.request(8883, DeviceConfig.defaults()).tls()).isTrue();
    assertThat(read.request(1883, DeviceConfig.defaults()).tls()).isFalse();
    assertThat(read.keepAliveSeconds()).isEqualTo(240);
  }

  @Test
  void shouldKeepThePasswordToItself() {
    settings.putString("mqtt", "endpoint", "h");
    settings.putString("mqtt", "password", "secret");
    MqttSettings read = MqttSettings.read(settings);
    assertThat(read.toString()).doesNotContain("secret");
    assertThat(read.request(8883, DeviceConfig.defaults()).toString()).doesNotContain("secret");
  }
}
