package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.SettingsContract;

/** Settings in memory keep the promises of those on a chip, but for the restart of the machine. */
class MemorySettingsContractTest extends SettingsContract {

  @Override
  protected Settings create() {
    return new MemorySettings();
  }
}
