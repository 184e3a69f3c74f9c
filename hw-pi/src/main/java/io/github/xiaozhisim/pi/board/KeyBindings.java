package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.VolumeKey;
import io.github.xiaozhisim.device.board.BoardDefinition.Key;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.ui.Button;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a board's real keys to the device, as the {@code keys} of its {@code board.json} say. What only the firmware's
 * own hardware can do (power off, another network) is left out. On the device's thread.
 *
 * <p>Bound to the device itself and behind {@link io.github.xiaozhisim.hal.Board#attach}, whose inputs are what all
 * boards have in common: volume keys and the one for echo cancellation go past them. firmware: such keys call the codec
 * and the application themselves. A key that is held when the power comes is no press: nobody listened to its button
 * before.
 */
final class KeyBindings {

  private KeyBindings() {}

  /**
   * @param buttons the button of a key, or null where it has no pin
   * @return how many keys do something
   */
  static int bind(
      List<Key> keys, Function<String, @Nullable Button> buttons, Settings settings, Device device) {
    int bound = 0;
    for (Key key : keys) {
      Button button = buttons.apply(key.name());
      if (button != null) {
        button.listener(new Bound(key, settings, device));
        bound++;
      }
    }
    return bound;
  }

  /** One key. // firmware: OnClick and its like in each board */
  private record Bound(Key key, Settings settings, Device device) implements Button.Listener {

    /** firmware: boards that can do both ask a setting, which a tool of theirs changes */
    private boolean holds() {
      return switch (key.actions().get("hold")) {
        case null -> false;
        case "talk" -> true;
        case "talk-if-chosen" -> settings.getInt("vendor", "press_to_talk", 0) == 1;
        default -> false;
      };
    }

    @Override
    public void onPressDown() {
      if (holds()) {
        device.pressToTalk();
      }
    }

    @Override
    public void onPressUp() {
      if (holds()) {
        device.releaseToTalk();
      }
    }

    @Override
    public void onClick() {
      if (!holds()) { // firmware: one or the other
        act(key.actions().get("click"));
      }
    }

    @Override
    public void onDoubleClick() {
      act(key.actions().get("doubleClick"));
    }

    @Override
    public void onLongPress() {
      act(key.actions().get("longPress"));
    }

    private void act(@Nullable String action) {
      switch (action) {
        case null -> {}
        case "chat" -> device.toggleChat();
        case "wake" -> device.wake("wake");
        case "aec" -> device.toggleEchoCancellation();
        case "volume-up" -> device.volumeKey(VolumeKey.UP);
        case "volume-down" -> device.volumeKey(VolumeKey.DOWN);
        case "volume-max" -> device.volumeKey(VolumeKey.FULL);
        case "volume-min" -> device.volumeKey(VolumeKey.OFF);
        case "mute" -> device.volumeKey(VolumeKey.MUTE);
        default -> {} // nothing on this machine
      }
    }
  }
}
