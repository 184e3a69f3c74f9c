package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.Snapshot;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** How a device is, in one line. */
class StatusLineTest {

  private final StatusLine line = new StatusLine(true);

  private static Snapshot listening(double microphoneDbfs, double firstSoundMillis) {
    return listening(true, microphoneDbfs, firstSoundMillis);
  }

  private static Snapshot listening(boolean hears, double microphoneDbfs, double firstSoundMillis) {
    return new Snapshot(
        DeviceState.LISTENING,
        false,
        ListeningMode.AUTO,
        true,
        hears,
        40,
        "happy",
        "",
        microphoneDbfs,
        Snapshot.SILENCE,
        firstSoundMillis);
  }

  private static String text(AttributedString shown) {
    return shown.toString();
  }

  @Test
  void shouldShowStateMetersFaceLoudnessAndTheLastWait() {
    assertThat(text(line.of(listening(-30, 812), false, "puppet", 120)))
        .isEqualTo(
            " ● listening  mic █████·····  first sound 812 ms  🙂 happy  vol 40 %  out ··········  auto"
                + " ".repeat(23)
                + "puppet");
  }

  @Test
  void shouldSayWhenADeviceThatListensDoesNotHearYet() {
    assertThat(text(line.of(listening(false, -96, 0), false, "", 120))).startsWith(" ● listening, wait  mic");
  }

  @Test
  void shouldFillTheMeterFromMinus60DecibelsToFullScale() {
    assertThat(text(line.of(listening(-96, 0), false, "", 120))).contains("mic ··········");
    assertThat(text(line.of(listening(-60, 0), false, "", 120))).contains("mic ··········");
    assertThat(text(line.of(listening(-57, 0), false, "", 120))).contains("mic ▌·········");
    assertThat(text(line.of(listening(0, 0), false, "", 120))).contains("mic ██████████");
  }

  @Test
  void shouldShowNoMeterOfWhatCannotBeHeardFromHere() {
    Snapshot farAway =
        new Snapshot(
            DeviceState.IDLE, false, ListeningMode.AUTO, true, false, 70, "", "", Double.NaN, Double.NaN, Double.NaN);

    assertThat(text(line.of(farAway, false, "", 120)).stripTrailing()).isEqualTo(" ● idle, connected  vol 70 %  auto");
  }

  @Test
  void shouldSayThatADeviceIsGone() {
    Snapshot left =
        new Snapshot(
            DeviceState.UNKNOWN,
            true,
            ListeningMode.AUTO,
            false,
            false,
            70,
            "",
            "",
            Double.NaN,
            Double.NaN,
            Double.NaN);

    assertThat(text(line.of(left, false, "", 120))).startsWith(" ○ gone  vol");
  }

  @Test
  void shouldNeverBeWiderThanTheTerminal() {
    for (int columns = 0; columns < 140; columns++) {
      assertThat(line.of(listening(-30, 812), false, "a board of some name", columns).columnLength())
          .isLessThanOrEqualTo(Math.max(columns, 0));
    }
  }

  @Test
  void shouldLeaveOutTheLeastImportantFirst() {
    String narrow = text(line.of(listening(-30, 812), false, "puppet", 50));

    assertThat(narrow)
        .contains("listening")
        .contains("mic")
        .contains("812 ms")
        .doesNotContain("puppet")
        .doesNotContain("out");
  }

  @Test
  void shouldSayThatTheTalkKeyIsHeld() {
    assertThat(text(line.of(listening(-30, Double.NaN), true, "", 80)))
        .contains("listening, held")
        .doesNotContain("first sound");
  }

  @Test
  void shouldDoWithAsciiWhereNothingElseCanBeShown() {
    assertThat(text(new StatusLine(false).of(listening(-30, 812), false, "puppet", 120)))
        .isPrintable()
        .matches("[ -~]*")
        .contains("* listening", "#####.....");
  }
}
