package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.Transitions;
import io.github.xiaozhisim.device.audio.SendQueue;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks what must hold at every moment, from what a device tells: transitions, bounds, what is said on which
 * connection, silence after the end.
 */
final class Watch implements DeviceObserver {

  private final boolean mayCrash;
  private final boolean counts;
  private final Wiretap wire;
  private final Consumer<String> words;
  private final Map<String, Integer> violations = new TreeMap<>();
  private @Nullable Device device;
  private DeviceState state = DeviceState.UNKNOWN;
  private boolean ended;
  private long textsSent;
  private long packetsSent;
  private long packetsSentSincePowerOn;
  private int crashes;
  private long openings;

  /**
   * @param counts the wire sees everything the device says
   * @param words takes down what the device does
   */
  Watch(boolean mayCrash, boolean counts, Wiretap wire, Consumer<String> words) {
    this.mayCrash = mayCrash;
    this.counts = counts;
    this.wire = wire;
    this.words = words;
  }

  void watch(Device what) {
    device = what;
  }

  /** The device has been shut down: nothing may be heard of it any more. */
  void end() {
    ended = true;
  }

  /** Violations by rule. */
  Map<String, Integer> violations() {
    return violations;
  }

  int crashes() {
    return crashes;
  }

  private void alive(String what) {
    if (ended) {
      throw new Trouble("silent after shutdown", what + " was told after the shutdown");
    }
  }

  /** Holds whenever the device stands still. */
  void check() {
    Device now = Objects.requireNonNull(device);
    if (now.state() != state) {
      throw new Trouble("state is told", "the device is " + now.state() + ", but what was told last is " + state);
    }
    int waiting = now.audio().sendQueue().size();
    if (waiting > SendQueue.CAPACITY) {
      throw new Trouble("queue bounds", waiting + " packets wait to be sent");
    }
    if (counts && textsSent != wire.texts()) {
      throw new Trouble("sent is sent", textsSent + " messages were told as sent, but " + wire.texts() + " were");
    }
    if (counts && packetsSent != wire.packets()) {
      throw new Trouble("sent is sent", packetsSent + " packets were told as sent, but " + wire.packets() + " were");
    }
    long gone = packetsSentSincePowerOn + now.audio().sendQueue().dropped() + waiting;
    if (gone > now.audio().captured() + Recovery.PRE_ROLL_PACKETS * (1L + openings)) {
      throw new Trouble(
          "frames accounted",
          gone + " packets were sent, dropped or wait, but only " + now.audio().captured() + " were captured");
    }
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    alive("a change of state");
    if (from != state || !Transitions.allowed(from, to) || from == to) {
      throw new Trouble("legal transitions", "from " + from + " to " + to + ", having been " + state);
    }
    state = to;
    words.accept("    [" + to.logName() + "]");
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    alive("a restart");
    words.accept("    [off]");
    state = DeviceState.UNKNOWN;
    packetsSentSincePowerOn = 0;
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    alive("a crash");
    crashes++;
    words.accept("    crashes: " + rule);
    if (!mayCrash) {
      throw new Trouble("no crash", "a robust device crashed: " + rule + ", " + detail);
    }
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    alive("a message");
    textsSent++;
    words.accept("    device says: " + kind);
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    alive("a packet");
    packetsSent++;
    packetsSentSincePowerOn++;
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    alive("a violation");
    violations.merge(rule, 1, Integer::sum);
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    alive("an opening");
    openings++;
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    alive("a channel");
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    alive("a failure");
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    alive("a closed channel");
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    alive("a message of the server");
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    alive("a packet of the server");
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    alive("the end of playback");
  }
}
