package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import tools.jackson.databind.JsonNode;

/** Tells two observers everything, one after the other. A test checks that no method is forgotten. */
record BothObservers(DeviceObserver first, DeviceObserver second) implements DeviceObserver {

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    first.onStateChanged(from, to, nowNanos);
    second.onStateChanged(from, to, nowNanos);
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    first.onChannelOpening(nowNanos);
    second.onChannelOpening(nowNanos);
  }

  @Override
  public void onConnected(long nowNanos) {
    first.onConnected(nowNanos);
    second.onConnected(nowNanos);
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    first.onChannelOpened(nowNanos);
    second.onChannelOpened(nowNanos);
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    first.onChannelFailed(failure, nowNanos);
    second.onChannelFailed(failure, nowNanos);
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    first.onChannelClosed(reason, nowNanos);
    second.onChannelClosed(reason, nowNanos);
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    first.onMessageSent(kind, bytes, nowNanos);
    second.onMessageSent(kind, bytes, nowNanos);
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    first.onMessageReceived(message, bytes, nowNanos);
    second.onMessageReceived(message, bytes, nowNanos);
  }

  @Override
  public void onMcpAnswered(JsonNode request, String answer, long nowNanos) {
    first.onMcpAnswered(request, answer, nowNanos);
    second.onMcpAnswered(request, answer, nowNanos);
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    first.onAudioSent(bytes, nowNanos);
    second.onAudioSent(bytes, nowNanos);
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    first.onAudioReceived(bytes, accepted, nowNanos);
    second.onAudioReceived(bytes, accepted, nowNanos);
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    first.onCaptureStarted(nowNanos);
    second.onCaptureStarted(nowNanos);
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    first.onPlaybackDrained(nowNanos);
    second.onPlaybackDrained(nowNanos);
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    first.onViolation(rule, detail, nowNanos);
    second.onViolation(rule, detail, nowNanos);
  }

  @Override
  public void onActivationCode(String code, String message, long nowNanos) {
    first.onActivationCode(code, message, nowNanos);
    second.onActivationCode(code, message, nowNanos);
  }

  @Override
  public void onBootUnreachable(OpenFailure failure, long nowNanos) {
    first.onBootUnreachable(failure, nowNanos);
    second.onBootUnreachable(failure, nowNanos);
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    first.onBootProblem(what, nowNanos);
    second.onBootProblem(what, nowNanos);
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    first.onUpgrade(what, bytes, nowNanos);
    second.onUpgrade(what, bytes, nowNanos);
  }

  @Override
  public void onSound(String name, long nowNanos) {
    first.onSound(name, nowNanos);
    second.onSound(name, nowNanos);
  }

  @Override
  public void onReady(long nowNanos) {
    first.onReady(nowNanos);
    second.onReady(nowNanos);
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    first.onCrash(rule, detail, nowNanos);
    second.onCrash(rule, detail, nowNanos);
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    first.onPowerOff(from, nowNanos);
    second.onPowerOff(from, nowNanos);
  }
}
