package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.linuxfs.provider.pwm.LinuxFsPwmProvider;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dimmed lights with the library as it is on a Raspberry Pi; only the kernel's files are ours. */
class DimmedByFilesTest {

  private static final PwmPin PIN = new PwmPin(18, 0, 2);

  @TempDir Path folder;
  private Path channel;

  @BeforeEach
  void begin() throws IOException {
    Path chip = Files.createDirectories(folder.resolve("pwmchip0"));
    Files.writeString(chip.resolve("npwm"), "4\n");
    Files.writeString(chip.resolve("export"), "");
    Files.writeString(chip.resolve("unexport"), "");
    channel = Files.createDirectories(chip.resolve("pwm2"));
    for (String file : new String[] {"period", "duty_cycle", "enable"}) {
      Files.writeString(channel.resolve(file), "0\n");
    }
    Files.writeString(channel.resolve("polarity"), "normal\n");
  }

  @Test
  void shouldWriteWhatTheKernelNeedsToShineThreeQuarters() throws Exception {
    try (Pi4jLines lines = new Pi4jLines(context())) {
      lines.dimmer(PIN, true).shine(0.75);

      assertThat(read("period")).isEqualTo("250000"); // 4 kHz
      assertThat(read("duty_cycle")).isEqualTo("187500");
      assertThat(read("polarity")).isEqualTo("normal");
      assertThat(read("enable")).isEqualTo("1");
    }
  }

  @Test
  void shouldKeepALampThatShinesWhenLowDarkByAFullSignal() throws Exception {
    Pi4jLines lines = new Pi4jLines(context());
    PinLines.Dimmer dimmer = lines.dimmer(PIN, false);
    assertThat(full()).as("at first").isTrue();
    dimmer.shine(0.1);
    assertThat(read("duty_cycle")).isEqualTo("225000");
    assertThat(read("polarity")).isEqualTo("normal");
    dimmer.shine(1);
    assertThat(dark()).as("the signal, so that the lamp shines").isTrue();
    dimmer.shine(0);
    assertThat(full()).isTrue();
    dimmer.shine(0.5);
    lines.close();
    assertThat(full()).as("after it is closed").isTrue();
  }

  @Test
  void shouldBeDarkAtZeroAndWhenItIsClosed() throws Exception {
    Pi4jLines lines = new Pi4jLines(context());
    PinLines.Dimmer dimmer = lines.dimmer(PIN, true);
    dimmer.shine(1);
    assertThat(read("duty_cycle")).isEqualTo("250000");
    dimmer.shine(0);
    assertThat(dark()).isTrue();
    dimmer.shine(1);
    lines.close();
    assertThat(dark()).isTrue();
  }

  @Test
  void shouldSayThatAChipHasNoSuchChannel() throws Exception {
    try (Pi4jLines lines = new Pi4jLines(context())) {
      PinException thrown = (PinException) catchThrowable(() -> lines.dimmer(new PwmPin(18, 0, 7), true));
      assertThat(thrown.problem().what()).startsWith("BCM 18 cannot be dimmed (Unsupported pin/channel");
    }
  }

  @Test
  void shouldGoOnWhenTheFilesVanish() throws Exception {
    try (Pi4jLines lines = new Pi4jLines(context())) {
      PinLines.Dimmer dimmer = lines.dimmer(PIN, true);
      for (String file : new String[] {"period", "duty_cycle", "enable", "polarity"}) {
        Files.delete(channel.resolve(file));
      }
      Files.delete(channel);

      assertThat(catchThrowable(() -> dimmer.shine(0.5))).isNull();
      assertThat(catchThrowable(() -> dimmer.shine(0.6))).isNull();
    }
  }

  private Context context() {
    return Pi4J.newContextBuilder().add(LinuxFsPwmProvider.newInstance(folder.toString(), 0)).build();
  }

  private boolean dark() throws IOException {
    return read("enable").equals("0") || read("duty_cycle").equals("0");
  }

  private boolean full() throws IOException {
    return read("enable").equals("1") && read("duty_cycle").equals(read("period"));
  }

  private String read(String file) throws IOException {
    return Files.readString(channel.resolve(file)).strip();
  }
}
