package io.github.xiaozhisim.device.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.hal.Settings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtaReplyTest {

  private final MemorySettings settings = new MemorySettings();

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no", "[]", "\"x\"", "null", "{", "{\"websocket\":{}", "<html></html>"})
  void shouldBeNothingWhenItIsNoJsonObject(String body) {
    assertThat(OtaReply.parse(body.getBytes(StandardCharsets.UTF_8), false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"mqtt\":{}}]", "\"x\"", "null", "true", "404 not found"})
  void shouldSayNothingToAStrictDeviceWhenItIsJsonButNoObject(String body) {
    OtaReply reply = OtaReply.parse(body.getBytes(StandardCharsets.UTF_8), true);

    assertThat(reply).isNotNull();
    assertThat(reply.hasMqtt()).isFalse();
    assertThat(reply.needsActivation()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no", "[", "[1,]", "\"x", "\"\\ud800\"", "<html></html>"})
  void shouldBeNothingToAStrictDeviceEitherWhenItIsNoJson(String body) {
    assertThat(OtaReply.parse(body.getBytes(StandardCharsets.UTF_8), true)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\uFEFF{}", "{} and more", "{}{}", " \n{}\n"})
  void shouldBeReadAsLenientlyAsAMessage(String body) {
    assertThat(OtaReply.parse(body.getBytes(StandardCharsets.UTF_8), false)).isNotNull();
  }

  @Test
  void shouldFindSectionsWhateverTheirCaseButStoreMembersAsTheyAreSpelt() {
    OtaReply reply = parse("{\"WebSocket\":{\"URL\":\"ws://h\",\"token\":\"t\"},\"MQTT\":{}}");

    assertThat(reply.hasWebSocket()).isTrue();
    assertThat(reply.hasMqtt()).isTrue();
    assertThat(reply.store(settings)).isZero();
    assertThat(settings.namespace("websocket")).containsOnlyKeys("URL", "token");
    assertThat(settings.getString("websocket", "url")).isNull();
  }

  @Test
  void shouldTakeTheFirstOfEqualSectionsAndMembers() {
    parse("{\"websocket\":{\"url\":\"a\",\"url\":\"b\"},\"websocket\":{\"url\":\"c\"}}").store(settings);

    assertThat(settings.getString("websocket", "url")).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"'{\"mqtt\":null}'", "'{\"mqtt\":\"x\"}'", "'{\"mqtt\":[]}'", "'{\"mqtt\":false}'", "'{}'"})
  void shouldNotTakeAnythingButAnObjectForASection(String body) {
    assertThat(parse(body).hasMqtt()).isFalse();
  }

  @Test
  void shouldStoreStringsAndNumbersAndPassOverTheRest() {
    parse(
            "{\"websocket\":{\"url\":\"ws://h\",\"version\":2,\"x\":3.9,\"big\":5000000000,\"yes\":true,\"no\":null,"
                + "\"o\":{},\"l\":[]},\"mqtt\":{\"endpoint\":\"h:1883\",\"keepalive\":120}}")
        .store(settings);

    assertThat(settings.namespace("websocket"))
        .containsOnlyKeys("url", "version", "x", "big")
        .containsEntry("url", "ws://h")
        .containsEntry("version", 2)
        .containsEntry("x", 3)
        .containsEntry("big", Integer.MAX_VALUE);
    assertThat(settings.namespace("mqtt")).containsEntry("endpoint", "h:1883").containsEntry("keepalive", 120);
  }

  @Test
  void shouldKeepWhatIsMissingAndClearWhatIsEmpty() {
    settings.putString("websocket", "token", "old");
    settings.putInt("websocket", "version", 2);
    parse("{\"websocket\":{\"url\":\"ws://h\"}}").store(settings);
    assertThat(settings.getString("websocket", "token")).isEqualTo("old");
    assertThat(settings.getInt("websocket", "version")).isEqualTo(2);

    parse("{\"websocket\":{\"token\":\"\",\"version\":0}}").store(settings);
    assertThat(settings.getString("websocket", "token")).isEmpty();
    assertThat(settings.getInt("websocket", "version")).isZero();
    assertThat(settings.getString("websocket", "url")).isEqualTo("ws://h");
  }

  @Test
  void shouldWriteOnlyWhatDiffers() {
    int[] writes = new int[1];
    Settings counting =
        new CountingSettings(settings, () -> writes[0]++);
    OtaReply reply = parse("{\"websocket\":{\"url\":\"ws://h\",\"version\":1}}");
    reply.store(counting);
    assertThat(writes[0]).isEqualTo(2);

    reply.store(counting);
    assertThat(writes[0]).isEqualTo(2);

    parse("{\"websocket\":{\"url\":\"ws://h\",\"version\":2}}").store(counting);
    assertThat(writes[0]).isEqualTo(3);
  }

  @Test
  void shouldLeaveOutAndCountWhatTheStorageCannotTake() {
    int refused =
        parse(
                "{\"websocket\":{\"a_key_that_is_too_long\":\"x\",\"another_long_key_\":5,\"token\":\""
                    + "t".repeat(4_001)
                    + "\",\"url\":\"ws://h\"}}")
            .store(settings);

    assertThat(refused).isEqualTo(3);
    assertThat(settings.namespace("websocket")).containsOnlyKeys("url");
  }

  @Test
  void shouldNeedActivationWhenThereIsACodeOrAChallenge() {
    assertThat(parse("{\"activation\":{\"code\":\"123456\"}}").needsActivation()).isTrue();
    assertThat(parse("{\"activation\":{\"challenge\":\"c\"}}").needsActivation()).isTrue();
    assertThat(parse("{\"activation\":{\"code\":123456}}").needsActivation()).isFalse();
    assertThat(parse("{\"activation\":{\"message\":\"m\",\"timeout_ms\":5}}").needsActivation()).isFalse();
    assertThat(parse("{\"activation\":null}").needsActivation()).isFalse();
    assertThat(parse("{\"activation\":{\"code\":\"\"}}").needsActivation()).as("an empty one counts").isTrue();
    assertThat(parse("{\"activation\":{\"code\":\"\",\"challenge\":\"\"}}").canBeActivated()).isFalse();
    assertThat(parse("{\"activation\":{\"code\":\"\",\"challenge\":\"c\"}}").canBeActivated()).isTrue();
    assertThat(parse("{\"Activation\":{\"message\":\"m\",\"code\":\"1\"}}").activation("message")).isEqualTo("m");
  }

  @Test
  void shouldTellTheServersTimeAsTheDevicesClockIsToShowIt() {
    assertThat(parse("{\"server_time\":{\"timestamp\":1757567894123}}").serverTimeMillis())
        .isEqualTo(1_757_567_894_123L);
    assertThat(parse("{\"server_time\":{\"timestamp\":1757567894123,\"timezone_offset\":480}}").serverTimeMillis())
        .isEqualTo(1_757_567_894_123L + 8 * 3_600_000);
    assertThat(parse("{\"server_time\":{\"timestamp\":\"1757567894123\"}}").serverTimeMillis()).isNull();
    assertThat(parse("{}").serverTimeMillis()).isNull();
  }

  @Test
  void shouldOfferFirmwareOnlyWithVersionAndUrl() {
    OtaReply offer = parse("{\"firmware\":{\"Version\":\"2.5.0\",\"url\":\"http://h/f.bin\",\"force\":1}}");
    assertThat(offer.offersFirmware()).isTrue();
    assertThat(offer.firmwareVersion()).isEqualTo("2.5.0");
    assertThat(offer.firmwareUrl()).isEqualTo("http://h/f.bin");
    assertThat(offer.firmwareForced()).isTrue();
    assertThat(parse("{\"firmware\":{\"version\":\"2.5.0\",\"force\":1}}").offersFirmware()).isFalse();
    assertThat(parse("{\"firmware\":{\"version\":\"2.5.0\",\"force\":1}}").firmwareForced()).isFalse();
    assertThat(parse("{\"firmware\":{\"version\":2,\"url\":\"x\"}}").offersFirmware()).isFalse();
    assertThat(parse("{}").offersFirmware()).isFalse();
  }

  @Test
  void shouldTellTheMessageOfAServerThatHasNoConfiguration() {
    assertThat(parse("{\"success\":false,\"message\":\"x\"}").message()).isEqualTo("x");
    assertThat(parse("{\"message\":5}").message()).isEmpty();
  }

  private static OtaReply parse(String body) {
    return OtaReply.parse(body.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Tells of every write. */
  private record CountingSettings(Settings inner, Runnable written) implements Settings {
    @Override
    public String getString(String namespace, String key) {
      return inner.getString(namespace, key);
    }

    @Override
    public Integer getInt(String namespace, String key) {
      return inner.getInt(namespace, key);
    }

    @Override
    public void putString(String namespace, String key, String value) {
      written.run();
      inner.putString(namespace, key, value);
    }

    @Override
    public void putInt(String namespace, String key, int value) {
      written.run();
      inner.putInt(namespace, key, value);
    }

    @Override
    public void remove(String namespace, String key) {
      inner.remove(namespace, key);
    }

    @Override
    public java.util.Map<String, Object> namespace(String namespace) {
      return inner.namespace(namespace);
    }

    @Override
    public void erase() {
      inner.erase();
    }
  }
}
