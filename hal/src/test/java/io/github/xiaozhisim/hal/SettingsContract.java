package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every {@link Settings} must do. */
public abstract class SettingsContract {

  /** Empty settings; the same ones all through a test. */
  protected abstract Settings settings();

  /** What a program sees that opens the same settings after a restart; these themselves where nothing is kept. */
  protected Settings reopened() {
    return settings();
  }

  @Test
  void shouldGiveNothingBeforeSomethingIsPut() {
    assertThat(settings().getString("wifi", "ssid")).isNull();
    assertThat(settings().getInt("audio", "output_volume")).isNull();
    assertThat(settings().getString("wifi", "ssid", "otherwise")).isEqualTo("otherwise");
    assertThat(settings().getInt("audio", "output_volume", 70)).isEqualTo(70);
    assertThat(settings().namespace("wifi")).isEmpty();
  }

  @Test
  void shouldKeepStringsAndNumbersOverARestart() {
    settings().putString("wifi", "ssid", "小智 \"quoted\"\nline");
    settings().putInt("audio", "output_volume", Integer.MIN_VALUE);

    assertThat(reopened().getString("wifi", "ssid")).isEqualTo("小智 \"quoted\"\nline");
    assertThat(reopened().getInt("audio", "output_volume")).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void shouldGiveNothingForTheOtherType() {
    settings().putString("display", "theme", "7");
    settings().putInt("display", "brightness", 7);

    assertThat(settings().getInt("display", "theme")).isNull();
    assertThat(settings().getString("display", "brightness")).isNull();
  }

  @Test
  void shouldReplaceAValueAndItsType() {
    settings().putString("mqtt", "keepalive", "old");
    settings().putInt("mqtt", "keepalive", 240);

    assertThat(settings().getInt("mqtt", "keepalive")).isEqualTo(240);
    assertThat(settings().getString("mqtt", "keepalive")).isNull();
  }

  @Test
  void shouldKeepNamespacesApart() {
    settings().putString("mqtt", "endpoint", "one");
    settings().putString("websocket", "endpoint", "two");

    assertThat(settings().getString("mqtt", "endpoint")).isEqualTo("one");
    assertThat(settings().getString("websocket", "endpoint")).isEqualTo("two");
  }

  @Test
  void shouldListANamespaceInKeyOrderAsACopy() {
    settings().putString("websocket", "url", "ws://host/");
    settings().putInt("websocket", "version", 3);
    settings().putString("websocket", "token", "t");

    var listed = settings().namespace("websocket");

    assertThat(listed.keySet()).containsExactly("token", "url", "version");
    assertThat(listed).containsEntry("version", 3).containsEntry("token", "t");
    settings().putString("websocket", "token", "changed");
    assertThat(listed).containsEntry("token", "t");
  }

  @Test
  void shouldRemoveOneKey() {
    settings().putString("assets", "download_url", "http://host/");
    settings().remove("assets", "download_url");
    settings().remove("assets", "never there");

    assertThat(reopened().getString("assets", "download_url")).isNull();
  }

  @Test
  void shouldForgetEverythingWhenErased() {
    settings().putString("board", "uuid", "u");
    settings().putInt("audio", "output_volume", 1);
    settings().erase();

    assertThat(reopened().namespace("board")).isEmpty();
    assertThat(reopened().namespace("audio")).isEmpty();
  }

  @Test
  void shouldTakeTheLongestKeyAndTheLongestValue() {
    String key = "k".repeat(Settings.MAX_KEY_LENGTH);
    String value = "v".repeat(Settings.MAX_VALUE_BYTES - 3) + "智";

    settings().putString("wifi", key, value);

    assertThat(reopened().getString("wifi", key)).isEqualTo(value);
  }

  @Test
  void shouldRefuseLongerOnesAndChangeNothing() {
    String key = "k".repeat(Settings.MAX_KEY_LENGTH + 1);
    settings().putString("wifi", "password", "before");

    assertThatThrownBy(() -> settings().putString("wifi", key, "v")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings().putInt("wifi", key, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings().putString("wifi", "password", "智".repeat(Settings.MAX_VALUE_BYTES / 3 + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(settings().namespace("wifi")).containsOnlyKeys("password").containsEntry("password", "before");
  }
}
