package io.github.xiaozhisim.hal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a board is, as it tells servers and as the device needs to know. Immutable; devices of one kind share it.
 *
 * @param type the board's family, {@code [a-z0-9.-]+}
 * @param name the build variant; equals {@code type} where there is only one
 * @param manufacturer may be empty
 * @param chip the processor
 * @param flashBytes flash size in bytes
 * @param partitions how the flash is divided
 * @param networkKind what the board reaches the network with
 * @param display the screen, {@link DisplayInfo#NONE} without one
 * @param audio microphone, loudspeaker and what the firmware does with their sound
 * @param led what shows the state
 * @param wakeWord what the wake word detector calls its word, or null without a detector
 * @param boardId the id under which a vendor's own servers know the board, or null
 */
public record BoardInfo(
    String type,
    String name,
    String manufacturer,
    Chip chip,
    long flashBytes,
    List<Partition> partitions,
    NetworkKind networkKind,
    DisplayInfo display,
    AudioInfo audio,
    LedKind led,
    @Nullable String wakeWord,
    @Nullable String boardId) {

  public BoardInfo {
    partitions = List.copyOf(partitions);
  }

  /** Which audio engine the firmware uses. */
  public AudioEngine audioEngine() {
    return audio.engine();
  }

  /** The same board on another network. */
  public BoardInfo with(NetworkKind kind) {
    return new BoardInfo(
        type, name, manufacturer, chip, flashBytes, partitions, kind, display, audio, led, wakeWord, boardId);
  }

  /** The same board with another screen. */
  public BoardInfo with(DisplayInfo other) {
    return new BoardInfo(
        type, name, manufacturer, chip, flashBytes, partitions, networkKind, other, audio, led, wakeWord, boardId);
  }

  /** The same board around another chip, with the sound that this chip allows. */
  public BoardInfo with(Chip other, AudioInfo sound) {
    return new BoardInfo(
        type, name, manufacturer, other, flashBytes, partitions, networkKind, display, sound, led, wakeWord, boardId);
  }

  /** How a board reaches the network; decides the shape of {@code board} in the OTA request. */
  public enum NetworkKind {
    WIFI("wifi"),
    ML307("ml307"),
    NT26("nt26"),
    ETHERNET("ethernet"),
    RNDIS("rndis");

    private final String wireName;

    NetworkKind(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    /** Whether a modem is at work. */
    public boolean cellular() {
      return this == ML307 || this == NT26;
    }
  }

  /** The firmware's two audio engines: AFE boards hear wake words while speaking and send what was said before. */
  public enum AudioEngine {
    AFE,
    LITE
  }

  /** Who takes the loudspeaker's sound out of the microphone's. */
  public enum EchoCancellation {
    OFF,
    DEVICE,
    SERVER
  }

  /** Who encodes and decodes Opus. */
  public enum AudioKind {
    /** The firmware; the codec chip delivers samples. */
    PCM,
    /** The codec chip. */
    OPUS
  }

  /** What shows the state. */
  public enum LedKind {
    NONE,
    /** One coloured light. */
    RGB,
    /** A ring of coloured lights. */
    RING,
    /** A plain light, dimmed. */
    GPIO
  }

  /** How the screen is used. */
  public enum DisplayStyle {
    /** One line of conversation. */
    LINE,
    /** A list of messages. */
    MESSAGES,
    /** An animated face without the graphics library: no themes, no pictures. */
    EMOTE
  }

  /** One part of the flash, numbers as the vendor has them. */
  public record Partition(String label, int type, int subtype, long address, long size) {}

  /**
   * The characters the device can show by itself; others are pushed to it.
   *
   * @param charset {@code basic} or {@code common}
   * @param bitsPerPixel 1 or 4
   */
  public record TextFont(String bundle, String charset, int size, int bitsPerPixel) {}

  /**
   * @param inputRateHz capture rate of the codec
   * @param outputRateHz playback rate of the codec
   * @param echoReference whether the codec delivers the loudspeaker's signal as a second input channel
   * @param engine which audio engine the firmware uses on this chip
   * @param kind who encodes
   * @param frameMillis length of an Opus packet
   * @param echoCancellation what the firmware is built with
   */
  public record AudioInfo(
      int inputRateHz,
      int outputRateHz,
      boolean echoReference,
      AudioEngine engine,
      AudioKind kind,
      int frameMillis,
      EchoCancellation echoCancellation) {

    /** firmware: OPUS_FRAME_DURATION_MS */
    public static final int FRAME_MILLIS = 60;

    /** Samples in and out, the firmware encodes, no echo cancellation. */
    public AudioInfo(int inputRateHz, int outputRateHz, boolean echoReference, AudioEngine engine) {
      this(inputRateHz, outputRateHz, echoReference, engine, AudioKind.PCM, FRAME_MILLIS, EchoCancellation.OFF);
    }
  }

  /**
   * @param width in pixels, 0 without a screen
   * @param height in pixels, 0 without a screen
   * @param monochrome true for OLED
   * @param style how it is used
   * @param font what it writes with, or null when servers cannot push characters
   * @param themes which themes there are; empty when none can be chosen
   * @param snapshot whether the firmware can take and show pictures of it
   */
  public record DisplayInfo(
      int width,
      int height,
      boolean monochrome,
      DisplayStyle style,
      @Nullable TextFont font,
      List<String> themes,
      boolean snapshot) {

    public static final DisplayInfo NONE =
        new DisplayInfo(0, 0, false, DisplayStyle.LINE, null, List.of(), false);

    public DisplayInfo {
      themes = List.copyOf(themes);
    }

    /** A usual screen: OLED if monochrome, else LCD. // firmware: OledDisplay knows the dark theme only */
    public DisplayInfo(int width, int height, boolean monochrome) {
      this(
          width,
          height,
          monochrome,
          DisplayStyle.LINE,
          width == 0 ? null : monochrome ? SMALL_FONT : USUAL_FONT,
          width == 0 ? List.of() : monochrome ? List.of("dark") : List.of("light", "dark"),
          false);
    }

    private static final TextFont SMALL_FONT = new TextFont("noto-v1", "basic", 14, 1);
    private static final TextFont USUAL_FONT = new TextFont("noto-v1", "common", 20, 4);

    /** The same screen, of which pictures can be taken or not. */
    public DisplayInfo withSnapshot(boolean possible) {
      return new DisplayInfo(width, height, monochrome, style, font, themes, possible);
    }

    public boolean present() {
      return width > 0;
    }

    /** Whether the graphics library draws it. */
    public boolean graphical() {
      return present() && style != DisplayStyle.EMOTE;
    }
  }
}
