package io.github.xiaozhisim.device.boot;

/** What an upgrade of firmware or assets does to the device around it. On the device's thread. */
public interface UpgradeStage {

  /** Text, icon and sound. */
  void alert(String status, String message, String emotion, String sound);

  /** Shows a line of text. */
  void show(String line);

  /** A channel that is open is closed. */
  void closeChannel();

  /** Goes to the state upgrading, where that is allowed from the present one, and to full power. */
  void upgrading();

  /** What was to be fetched could not be had: back to the state in which the device prepares itself. */
  void activating();

  /** The audio service is stopped or started again. */
  void audioService(boolean running);

  /** The radio may sleep again. */
  void lowPower();

  /**
   * A file came whole. It is looked at and thrown away: nothing is ever flashed.
   *
   * @param what {@code firmware} with its version, or {@code assets}
   */
  void onDownloaded(String what, long bytes);

  /** A download failed; a sentence for people. */
  void onFailed(String why);

  /** The device restarts, and reports {@code version} from then on. */
  void restartAs(String version);
}
