package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Timer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade of the firmware, step by step, in the firmware's own time: the image is downloaded, its length is
 * verified, and it is thrown away. Whether the device then restarts and calls itself the new version is a matter of
 * configuration. // firmware: UpgradeFirmware
 */
public final class FirmwareUpgrade {

  private static final int ALERT_MILLIS = 3_000;
  private static final int AUDIO_STOP_MILLIS = 1_000;
  private static final int RESTART_MILLIS = 1_000;

  private final Board board;
  private final DeviceConfig config;
  private final UpgradeStage stage;
  private final Timer timer;
  private @Nullable Runnable next;
  private @Nullable Download download;

  public FirmwareUpgrade(Board board, DeviceConfig config, UpgradeStage stage) {
    this.board = board;
    this.config = config;
    this.stage = stage;
    this.timer = board.scheduler().timer(this::waited);
  }

  /**
   * @param version as the server calls it; empty where only an address is given
   * @param done told whether the image came; not told when the device restarts
   */
  public void start(String url, String version, Consumer<Boolean> done) {
    String name = version.isEmpty() ? "(manual upgrade)" : version;
    stage.closeChannel();
    stage.alert("OTA_UPGRADE", "UPGRADING", "download", "upgrade");
    after(
        ALERT_MILLIS,
        () -> {
          stage.upgrading();
          stage.show("NEW_VERSION " + name);
          stage.audioService(false);
          after(AUDIO_STOP_MILLIS, () -> fetch(url, name, version, done));
        });
  }

  public void cancel() {
    timer.cancel();
    next = null;
    if (download != null) {
      download.cancel();
    }
  }

  private void fetch(String url, String name, String version, Consumer<Boolean> done) {
    download =
        Download.start(
            board,
            url,
            config.httpTimeoutMillis(),
            new Download.Receiver() {
              @Override
              public void onProgress(int percent, long bytesPerSecond) {
                stage.show(percent + "% " + bytesPerSecond / 1024 + "KB/s");
              }

              @Override
              public void onDone(long bytes, @Nullable String failure) {
                if (failure == null) {
                  stage.onDownloaded("firmware " + name, bytes);
                  succeeded(version, done);
                } else {
                  stage.onFailed("firmware " + name + " could not be downloaded: " + failure);
                  failed(done);
                }
              }
            });
  }

  private void succeeded(String version, Consumer<Boolean> done) {
    stage.show("Upgrade successful, rebooting...");
    after(
        RESTART_MILLIS,
        () -> {
          if (config.restartAfterUpgrade()) {
            stage.restartAs(version.isEmpty() ? config.firmwareVersion() : version);
          } else {
            stage.audioService(true);
            stage.lowPower();
            done.accept(true);
          }
        });
  }

  private void failed(Consumer<Boolean> done) {
    stage.audioService(true);
    stage.lowPower();
    stage.alert("ERROR", "UPGRADE_FAILED", "cancel", "exclamation");
    after(ALERT_MILLIS, () -> done.accept(false));
  }

  private void after(int millis, Runnable then) {
    next = then;
    timer.arm(board.scheduler().clock().nowNanos() + millis * 1_000_000L);
  }

  private void waited() {
    Runnable then = next;
    next = null;
    if (then != null) {
      then.run();
    }
  }
}
