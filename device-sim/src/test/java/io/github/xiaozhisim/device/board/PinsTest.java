package io.github.xiaozhisim.device.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins.Colour;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.device.board.Pins.Taken;
import io.github.xiaozhisim.hal.Chip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a board's description may say of pins, and what is said about mistakes in it. */
class PinsTest {

  private static final BoardCheck CHECK = new BoardCheck();

  /** The pins stand in line 9. */
  private static final String BOARD =
      """
      {
        "schema": "xiaozhi-simulator/board/1",
        "description": "A board.",
        "type": "mine",
        "chip": "linux",
        "network": ["wifi"],
        "audio": { "inputRateHz": 16000, "outputRateHz": 24000 },
        "led": "gpio", "keys": [{ "name": "button", "click": "chat" }, { "name": "talk", "hold": "talk" }],
        "pins": PINS
      }
      """;

  // ---- what can be said --------------------------------------------------------------------------------------------

  @Test
  void shouldReadKeysWithWhatIsUsualAndWhatIsNot(@TempDir Path folder) throws Exception {
    Pins pins =
        read(
            folder,
            """
            { "keys": [{ "key": "button", "bcm": 17 },
                       { "key": "talk", "bcm": 5, "pull": "down", "longPressMillis": 800 }],
              "taken": [{ "by": "sound", "bcm": [18, 19] }], "source": "a book" }
            """);

    assertThat(pins.keys())
        .containsExactly(
            new KeyPin("button", 17, Pull.UP, false, 1500), new KeyPin("talk", 5, Pull.DOWN, true, 800));
    assertThat(pins.taken()).containsExactly(new Taken("sound", List.of(18, 19)));
    assertThat(pins.source()).isEqualTo("a book");
    assertThat(pins.light()).isNull();
    assertThat(pins.needsLines()).isTrue();
  }

  @Test
  void shouldReadTheKindsOfLights() throws Exception {
    assertThat(pins("raspberry-pi-5").light()).isEqualTo(new Plain(27, true, null));
    assertThat(pins("codec-zero").light()).isEqualTo(new Colour(24, 23, null, true));
    assertThat(pins("respeaker-2-mics").light()).isEqualTo(new Strip(3, 0, 1));
    assertThat(new Strip(3, 0, 1).bcm()).containsExactly(10, 11, 7);
    assertThat(new Strip(3, 1, 0).file()).isEqualTo("spidev1.0");
  }

  @Test
  void shouldReadDimmedLights(@TempDir Path folder) throws Exception {
    Pins pins =
        read(folder, "{ \"light\": { \"kind\": \"plain\", \"bcm\": 18, \"pwm\": \"0.2\", \"lit\": \"low\" } }");

    assertThat(pins.light()).isEqualTo(new Plain(18, false, new PwmPin(18, 0, 2)));
    assertThat(pins.pwm()).containsExactly(new PwmPin(18, 0, 2));
    assertThat(pins.needsLines()).isFalse();
  }

  @Test
  void shouldKnowTheHeader() {
    assertThat(Pins.header(17)).isEqualTo(11);
    assertThat(Pins.header(27)).isEqualTo(13);
    assertThat(Pins.header(2)).isEqualTo(3);
    for (int bcm = 0; bcm <= Pins.LAST; bcm++) {
      assertThat(Pins.bcmAt(Pins.header(bcm))).isEqualTo(bcm);
    }
    for (int powerOrGround : new int[] {1, 2, 4, 6, 9, 14, 17, 20, 25, 30, 34, 39}) {
      assertThat(Pins.bcmAt(powerOrGround)).isEqualTo(-1);
    }
  }

  @Test
  void shouldTellServersThatABoardRunsLinux() throws Exception {
    assertThat(Boards.find("raspberry-pi-5").info().chip()).isEqualTo(Chip.LINUX);
    assertThat(Boards.find("linux-pc").info().flashBytes()).isZero();
    assertThat(Boards.find("linux-pc").info().partitions()).isEmpty();
  }

  // ---- what is wrong -----------------------------------------------------------------------------------------------

  @Test
  void shouldSayWhereANumberIsNoPin() {
    assertThat(problems("{ \"keys\": [{ \"key\": \"button\", \"bcm\": 40 }] }"))
        .containsExactly(
            "b.json:9:48: pins.keys.0.bcm: 40 is no BCM number, those are 2 to 27; place 40 of the header is BCM 21");
    assertThat(problems("{ \"light\": { \"kind\": \"plain\", \"bcm\": 39 } }"))
        .singleElement()
        .asString()
        .endsWith("pins.light.bcm: 39 is no BCM number, those are 2 to 27; pinout.xyz shows them");
    assertThat(problems("{ \"light\": { \"kind\": \"plain\", \"bcm\": -1 } }")).hasSize(1);
    assertThat(problems("{ \"keys\": [{ \"key\": \"talk\", \"bcm\": 1 }] }"))
        .singleElement()
        .asString()
        .endsWith("BCM 1 belongs to the memory by which an add-on board is known; take one of 2 to 27");
  }

