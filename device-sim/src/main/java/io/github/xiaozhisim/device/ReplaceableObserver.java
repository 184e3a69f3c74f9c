package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells everything to whom it was given last, for observers that come and go while the device lives; to nobody at
 * first. On the device's thread. A test checks that no method is forgotten.
 */
public final class ReplaceableObserver implements DeviceObserver {

  private static final DeviceObserver NOBODY = new DeviceObserver() {};

  private DeviceObserver now = NOBODY;

  /** From the next event on; null for nobody. */
  public void replace(@Nullable DeviceObserver observer) {
    now = observer == null ? NOBODY : observer;
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    now.onStateChanged(from, to, nowNanos);
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    now.onChannelOpening(nowNanos);
  }

  @Override
  public void onConnected(long nowNanos) {
    now.onConnected(nowNanos);
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    now.onChannelOpened(nowNanos);
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    now.onChannelFailed(failure, nowNanos);
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    now.onChannelClosed(reason, nowNanos);
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    now.onMessageSent(kind, bytes, nowNanos);
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    now.onMessageReceived(message, bytes, nowNanos);
  }

  @Override
  public void onMcpAnswered(JsonNode request, String answer, long nowNanos) {
    now.onMcpAnswered(request, answer, nowNanos);
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    now.onAudioSent(bytes, nowNanos);
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    now.onAudioReceived(bytes, accepted, nowNanos);
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    now.onCaptureStarted(nowNanos);
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    now.onPlaybackDrained(nowNanos);
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    now.onViolation(rule, detail, nowNanos);
  }

  @Override
  public void onActivationCode(String code, String message, long nowNanos) {
    now.onActivationCode(code, message, nowNanos);
  }

  @Override
  public void onBootUnreachable(OpenFailure failure, long nowNanos) {
    now.onBootUnreachable(failure, nowNanos);
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    now.onBootProblem(what, nowNanos);
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    now.onUpgrade(what, bytes, nowNanos);
  }

  @Override
  public void onSound(String name, long nowNanos) {
    now.onSound(name, nowNanos);
  }

  @Override
  public void onReady(long nowNanos) {
    now.onReady(nowNanos);
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    now.onCrash(rule, detail, nowNanos);
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    now.onPowerOff(from, nowNanos);
  }
}
