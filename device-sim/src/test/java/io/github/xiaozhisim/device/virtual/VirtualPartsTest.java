package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.Link;
import org.junit.jupiter.api.Test;

/** What the small virtual parts do. */
class VirtualPartsTest {

  private final SimScheduler time = new SimScheduler();

  @Test
  void shouldDimByOnePercentEveryFiveMilliseconds() {
    VirtualBacklight light = new VirtualBacklight(time, 75);
    light.setBrightness(30);
    time.runForMillis(100);
    assertThat(light.brightness()).isEqualTo(55);
    time.runForMillis(125);
    assertThat(light.brightness()).isEqualTo(30);
  }

  @Test
  void shouldTakeOnlyAJpegForAPicture() {
    assertThatThrownBy(() -> new VirtualCamera(time, new byte[] {1, 2, 3})).hasMessageContaining("must be a JPEG");
  }

  @Test
  void shouldBeAsFullAsItIsTold() {
    VirtualBattery battery = new VirtualBattery(80, false);
    battery.set(12, true);
    assertThat(battery.levelPercent()).isEqualTo(12);
    assertThat(battery.charging()).isTrue();
    assertThatThrownBy(() -> battery.set(101, true)).hasMessageContaining("0 to 100");
  }

  @Test
  void shouldHaveTheThemesOfItsBoard() {
    VirtualScreen oled = new VirtualScreen(new DisplayInfo(128, 64, true));
    assertThat(oled.hasThemes()).isTrue();
    assertThat(oled.setTheme("dark")).isTrue();
    assertThat(oled.setTheme("light")).isFalse();
    assertThat(new VirtualScreen(DisplayInfo.NONE).hasThemes()).isFalse();
  }

  @Test
  void shouldGiveEveryModemNumbersOfItsOwnWithTheirCheckDigit() {
    Link.Cellular one = modem("02:00:00:00:00:01");
    Link.Cellular other = modem("02:00:00:00:00:02");

    assertThat(one.imei()).hasSize(15).isNotEqualTo(other.imei());
    assertThat(one.iccid()).hasSize(20).isNotEqualTo(other.iccid());
    assertThat(luhn(one.imei()) % 10).isZero();
    assertThat(luhn(other.iccid()) % 10).isZero();
  }

  private static Link.Cellular modem(String mac) {
    Identity identity = new Identity(mac, "11111111-2222-4333-8444-555555555555");
    return (Link.Cellular) VirtualLink.of(NetworkKind.ML307, identity, new MemorySettings());
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    }
    return sum;
  }
}
