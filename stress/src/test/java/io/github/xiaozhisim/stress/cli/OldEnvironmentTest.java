package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the variables of the older tester are worth here. */
class OldEnvironmentTest {

  private static List<String> added(Map<String, String> environment, String... typed) {
    return OldEnvironment.translate(List.of(typed), environment).added();
  }

  @Test
  void shouldSpeakToyaiForOneTurnEachWhenNothingIsSet() {
    assertThat(OldEnvironment.translate(List.of("fleet", "--old-env", "--yes"), Map.of()).arguments())
        .containsExactly("fleet", "--yes", "--dialect", "toyai", "--turns", "1");
  }

  @Test
  void shouldChooseTheServerBySsl() {
    Map<String, String> both = Map.of("WS_SERVER_HOST", "a:8080", "WSS_SERVER_HOST", "b.example", "USE_SSL", "false");
    assertThat(added(both)).containsSequence("--server", "ws://a:8080");
    assertThat(added(Map.of("WSS_SERVER_HOST", "b.example", "USE_SSL", "True")))
        .containsSequence("--server", "wss://b.example");
    assertThat(added(Map.of("WS_SERVER_HOST", "ws://c:1/"))).containsSequence("--server", "ws://c:1/");
  }

  @Test
  void shouldTakeTheDevicesParameters() {
    assertThat(
            added(
                Map.of(
                    "DEVICE_SN",
                    "FC012C2EA0A0",
                    "DEVICE_SIGN",
                    "abc",
                    "BOARD_ID",
                    "B",
                    "FIRMWARE_VERSION",
                    "1.2.3",
                    "FIRMWARE_VERSION_CODE",
                    "7",
                    "STRATEGY_ID",
                    "2",
                    "DEVICE_UID",
                    "3",
                    "BOARD_TYPE",
                    "ml307",
                    "RECOVER",
                    "1",
                    "SCREEN",
                    "0")))
        .containsSequence(
            "--toyai", "sn=FC012C2EA0A0", "--toyai", "sign=abc", "--toyai", "bid=B", "--toyai", "fv=1.2.3")
        .containsSequence(
            "--toyai", "uid=3", "--toyai", "board_type=ml307", "--toyai", "recover=1", "--toyai", "screen=0");
  }

  @Test
  void shouldTakeModeAudioTextAndTimes() {
    assertThat(
            added(
                Map.of(
                    "LISTENING_MODE", "MANUAL", "SEND_STOP_LISTEN", "false", "AUDIO_FILE_PATH", "a.opus",
                    "CONCURRENT_CONNECTIONS", "50", "STT_TIMEOUT", "5000", "RESULTS_DIR", "results")))
        .containsSequence("--devices", "50")
        .containsSequence("--mode", "manual", "--no-stop-listen")
        .containsSequence("--speech", "a.opus", "--timeout-stt", "5000ms", "--reports", "results");
    assertThat(added(Map.of("SEND_AUDIO_DATA", "0", "TEST_MESSAGE", "hello", "AUDIO_FILE_PATH", "a.opus")))
        .containsSequence("--text", "hello")
        .doesNotContain("--speech");
  }

  @Test
  void shouldRunOneDeviceWhenDebugging() {
    assertThat(added(Map.of("DEBUG_MODE", "true", "CONCURRENT_CONNECTIONS", "100"))).containsSequence("--devices", "1");
  }

  @Test
  void shouldLetTheCommandLineWin() {
    assertThat(
            added(
                Map.of("CONCURRENT_CONNECTIONS", "100", "BOARD_ID", "B", "WS_SERVER_HOST", "a"),
                "--devices=3", "--toyai", "bid=C", "--server", "ws://b", "--duration", "1m"))
        .containsExactly("--dialect", "toyai");
  }

  @Test
  void shouldSayWhatItDidWithoutSecrets() {
    OldEnvironment.Translation translation =
        OldEnvironment.translate(
            List.of("fleet"),
            Map.of("WEBSOCKET_ACCESS_TOKEN", "secret", "DEVICE_SIGN", "signature", "LOG_LEVEL", "DEBUG"));
    assertThat(translation.notice())
        .isEqualTo(
            "--old-env stands for: --dialect toyai --turns 1 --toyai sign=*** --token *** (without an equivalent: "
                + "LOG_LEVEL)");
  }
}
