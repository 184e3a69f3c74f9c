package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Assets (fonts, faces, a wake word) whose address a server has left in the settings: fetched once at the next boot,
 * verified, and thrown away. // firmware: CheckAssetsVersion, Assets::Download
 */
final class AssetDownload {

  static final String NAMESPACE = "assets";
  static final String KEY = "download_url";

  private static final int ALERT_MILLIS = 3_000;
  private static final int SETTLE_MILLIS = 1_000;
  private static final int FAILURE_MILLIS = 2_000;
  private static final int HEADER_BYTES = 12;

  private final Board board;
  private final DeviceConfig config;
  private final UpgradeStage stage;
  private final BootWait wait;
  private final Runnable then;
  private @Nullable Download download;
  private final byte[] header = new byte[HEADER_BYTES];
  private long seen;
  private int sum;

  /** {@code then} runs when the boot can go on, whatever came of the assets. */
  AssetDownload(Board board, DeviceConfig config, UpgradeStage stage, BootWait wait, Runnable then) {
    this.board = board;
    this.config = config;
    this.stage = stage;
    this.wait = wait;
    this.then = then;
  }

  void start() {
    String url = board.settings().getString(NAMESPACE, KEY, "");
    if (url.isEmpty()) {
      then.run();
      return;
    }
    board.settings().remove(NAMESPACE, KEY); // firmware: one attempt only
    stage.alert("LOADING_ASSETS", "FOUND_NEW_ASSETS", "cloud_download", "upgrade");
    wait.after(
        ALERT_MILLIS,
        () -> {
          stage.upgrading();
          stage.show("PLEASE_WAIT");
          fetch(url);
        });
  }

  void cancel() {
    wait.cancel();
    if (download != null) {
      download.cancel();
    }
  }

  private void fetch(String url) {
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
              public void onBytes(ByteBuffer bytes) {
                look(bytes);
              }

              @Override
              public void onDone(long bytes, @Nullable String failure) {
                String why = failure == null ? wrong(bytes) : failure;
                stage.lowPower();
                wait.after(SETTLE_MILLIS, () -> over(bytes, why));
              }
            });
  }

  private void over(long bytes, @Nullable String why) {
    if (why == null) {
      stage.onDownloaded("assets", bytes);
      stage.show("");
      then.run();
    } else {
      stage.onFailed("the assets could not be downloaded: " + why);
      stage.alert("ERROR", "DOWNLOAD_ASSETS_FAILED", "cancel", "exclamation");
      wait.after(
          FAILURE_MILLIS,
          () -> {
            stage.activating();
            then.run();
          });
    }
  }

  private void look(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (seen < HEADER_BYTES) {
        header[(int) seen] = next;
      } else {
        sum += next & 0xff;
      }
      seen++;
    }
  }

  /** What is wrong with the file, or null. // firmware: file count, 16-bit sum of the data, length of the data */
  private @Nullable String wrong(long bytes) {
    if (bytes < HEADER_BYTES) {
      return "the file has " + bytes + " bytes, less than its header";
    }
    long length = int32(8) & 0xffff_ffffL;
    if (length != bytes - HEADER_BYTES) {
      return "the file holds " + (bytes - HEADER_BYTES) + " bytes of data and says " + length;
    }
    return (sum & 0xffff) == int32(4) ? null : "the checksum is wrong";
  }

  private int int32(int at) {
    return (header[at] & 0xff)
        | (header[at + 1] & 0xff) << 8
        | (header[at + 2] & 0xff) << 16
        | (header[at + 3] & 0xff) << 24;
  }
}
