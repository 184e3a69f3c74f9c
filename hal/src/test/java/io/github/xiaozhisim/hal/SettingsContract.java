package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link Settings} promises.
 *
 * <p><b>Override</b> {@link #create} to make empty ones, and {@link #restart} where they outlive the process: open
 * the same store once more. <b>A failure means</b> that a user activates the device again after a power cut, or
 * that a server's long token breaks the next start.
 */
@ExtendWith(PromiseBroken.class)
public abstract class SettingsContract {

  private Settings settings;

  /** Empty settings. */
  protected abstract Settings create() throws Exception;

  /** The same settings after a restart; {@code before} itself where nothing outlives the process. */
  protected Settings restart(Settings before) throws Exception {
    return before;
  }

  @BeforeEach
  void createSettings() throws Exception {
    settings = create();
  }

  @Test
  @Promise(
      value = "fresh settings know nothing, and give the default that was asked for",
      mend = "A missing file is an empty store.")
  void shouldKnowNothingAtFirst() {
    assertThat(settings.getString("wifi", "ssid")).isNull();
    assertThat(settings.getInt("wifi", "channel")).isNull();
    assertThat(settings.getString("wifi", "ssid", "none")).isEqualTo("none");
    assertThat(settings.getInt("wifi", "channel", 6)).isEqualTo(6);
    assertThat(settings.namespace("wifi")).isEmpty();
  }

  @Test
  @Promise(
      value = "a value comes back exactly as it was put, with every character",
      mend = "Mind quotes, line ends and characters beyond ASCII in your file's format.")
  void shouldGiveBackWhatWasPut() {
    settings.putString("websocket", "url", "ws://h/p?a=1\n\t\"ü小智\"\\ #=");
    settings.putString("websocket", "token", "");
    settings.putInt("websocket", "version", 3);
    settings.putInt("audio", "lowest", Integer.MIN_VALUE);
    assertThat(settings.getString("websocket", "url")).isEqualTo("ws://h/p?a=1\n\t\"ü小智\"\\ #=");
    assertThat(settings.getString("websocket", "token")).isEmpty();
    assertThat(settings.getInt("websocket", "version")).isEqualTo(3);
    assertThat(settings.getInt("audio", "lowest")).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  @Promise(
      value = "the last value of a key counts, also when its type is another",
      mend = "Keep one value a key, not one a key and type.")
  void shouldKeepTheLastValuePutEvenOfAnotherType() {
    settings.putString("board", "k", "one");
    settings.putString("board", "k", "two");
    assertThat(settings.getString("board", "k")).isEqualTo("two");
    settings.putInt("board", "k", 3);
    assertThat(settings.getInt("board", "k")).isEqualTo(3);
    assertThat(settings.getString("board", "k")).isNull();
  }

  @Test
  @Promise(
      value = "a text read as a number, or the reverse, is not there",
      mend = "Keep the type with the value: the chip does so, and code relies on the default.")
  void shouldGiveNothingWhenReadAsTheOtherType() {
    settings.putString("board", "text", "12");
    settings.putInt("board", "number", 12);
    assertThat(settings.getInt("board", "text")).isNull();
    assertThat(settings.getInt("board", "text", 7)).isEqualTo(7);
    assertThat(settings.getString("board", "number")).isNull();
    assertThat(settings.getString("board", "number", "other")).isEqualTo("other");
  }

  @Test
  @Promise(
      value = "a key of one namespace has nothing to do with that of another",
      mend = "Put the namespace into the key that you store by.")
  void shouldKeepNamespacesApart() {
    settings.putString("mqtt", "endpoint", "a");
    settings.putString("websocket", "endpoint", "b");
    settings.remove("mqtt", "endpoint");
    assertThat(settings.getString("mqtt", "endpoint")).isNull();
    assertThat(settings.getString("websocket", "endpoint")).isEqualTo("b");
  }

  @Test
  @Promise(
      value = "what is not there can be removed",
      mend = "Removing twice is no error.")
  void shouldRemoveWithoutComplaintWhatIsNotThere() {
    settings.remove("nowhere", "nothing");
    assertThat(settings.namespace("nowhere")).isEmpty();
  }

  @Test
  @Promise(
      value = "a namespace is listed in the order of its keys, as a copy",
      mend = "Copy into a sorted map; what is put later must not show in it.")
  void shouldListANamespaceInKeyOrderAndAsACopy() {
    settings.putString("mqtt", "username", "u");
    settings.putInt("mqtt", "keepalive", 240);
    settings.putString("mqtt", "client_id", "c");
    var listed = settings.namespace("mqtt");
    settings.putString("mqtt", "added", "later");
    assertThat(listed.keySet()).containsExactly("client_id", "keepalive", "username");
    assertThat(listed).containsEntry("keepalive", 240).containsEntry("client_id", "c");
  }

  @Test
  @Promise(
      value = "erased settings know nothing, and take new values",
      mend = "Erase all namespaces; keep the store open.")
  void shouldForgetEverythingWhenErased() {
    settings.putString("wifi", "ssid", "x");
    settings.putInt("board", "k", 1);
    settings.erase();
    assertThat(settings.namespace("wifi")).isEmpty();
    assertThat(settings.namespace("board")).isEmpty();
    settings.putInt("board", "k", 2);
    assertThat(settings.getInt("board", "k")).isEqualTo(2);
  }

  @Test
  @Promise(
      value =
          "keys of 15 characters and values of 4000 bytes are taken, longer ones are refused and change nothing",
      mend = "Check both lengths before you write: on the chip the write fails.")
  void shouldTakeTheLongestKeyAndValueButNoLongerOnes() {
    String key = "k".repeat(Settings.MAX_KEY_LENGTH);
    String value = "v".repeat(Settings.MAX_VALUE_BYTES);
    settings.putString("n", key, value);
    assertThat(settings.getString("n", key)).isEqualTo(value);

    assertThatIllegalArgumentException().isThrownBy(() -> settings.putString("n", key + "k", "v"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.putInt("n", key + "k", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.putString("n", key, value + "v"));
    assertThat(settings.namespace("n")).hasSize(1).containsEntry(key, value);
  }

  @Test
  @Promise(
      value = "the length of a value is counted in bytes of UTF-8",
      mend = "Count the encoded bytes, not the characters.")
  void shouldCountValuesInBytesOfUtf8() {
    String tooLong = "智".repeat(Settings.MAX_VALUE_BYTES / 3 + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> settings.putString("n", "k", tooLong));
    assertThat(settings.getString("n", "k")).isNull();
  }

  @Test
  @Promise(
      value = "what was put is there after a restart, and what was removed is not",
      mend = "Write and rename before put returns: power goes when it likes.")
  void shouldStillKnowEverythingAfterARestart() throws Exception {
    settings.putString("wifi", "ssid", "home\n小智");
    settings.putInt("audio", "output_volume", 70);
    settings.putString("wifi", "gone", "x");
    settings.remove("wifi", "gone");
    Settings after = restart(settings);
    assertThat(after.getString("wifi", "ssid")).isEqualTo("home\n小智");
    assertThat(after.getInt("audio", "output_volume")).isEqualTo(70);
    assertThat(after.getString("wifi", "gone")).isNull();
  }
}
