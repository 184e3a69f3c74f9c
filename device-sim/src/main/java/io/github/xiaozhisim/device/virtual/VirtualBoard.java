package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Chip;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Camera;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A board made of parts that are handed in: virtual ones, real ones, or a mixture. The parts that every board needs
 * come with the constructor, the others are fitted before the device is made.
 */
public final class VirtualBoard implements Board {

  private static final long FLASH_BYTES = 16_777_216;

  /** The board a fleet uses unless told otherwise: an ESP32-S3 with everything that matters to a server. */
  public static final BoardInfo DEFAULT_INFO =
      new BoardInfo(
          "bread-compact-wifi",
          "bread-compact-wifi",
          "",
          Chip.ESP32S3,
          FLASH_BYTES,
          FlashLayout.of(FLASH_BYTES, "esp32s3"),
          NetworkKind.WIFI,
          new DisplayInfo(128, 32, true).withSnapshot(true),
          new AudioInfo(16_000, 24_000, false, AudioEngine.AFE),
          LedKind.RGB,
          "你好小智",
          null);

  /** A board's own tools, once it is known what they act on. */
  @FunctionalInterface
  public interface Toolbox {
    List<Tool> tools(Board board, DeviceInputs device);
  }

  private final BoardInfo info;
  private final Identity identity;
  private final Scheduler scheduler;
  private final Settings settings;
  private final Network network;
  private final AudioInput audioInput;
  private final AudioOutput audioOutput;
  private final Runnable restarter;
  private Display display;
  private Led led = Led.NONE;
  private @Nullable Fittings fittings;
  private @Nullable DeviceInputs device;

  /** What only some boards have. */
  private static final class Fittings {
    private @Nullable Backlight backlight;
    private @Nullable Battery battery;
    private @Nullable Camera camera;
    private @Nullable Double temperatureCelsius;
    private byte @Nullable [] key;
    private @Nullable PowerSave powerSave;
    private @Nullable Toolbox toolbox;
  }

  /** @param restarter called when the device restarts its board */
  public VirtualBoard(
      BoardInfo info,
      Identity identity,
      Scheduler scheduler,
      Settings settings,
      Network network,
      AudioInput audioInput,
      AudioOutput audioOutput,
      Display display,
      Runnable restarter) {
    this.info = info;
    this.identity = identity;
    this.scheduler = scheduler;
    this.settings = settings;
    this.network = network;
    this.audioInput = audioInput;
    this.audioOutput = audioOutput;
    this.display = display;
    this.restarter = restarter;
  }

  /** A board of the default kind without a screen to look at, and with settings of its own. */
  public VirtualBoard(
      Identity identity, Scheduler scheduler, Network network, AudioInput microphone, AudioOutput speaker) {
    this(
        DEFAULT_INFO, identity, scheduler, new MemorySettings(), network, microphone, speaker, Display.NONE, () -> {});
  }

  private Fittings fittings() {
    Fittings now = fittings;
    if (now == null) {
      now = new Fittings();
      fittings = now;
    }
    return now;
  }

  public VirtualBoard fit(Display part) {
    display = part;
    return this;
  }

  public VirtualBoard fit(Led part) {
    led = part;
    return this;
  }

  public VirtualBoard fit(Backlight part) {
    fittings().backlight = part;
    return this;
  }

  public VirtualBoard fit(Battery part) {
    fittings().battery = part;
    return this;
  }

  public VirtualBoard fit(Camera part) {
    fittings().camera = part;
    return this;
  }

  /** A key burnt into the chip, with which it signs. */
  public VirtualBoard fitKey(byte[] secret) {
    fittings().key = secret.clone();
    return this;
  }

  public VirtualBoard fit(PowerSave plan) {
    fittings().powerSave = plan;
    return this;
  }

  /** The chip's temperature, which stays as it is. */
  public VirtualBoard fitThermometer(double celsius) {
    fittings().temperatureCelsius = celsius;
    return this;
  }

  public VirtualBoard fitTools(Toolbox own) {
    fittings().toolbox = own;
    return this;
  }

  @Override
  public BoardInfo info() {
    return info;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public AudioInput audioInput() {
    return audioInput;
  }

  @Override
  public AudioOutput audioOutput() {
    return audioOutput;
  }

  @Override
  public Link link() {
    return VirtualLink.of(info.networkKind(), identity, settings);
  }

  @Override
  public void attach(DeviceInputs living) {
    device = living;
  }

  @Override
  public List<Tool> tools() {
    Toolbox own = fittings == null ? null : fittings.toolbox;
    DeviceInputs living = device;
    return own == null || living == null ? List.of() : own.tools(this, living);
  }

  @Override
  public Display display() {
    return display;
  }

  @Override
  public Led led() {
    return led;
  }

  @Override
  public @Nullable Backlight backlight() {
    return fittings == null ? null : fittings.backlight;
  }

  @Override
  public @Nullable Battery battery() {
    return fittings == null ? null : fittings.battery;
  }

  @Override
  public @Nullable Camera camera() {
    return fittings == null ? null : fittings.camera;
  }

  @Override
  public @Nullable Double temperatureCelsius() {
    return fittings == null ? null : fittings.temperatureCelsius;
  }

  @Override
  public byte @Nullable [] hmac(byte[] message) {
    byte[] secret = fittings == null ? null : fittings.key;
    if (secret == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with HmacSHA256, which every Java must", e);
    }
  }

  @Override
  public @Nullable PowerSave powerSave() {
    return fittings == null ? null : fittings.powerSave;
  }

  @Override
  public void restart() {
    restarter.run();
  }
}
