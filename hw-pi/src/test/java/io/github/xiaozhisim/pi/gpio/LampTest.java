package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LampTest {

  // ---- plain -------------------------------------------------------------------------------------------------------

  @Test
  void shouldDimAPlainLightByTheBrightestColour() {
    List<Double> shares = new ArrayList<>();
    PlainLamp lamp = new PlainLamp(shares::add);

    lamp.shine(new int[] {0xFFFFFF});
    lamp.shine(new int[] {0x003300});
    lamp.shine(new int[] {0});

    assertThat(shares).containsExactly(1.0, 0.2, 0.0);
  }

  @Test
  void shouldLightAPlainLightThatCannotBeDimmedFromATenthOn() {
    List<Boolean> lit = new ArrayList<>();
    PlainLamp lamp = PlainLamp.switched(lit::add);

    lamp.shine(new int[] {0xFFFFFF});
    lamp.shine(new int[] {0x0D0D0D}); // 5 %, as idle is
    lamp.shine(new int[] {0x1A1A1A}); // 10 %, the least that means something

    assertThat(lit).containsExactly(true, false, true);
  }

  // ---- a pin for each colour ---------------------------------------------------------------------------------------

  @Test
  void shouldSwitchOnTheColoursThatMatter() {
    assertThat(lit(true, true, true, 0x000004)).isEqualTo("--B");
    assertThat(lit(true, true, true, 0x020000)).isEqualTo("R--");
    assertThat(lit(true, true, true, 0x042004)).isEqualTo("-G-");
    assertThat(lit(true, true, true, 0xFFFFFF)).isEqualTo("RGB");
    assertThat(lit(true, true, true, 0)).isEqualTo("---");
  }

  @Test
  void shouldSwitchOnAllItHasForAColourThatItLacks() {
    assertThat(lit(true, true, false, 0x000004)).isEqualTo("RG-");
    assertThat(lit(true, true, false, 0x040420)).isEqualTo("RG-");
    assertThat(lit(true, true, false, 0x000400)).isEqualTo("-G-");
    assertThat(lit(true, true, false, 0)).isEqualTo("---");
  }

  // ---- a strip -----------------------------------------------------------------------------------------------------

  @Test
  void shouldSendAStripWhatItsDataSheetAsksFor() {
    List<String> sent = new ArrayList<>();
    StripLamp lamp = new StripLamp(bytes -> sent.add(HexFormat.of().formatHex(bytes)), 3);

    lamp.shine(new int[] {0x102030, 0, 0x0000FF});

    assertThat(sent).containsExactly("00000000" + "ff302010" + "ff000000" + "ffff0000" + "00000000" + "00");
  }

  @Test
  void shouldClockALongStripToItsEnd() {
    assertThat(StripLamp.dark(64)).hasSize(4 + 64 * 4 + 4 + 4);
    assertThat(StripLamp.dark(1)).containsExactly(0, 0, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static String lit(boolean red, boolean green, boolean blue, int colour) {
    char[] found = {'-', '-', '-'};
    new ColourLamp(
            red ? on -> found[0] = on ? 'R' : '-' : null,
            green ? on -> found[1] = on ? 'G' : '-' : null,
            blue ? on -> found[2] = on ? 'B' : '-' : null)
        .shine(new int[] {colour});
    return new String(found);
  }
}