  @Test
  void shouldSayWhoHasAPinAlready() {
    assertThat(
            problems(
                "{ \"keys\": [{ \"key\": \"button\", \"bcm\": 18 }, { \"key\": \"talk\", \"bcm\": 5 }],"
                    + " \"light\": { \"kind\": \"plain\", \"bcm\": 5 },"
                    + " \"taken\": [{ \"by\": \"sound (I2S)\", \"bcm\": [18] }] }"))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("pins.keys.0.bcm: BCM 18 is used by sound (I2S) already; give each its own"),
            p -> assertThat(p).contains("pins.light.bcm: BCM 5 is used by key 'talk' already; give each its own pin"));
  }

  @Test
  void shouldSayWhichPinsABusNeeds() {
    String board = BOARD.replace("\"led\": \"gpio\"", "\"led\": \"rgb\"");
    assertThat(
            problems(
                board,
                "{ \"keys\": [{ \"key\": \"talk\", \"bcm\": 10 }],"
                    + " \"light\": { \"kind\": \"apa102\", \"count\": 3, \"spi\": \"0.1\" } }"))
        .singleElement()
        .asString()
        .contains("pins.light.spi: BCM 10 is used by key 'talk' already");
    assertThat(problems(board, "{ \"light\": { \"kind\": \"apa102\", \"count\": 3, \"spi\": \"0.2\" } }"))
        .singleElement()
        .asString()
        .contains("pins.light.spi: bus 0 has the devices 0.0 and 0.1; write one of these");
  }

  @Test
  void shouldSayWhichKeysThereAre() {
    assertThat(
            problems(
                "{ \"keys\": [{ \"key\": \"boot\", \"bcm\": 17 }, { \"key\": \"talk\", \"bcm\": 5 },"
                    + " { \"key\": \"talk\", \"bcm\": 6 }] }"))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("pins.keys.0.key: the board has no key 'boot'; write one of button, talk"),
            p -> assertThat(p).contains("pins.keys.2.key: key 'talk' has a pin already"));
  }

  @Test
  void shouldSayWhatALightNeeds() {
    assertThat(problems("{ \"light\": { \"kind\": \"apa102\" } }"))
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .contains("light.kind: a light of this kind does not fit \"led\": \"gpio\";")
                    .endsWith(" write \"led\": \"ring\""),
            p -> assertThat(p).contains("pins.light.count: is missing; add it"),
            p -> assertThat(p).contains("pins.light.spi: is missing; add it"));
    assertThat(problems("{ \"light\": { \"kind\": \"plain\", \"bcm\": 5, \"count\": 3 } }"))
        .singleElement()
        .asString()
        .contains("pins.light.count: a light of kind plain has no such member; it has bcm, lit, pwm");
    assertThat(problems("{ \"light\": { \"kind\": \"plain\", \"bcm\": 5, \"pwm\": \"0.0\" } }"))
        .singleElement()
        .asString()
        .contains("pins.light.bcm: BCM 5 cannot be modulated; those that can are 12, 13, 18 and 19");
    assertThat(problems("{ \"backlight\": { \"bcm\": 18, \"pwm\": \"0.2\" } }"))
        .singleElement()
        .asString()
        .contains("pins.backlight: the board has no light of a screen");
  }

  @Test
  void shouldSayThatOtherChipsHaveNoSuchPins() {
    assertThat(problems(BOARD.replace("\"linux\"", "\"esp32s3\", \"flashMiB\": 16"), "{}"))
        .singleElement()
        .asString()
        .contains("pins: pins are for boards that run Linux; leave them out, or make chip \"linux\"");
    assertThat(problems(BOARD.replace("\"linux\"", "\"linux\", \"flashMiB\": 16"), "{}"))
        .singleElement()
        .asString()
        .contains("flashMiB: a board that runs Linux has no flash of the firmware's; leave it out");
    assertThat(problems(BOARD.replace("\"linux\"", "\"esp32s3\""), "{}"))
        .singleElement()
        .asString()
        .contains("flashMiB: is missing; add it");
  }

  private static List<String> problems(String pins) {
    return problems(BOARD, pins);
  }

  private static List<String> problems(String board, String pins) {
    return CHECK.check("b.json", board.replace("PINS", pins)).stream().map(BoardProblem::toString).toList();
  }

  private static Pins read(Path folder, String pins) throws Exception {
    Path file = folder.resolve("board.json");
    Files.writeString(file, BOARD.replace("PINS", pins));
    return Objects.requireNonNull(Boards.find(file.toString()).pins());
  }

  private static Pins pins(String board) throws BoardException {
    return Objects.requireNonNull(Boards.find(board).pins());
  }
}
