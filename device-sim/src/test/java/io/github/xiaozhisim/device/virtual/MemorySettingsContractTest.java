package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.SettingsContract;
import org.junit.jupiter.api.Test;

/** Settings in memory keep the promises of those on a chip, but for the restart of the machine. */
@ContractOf(MemorySettings.class)
class MemorySettingsContractTest extends SettingsContract {

  @Override
  protected Settings create() {
    return new MemorySettings();
  }

  @Test
  void shouldGoItsOwnWayAfterItWasCopied() {
    MemorySettings first = new MemorySettings();
    first.putString("websocket", "url", "ws://one/");
    MemorySettings copy = new MemorySettings(first);
    first.putString("websocket", "url", "ws://two/");
    copy.putInt("websocket", "version", 2);
    assertThat(copy.getString("websocket", "url")).isEqualTo("ws://one/");
    assertThat(first.getInt("websocket", "version")).isNull();
    copy.erase();
    assertThat(first.getString("websocket", "url")).isEqualTo("ws://two/");
  }
}
