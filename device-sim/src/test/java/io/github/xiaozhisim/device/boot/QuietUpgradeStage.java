package io.github.xiaozhisim.device.boot;

import java.util.ArrayList;
import java.util.List;

/** A device around an upgrade that only remembers what is done to it. */
final class QuietUpgradeStage implements UpgradeStage {

  final List<String> done = new ArrayList<>();

  @Override
  public void alert(String status, String message, String emotion, String sound) {
    done.add("alert " + status + " " + message + " " + emotion + " " + sound);
  }

  @Override
  public void show(String line) {
    done.add("show " + line);
  }

  @Override
  public void closeChannel() {
    done.add("close channel");
  }

  @Override
  public void upgrading() {
    done.add("upgrading");
  }

  @Override
  public void activating() {
    done.add("activating");
  }

  @Override
  public void audioService(boolean running) {
    done.add("audio " + (running ? "on" : "off"));
  }

  @Override
  public void lowPower() {
    done.add("low power");
  }

  @Override
  public void onDownloaded(String what, long bytes) {
    done.add("downloaded " + what + ", " + bytes + " bytes");
  }

  @Override
  public void onFailed(String why) {
    done.add("failed: " + why);
  }

  @Override
  public void restartAs(String version) {
    done.add("restart as " + version);
  }
}
