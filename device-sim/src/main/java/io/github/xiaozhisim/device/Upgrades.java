package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.boot.FirmwareUpgrade;
import io.github.xiaozhisim.device.boot.UpgradeStage;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import io.github.xiaozhisim.hal.ui.Display;
import org.jspecify.annotations.Nullable;

/** What an upgrade does to this device; and the upgrade that a tool asks for. // firmware: UpgradeFirmware */
final class Upgrades implements UpgradeStage {

  /** Where the version is kept that the device took on; not a setting of the firmware, which has it in its image. */
  private static final String NAMESPACE = "simulator";

  private static final String VERSION_KEY = "version";

  private final DeviceParts parts;
  private final ServerLink link;
  private @Nullable FirmwareUpgrade byTool;

  Upgrades(DeviceParts parts, ServerLink link) {
    this.parts = parts;
    this.link = link;
  }

  /** The configuration with the version that an earlier upgrade has left in the settings. */
  static DeviceConfig withInstalledVersion(DeviceConfig config, io.github.xiaozhisim.hal.Settings settings) {
    String installed = settings.getString(NAMESPACE, VERSION_KEY);
    return installed == null || !config.restartAfterUpgrade() ? config : config.withFirmwareVersion(installed);
  }

  /** As a tool asks for it, from the main loop, which stands still meanwhile. */
  void upgrade(String url) {
    parts.loop().block();
    FirmwareUpgrade asked = new FirmwareUpgrade(parts.board(), parts.config(), this);
    byTool = asked;
    asked.start(
        url,
        "",
        came ->
            parts
                .loop()
                .resume(
                    () -> {
                      // firmware: the state stays, and only a restart leads out of it
                      if (parts.config().robust()) {
                        parts.states().set(DeviceState.IDLE);
                      }
                    }));
  }

  void cancel() {
    if (byTool != null) {
      byTool.cancel();
    }
  }

  @Override
  public void alert(String status, String message, String emotion, String sound) {
    parts.screen().alert(status, message, emotion);
    parts.sounds().playAside(sound);
  }

  @Override
  public void show(String line) {
    parts.screen().line(Display.Role.SYSTEM, line);
  }

  @Override
  public void closeChannel() {
    if (link.isOpen()) {
      link.close();
    }
  }

  @Override
  public void upgrading() {
    parts.states().set(DeviceState.UPGRADING);
    parts.board().powerLevel(PowerLevel.PERFORMANCE);
  }

  @Override
  public void activating() {
    parts.states().set(DeviceState.ACTIVATING);
  }

  @Override
  public void audioService(boolean running) {
    if (!running) {
      parts.audio().stop();
    }
  }

  @Override
  public void lowPower() {
    parts.board().powerLevel(PowerLevel.LOW_POWER);
  }

  @Override
  public void onDownloaded(String what, long bytes) {
    parts.observer().onUpgrade(what, bytes, parts.nowNanos());
  }

  @Override
  public void onFailed(String why) {
    parts.observer().onBootProblem(why, parts.nowNanos());
  }

  @Override
  public void restartAs(String version) {
    parts.board().settings().putString(NAMESPACE, VERSION_KEY, version);
    parts.whole().reboot();
  }
}
