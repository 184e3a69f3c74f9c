package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.audio.FrameAccount;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.DeviceInputs;
import io.github.xiaozhisim.hal.Timer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One device: the firmware's behaviour on a board. Whoever owns it presses its buttons here and sees what it does
 * through a {@link DeviceObserver}.
 *
 * <p><b>Thread.</b> All methods on the board's scheduler. Inputs only queue; what they do happens in a later pass of
 * the main loop, as on the chip, where two quick clicks are one.
 *
 * <p><b>Life.</b> {@link #start} boots; {@link DeviceObserver#onReady} tells when it can talk; {@link #shutdown} ends
 * it for good. A server's mistakes are told to the observer and survived; only in strict fidelity some crash the
 * device, as they crash the firmware. After a crash, and when it is told to restart, it boots anew on the same board,
 * with nothing left but its settings.
 */
public final class Device implements DeviceInputs {

  /** What a chip needs from its reset until its application runs. */
  private static final long RESET_NANOS = 1_000_000_000L;

  private final Board board;
  private final DeviceConfig config;
  private final DeviceObserver observer;
  private @Nullable Timer reset;
  private Application application;
  private boolean ended;

  public Device(Board board, DeviceConfig config, DeviceObserver observer) {
    this.board = board;
    this.config = config;
    this.observer = observer;
    this.application = switchedOff();
    board.attach(this);
  }

  /** Boots: network, configuration, activation. Once in its life; it restarts by itself. */
  public void start() {
    application.start();
  }

  /** A fresh application, as after a power-on. */
  private Application switchedOff() {
    return new Application(
        board,
        Upgrades.withInstalledVersion(config, board.settings()),
        observer,
        new Application.Power() {
          @Override
          public void restart() {
            board.restart();
            powerCycle(true);
          }

          @Override
          public void crash(String rule, String detail) {
            observer.onCrash(rule, detail, board.scheduler().clock().nowNanos());
            powerCycle(config.restartsAfterCrash());
          }
        });
  }

  private void powerCycle(boolean bootsAnew) {
    if (ended) {
      return;
    }
    Application old = application;
    DeviceState from = old.state();
    old.shutdown();
    application = switchedOff();
    long nowNanos = board.scheduler().clock().nowNanos();
    observer.onPowerOff(from, nowNanos);
    if (bootsAnew && !ended) {
      reset = board.scheduler().at(nowNanos + RESET_NANOS, () -> application.start());
    }
  }

  /** The chat button: opens a conversation, interrupts an answer, or ends the conversation. */
  @Override
  public void toggleChat() {
    application.inputs().toggleChat();
  }

  /** Push-to-talk pressed: opens a conversation if there is none, interrupts an answer. */
  @Override
  public void pressToTalk() {
    application.inputs().pressToTalk();
  }

  /** Push-to-talk let go: the server is told that this was all. */
  @Override
  public void releaseToTalk() {
    application.inputs().releaseToTalk();
  }

  /** The wake word was heard; {@code text} is what the detector calls it. */
  @Override
  public void wakeWord(String text) {
    application.inputs().wakeWord(text);
  }

  /** The board wakes the device by other means than its detector, such as a touch: opens, interrupts or hangs up. */
  public void wake(String text) {
    application.inputs().wake(text);
  }

  /** Asks the server to stop speaking, whatever the state; the answer goes on until it does. */
  public void abort() {
    application.inputs().abort();
  }

  /**
   * A whole turn as text, without sound: opens the channel if needed and sends {@code listen detect}, which servers
   * take as what was said. Ignored unless idle or listening. The firmware's user interface has no such input; the
   * message is the one it sends after a wake word.
   */
  public void sayText(String text) {
    application.inputs().sayText(text);
  }

  /**
   * Opens the channel and stays idle, as if a conversation had just ended: for fleets of devices that are connected and
   * silent. Ignored unless idle without a channel. No button of a real device does this; there, only what begins a
   * conversation opens a channel.
   */
  public void openChannel() {
    application.inputs().openChannel();
  }

  /** A key for the loudness; it counts at once. */
  public void volumeKey(VolumeKey key) {
    application.volumeKey(key);
  }

  /** The loudness from now on, 0 to 100, as a knob sets it. */
  public void volume(int percent) {
    application.volume(percent);
  }

  /** How conversations listen from the next one on; after a restart the build's own choice is back. */
  public void usualMode(ListeningMode mode) {
    application.inputs().usualMode(mode);
  }

  /**
   * Asks for something by MCP as a server does, whatever the state: nothing of it goes over the wire.
   *
   * @param request JSON-RPC
   * @param answer is given the answer, if there is one: in a later pass of the main loop, or when a slow tool is done
   */
  public void ask(JsonNode request, Consumer<String> answer) {
    application.ask(request, answer);
  }

  /** The engine's voice detector: somebody begins or stops to speak. It drives the light and nothing else. */
  public void voiceDetected(boolean voice) {
    application.voiceDetected(voice);
  }

  /** Echo cancellation on or off, as a double click does: with it the device listens while it speaks. */
  public void toggleEchoCancellation() {
    application.inputs().toggleEchoCancellation();
  }

  /** The user wants to set up the Wi-Fi: a conversation ends, and a second later the portal opens. */
  @Override
  public void configureWifi() {
    application.inputs().configureWifi();
  }

  /** The board's network is there. Boards report this themselves; this is for who plays the network. */
  public void networkConnected() {
    application.networkConnected();
  }

  /** The board's network is lost: a conversation ends. */
  public void networkLost() {
    application.networkLost();
  }

  /**
   * Drops the connection without a word and goes back to idle, whatever was going on: an impatient user pulls the plug.
   * The observer is not told of a closed channel. While a channel is being opened, this waits for the end of that.
   */
  public void hangUp() {
    application.inputs().hangUp();
  }

  /** Ends everything at once. No callback follows, and the device cannot be used again. */
  public void shutdown() {
    ended = true;
    if (reset != null) {
      reset.cancel();
    }
    application.shutdown();
  }

  /**
   * As {@link #shutdown}, but a WebSocket is closed with a Close frame, so that a server does not take the end of a
   * fleet for thousands of broken connections. No real device does this: its power is cut.
   */
  public void signOff() {
    ended = true;
    if (reset != null) {
      reset.cancel();
    }
    application.signOff();
  }

  public DeviceState state() {
    return application.state();
  }

  /** How the present or the last conversation listens. */
  public ListeningMode mode() {
    return application.mode();
  }

  /** Whether a conversation's connection is up, which it may be at idle, too. */
  public boolean channelOpen() {
    return application.channelOpen();
  }

  /**
   * Whether the microphone is heard for the server, which begins a moment after {@code listening} while sound plays
   * out.
   */
  public boolean hears() {
    return application.audio().voiceProcessing();
  }

  /** Speaker volume, 0 to 100. */
  public int volume() {
    return application.volume();
  }

  /** Whether the wake word detector runs. */
  public boolean wakeWordDetection() {
    return application.wakeWordDetection();
  }

  /** Where every audio packet has gone since the device was last switched on. */
  public FrameAccount frames() {
    return application.frames();
  }

  /** The audio service, for its counters. */
  public AudioService audio() {
    return application.audio();
  }
}
