package io.github.xiaozhisim.device.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpgradeTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final TestBoard board = new TestBoard(scheduler);
  private final FakeHttp network = new FakeHttp(scheduler);
  private final QuietUpgradeStage stage = new QuietUpgradeStage();
  private final List<String> ends = new ArrayList<>();

  @Test
  void shouldDownloadVerifyTheLengthAndGoOnWithTheOldFirmware() {
    network.answer(request -> HttpResponse.text(200, "12345678"));
    upgrade(DeviceConfig.defaults());

    assertThat(stage.done)
        .containsExactly(
            "close channel",
            "alert OTA_UPGRADE UPGRADING download upgrade",
            "upgrading",
            "show NEW_VERSION 2.5.0",
            "audio off",
            "show 100% 7812500KB/s",
            "downloaded firmware 2.5.0, 8 bytes",
            "show Upgrade successful, rebooting...",
            "audio on",
            "low power");
    assertThat(ends).containsExactly("5000 true");
  }

  @Test
  void shouldRestartAsTheNewVersionWhenConfigured() {
    network.answer(request -> HttpResponse.text(200, "12345678"));
    upgrade(DeviceConfig.defaults().withRestartAfterUpgrade(true));

    assertThat(stage.done).endsWith("show Upgrade successful, rebooting...", "restart as 2.5.0");
    assertThat(ends).isEmpty();
  }

  @Test
  void shouldFailWhenLessCameThanWasAnnounced() {
    network.answer(request -> new HttpResponse(200, Map.of("content-length", "9"), new byte[8]));
    upgrade(DeviceConfig.defaults());

    assertThat(stage.done)
        .contains("failed: firmware 2.5.0 could not be downloaded: 8 bytes came and 9 were announced")
        .endsWith("audio on", "low power", "alert ERROR UPGRADE_FAILED cancel exclamation");
    assertThat(ends).as("the alert lasts 3 s").containsExactly("7000 false");
  }

  @Test
  void shouldFailWithoutALengthAndWithAnotherStatus() {
    network.answer(request -> HttpResponse.text(200, ""));
    upgrade(DeviceConfig.defaults());
    network.answer(request -> HttpResponse.text(404, "no"));
    upgrade(DeviceConfig.defaults());

    assertThat(stage.done)
        .contains(
            "failed: firmware 2.5.0 could not be downloaded: the answer does not say how long it is",
            "failed: firmware 2.5.0 could not be downloaded: it was answered with HTTP 404");
  }

  @Test
  void shouldFetchAssetsOnceAndVerifyThem() {
    board.settings.putString("assets", "download_url", "http://ota.test/assets.bin");
    network.answer(request -> new HttpResponse(200, Map.of(), assets(3)));
    assets();

    assertThat(stage.done).endsWith("low power", "downloaded assets, 15 bytes", "show ");
    assertThat(ends).containsExactly("4000 done");
    assertThat(board.settings.getString("assets", "download_url")).isNull();
  }

  @Test
  void shouldRefuseDamagedAssetsAndGoOn() {
    board.settings.putString("assets", "download_url", "http://ota.test/assets.bin");
    network.answer(request -> new HttpResponse(200, Map.of(), assets(4)));
    assets();

    assertThat(stage.done)
        .endsWith(
            "failed: the assets could not be downloaded: the checksum is wrong",
            "alert ERROR DOWNLOAD_ASSETS_FAILED cancel exclamation",
            "activating");
    assertThat(ends).containsExactly("6000 done");
  }

  /** Three bytes of data, 1 each. */
  private static byte[] assets(int sum) {
    return new byte[] {1, 0, 0, 0, (byte) sum, 0, 0, 0, 3, 0, 0, 0, 1, 1, 1};
  }

  private void upgrade(DeviceConfig config) {
    board.network = network;
    new FirmwareUpgrade(board, config, stage)
        .start(
            "http://ota.test/image", "2.5.0", came -> ends.add(scheduler.clock().nowNanos() / 1_000_000 + " " + came));
    scheduler.runForMillis(20_000);
  }

  private void assets() {
    board.network = network;
    new AssetDownload(
            board,
            DeviceConfig.defaults(),
            stage,
            new BootWait(scheduler, () -> false),
            () -> ends.add(scheduler.clock().nowNanos() / 1_000_000 + " done"))
        .start();
    scheduler.runForMillis(20_000);
  }
}
