package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BoardsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListEveryBoardOnALine() {
    assertThat(run("boards")).isZero();
    assertThat(out.toString().lines().count()).isGreaterThan(20);
    assertThat(out.toString())
        .contains(
            "NAME ", "\nesp-box-3 ", "esp32s3   wifi", "LCD 320x240", "afe 24/24 kHz, reference", "echo cancellation")
        .contains("ml307 or wifi", "no wake word", "3 own tools", "Opus 30 ms");
  }

  @Test
  void shouldShowABoardAndWhatItsDeviceReallySends() {
    assertThat(run("boards", "bread-compact-ml307")).isZero();
    assertThat(out.toString())
        .contains("bread-compact-ml307: The breadboard with a 4G modem")
        .contains("user agent    bread-compact-ml307/2.4.2")
        .contains("\"revision\":\"ML307R-DL-MBRH0S01\",\"carrier\":\"CHINA MOBILE\",\"csq\":\"26\"")
        .contains("\"text_font\":{\"bundle\":\"noto-v1\",\"charset\":\"basic\",\"size\":14,\"bpp\":1}")
        .contains("\"network\":{\"type\":\"cellular\",\"carrier\":\"CHINA MOBILE\",\"signal\":\"strong\"}")
        .contains("  self.lamp.turn_on()")
        .contains("  self.reboot()   (for users)");
  }

  @Test
  void shouldShowWhereKeysAndLightsAreWired() {
    assertThat(run("boards", "raspberry-pi-5")).isZero();
    assertThat(out.toString())
        .contains("chip          linux\n", "{\"model\":999,\"cores\":1,\"revision\":0,\"features\":0}")
        .contains("pin           key button: BCM 17 (place 11 of the header) to ground")
        .contains("pin           light: BCM 27 (place 13 of the header)");

    assertThat(run("boards", "respeaker-2-mics")).isZero();
    assertThat(out.toString())
        .contains("pin           3 lights in a row on /dev/spidev0.1: BCM 10, 11, 7")
        .contains(
            "taken         sound (I2S): BCM 18, 19, 20, 21", "wiring from   https://github.com/respeaker/mic_hat");
  }

  @Test
  void shouldTakeAnotherNetwork() {
    assertThat(run("boards", "bread-compact-ml307@wifi")).isZero();
    assertThat(out.toString()).contains("\"ssid\":\"home\",\"rssi\":-53");
  }

  @Test
  void shouldFollowTheBoardInHelloAndTools() {
    assertThat(run("boards", "esp-vocat")).isZero();
    assertThat(out.toString())
        .contains("\"glyph_push\":false},\"transport\"")
        .doesNotContain("text_font", "take_photo", "set_theme", "get_info");

    assertThat(run("boards", "m5stack-core-s3")).isZero();
    assertThat(out.toString())
        .contains("self.camera.take_photo(question)", "self.screen.set_brightness(brightness)")
        .contains("self.screen.snapshot(url, quality)", "\"battery\":{\"level\":76,\"charging\":false}");
  }

  @Test
  void shouldSuggestABoardForAWrongName() {
    assertThat(run("boards", "esp-box3")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .isEqualTo("xiaozhi: there is no board 'esp-box3'; did you mean esp-box-3? 'xiaozhi boards' lists all\n");
  }

  @Test
  void shouldValidateFilesAndNameEverythingThatIsWrong(@TempDir Path folder) throws IOException {
    Path good = Path.of("..").resolve("boards/bread-compact-wifi/board.json");
    assertThat(run("boards", "validate", good.toString())).isZero();
    assertThat(out.toString()).isEqualTo(good + ": bread-compact-wifi, bread-compact-wifi-128x64\n");

    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, Files.readString(good).replace("\"rgb\"", "\"pink\"").replace("16000", "8000"));
    assertThat(run("boards", "validate", bad.toString(), good.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).matches(".*bad.json:\\d+:\\d+: audio.inputRateHz: 8000 cannot be; .*"))
        .anySatisfy(line -> assertThat(line).matches(".*bad.json:\\d+:\\d+: led: \"pink\" cannot be; .*"));
  }

  @Test
  void shouldSayAllThatIsWrongWithAMixOnTheCommandLine() {
    assertThat(run("fleet", "--boards", "esp-box3:70%,xmini:30%")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("there is no board 'esp-box3'", "there is no board 'xmini'");
    assertThat(run("fleet", "--board", "esp-box-3", "--boards", "esp-box-3:100%")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--board and --boards exclude each other");
    assertThat(run("fleet", "--picture", "none.jpg")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--picture none.jpg cannot be read");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
