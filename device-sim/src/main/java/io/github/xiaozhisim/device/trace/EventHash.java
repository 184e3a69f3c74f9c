package io.github.xiaozhisim.device.trace;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import tools.jackson.databind.JsonNode;

/**
 * The log of one device as a number of 64 bits: every state, message, frame, failure and violation with its nanosecond
 * is folded in, in the order in which it happened. Two runs with equal numbers went the same way (but for a chance of
 * one in 10^19); a run that differs anywhere has another number.
 *
 * <p>On the device's thread; nothing is allocated for a frame.
 */
public final class EventHash implements DeviceObserver {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long hash;
  private long events;

  /** The number so far. */
  public long value() {
    return hash;
  }

  /** How many events are in it. */
  public long events() {
    return events;
  }

  /** Takes in something that somebody else decided, such as how a turn ended. */
  public void note(String what, long nowNanos) {
    fold(15, nowNanos, what.hashCode());
  }

  /** The number of a whole fleet: those of its devices, in the order of devices. */
  public static long together(long fleet, long device) {
    return mix(fleet * FACTOR + device);
  }

  private void fold(int kind, long nowNanos, long detail) {
    events++;
    hash = mix((hash ^ nowNanos) * FACTOR + (detail << 5 | kind));
  }

  // Finalizer of SplitMix64: every bit of the input changes half of the output.
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    fold(0, nowNanos, from.ordinal() << 8 | to.ordinal());
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    fold(1, nowNanos, 0);
  }

  @Override
  public void onConnected(long nowNanos) {
    fold(2, nowNanos, 0);
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    fold(3, nowNanos, 0);
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    fold(4, nowNanos, (long) failure.stage().ordinal() << 32 ^ failure.detail().hashCode());
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    fold(5, nowNanos, (long) reason.kind().ordinal() << 16 | reason.code());
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    fold(6, nowNanos, (long) kind.hashCode() << 24 ^ bytes);
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    fold(7, nowNanos, (long) message.getClass().getName().hashCode() << 24 ^ bytes);
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    fold(8, nowNanos, bytes);
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    fold(9, nowNanos, accepted ? bytes : ~bytes);
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    fold(10, nowNanos, 0);
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    fold(11, nowNanos, 0);
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    fold(12, nowNanos, (long) rule.hashCode() << 24 ^ detail.hashCode());
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    fold(13, nowNanos, what.hashCode());
  }

  @Override
  public void onBootUnreachable(OpenFailure failure, long nowNanos) {
    fold(20, nowNanos, (long) failure.kind().ordinal() << 32 ^ failure.httpStatus());
  }

  @Override
  public void onActivationCode(String code, String message, long nowNanos) {
    fold(21, nowNanos, (long) code.hashCode() << 24 ^ message.hashCode());
  }

  @Override
  public void onMcpAnswered(JsonNode request, String answer, long nowNanos) {
    fold(22, nowNanos, answer.hashCode());
  }

  @Override
  public void onReady(long nowNanos) {
    fold(14, nowNanos, 0);
  }

  @Override
  public void onSound(String name, long nowNanos) {
    fold(16, nowNanos, name.hashCode());
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    fold(17, nowNanos, what.hashCode() ^ bytes << 20);
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    fold(18, nowNanos, (long) rule.hashCode() << 24 ^ detail.hashCode());
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    fold(19, nowNanos, from.ordinal());
  }
}
