package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.conformance.Timeline.Kind;
import io.github.xiaozhisim.hal.network.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes down what the device tells about itself. */
public final class StageObserver implements DeviceObserver {

  private final BiConsumer<Kind, String> seen;
  private final List<String> problems = new ArrayList<>();
  private @Nullable ChannelFailure failure;
  private long captureStartedNanos = -1;
  private int accepted;
  private int dropped;

  StageObserver(BiConsumer<Kind, String> seen) {
    this.seen = seen;
  }

  /** The latest failure of the channel. */
  public @Nullable ChannelFailure failure() {
    return failure;
  }

  /** Sentences about the boot. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** When capture last started. */
  public long captureStartedNanos() {
    return captureStartedNanos;
  }

  /** Packets of the server that the device took. */
  public int accepted() {
    return accepted;
  }

  /** Packets of the server that the device dropped. */
  public int dropped() {
    return dropped;
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    seen.accept(Kind.STATE, "[" + to.logName() + "]");
  }

  @Override
  public void onChannelFailed(ChannelFailure why, long nowNanos) {
    failure = why;
    seen.accept(Kind.NOTE, "~ failure " + why.stage());
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    seen.accept(Kind.NOTE, "~ channel closed: " + reason.describe());
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    seen.accept(Kind.NOTE, "~ violation " + rule);
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    problems.add(what);
    seen.accept(Kind.NOTE, "~ boot: " + what);
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    captureStartedNanos = nowNanos;
    seen.accept(Kind.NOTE, "~ capture started");
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    seen.accept(Kind.NOTE, "~ playback drained");
  }

  @Override
  public void onAudioReceived(int bytes, boolean taken, long nowNanos) {
    if (taken) {
      accepted++;
    } else {
      dropped++;
    }
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    seen.accept(Kind.CRASH, "crash " + rule);
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    seen.accept(Kind.NOTE, "~ power off");
  }

  @Override
  public void onSound(String name, long nowNanos) {
    seen.accept(Kind.NOTE, "~ sound " + name);
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    seen.accept(Kind.NOTE, "~ downloaded " + what + ", " + bytes + " bytes");
  }

  @Override
  public void onReady(long nowNanos) {
    seen.accept(Kind.NOTE, "~ ready");
  }
}
