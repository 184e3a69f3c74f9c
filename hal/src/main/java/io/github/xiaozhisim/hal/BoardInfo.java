package io.github.xiaozhisim.hal;

/**
 * What a board is, as it tells servers and as the device needs to know.
 *
 * @param type the board's family, {@code [a-z0-9.-]+}
 * @param name the build variant; equals {@code type} where there is only one
 * @param manufacturer may be empty
 * @param chip the target name, such as {@code esp32s3}
 * @param chipModel the chip's number in the vendor's enumeration (ESP32-S3: 9)
 * @param chipCores processor cores
 * @param flashBytes flash size in bytes
 * @param networkKind what the board reaches the network with
 * @param display the screen, {@link DisplayInfo#NONE} without one
 * @param inputRateHz capture rate of the codec
 * @param outputRateHz playback rate of the codec
 * @param echoReference whether the codec delivers the loudspeaker's signal as a second input channel
 * @param audioEngine which audio engine the firmware uses on this chip
 */
public record BoardInfo(
    String type,
    String name,
    String manufacturer,
    String chip,
    int chipModel,
    int chipCores,
    long flashBytes,
    NetworkKind networkKind,
    DisplayInfo display,
    int inputRateHz,
    int outputRateHz,
    boolean echoReference,
    AudioEngine audioEngine) {

  /** How a board reaches the network; decides the shape of {@code board} in the OTA request. */
  public enum NetworkKind {
    WIFI("wifi"),
    ML307("ml307"),
    ETHERNET("ethernet");

    private final String wireName;

    NetworkKind(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /** The firmware's two audio engines: AFE boards hear wake words while speaking and send what was said before. */
  public enum AudioEngine {
    AFE,
    LITE
  }

  /**
   * @param width in pixels, 0 without a screen
   * @param height in pixels, 0 without a screen
   * @param monochrome true for OLED
   */
  public record DisplayInfo(int width, int height, boolean monochrome) {
    public static final DisplayInfo NONE = new DisplayInfo(0, 0, false);

    public boolean present() {
      return width > 0;
    }
  }
}
