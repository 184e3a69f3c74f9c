package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket or MQTT connection of a {@link SimNetwork} as the wire sees it: two lines and what can go wrong with
 * them. Tests, the explorer and whoever else plays the network change it while it runs. On the scheduler's thread.
 */
public final class SimLink {

  private final Line uplink;
  private final Line downlink;
  private final SimEnd device;
  private final SimEnd server;
  private @Nullable Timer life;

  SimLink(Scheduler scheduler, NetworkConditions conditions, SplittableRandom random, SimEnd device, SimEnd server) {
    this.device = device;
    this.server = server;
    this.uplink = Line.stream(scheduler, conditions.uplink(), random, server);
    this.downlink = Line.stream(scheduler, conditions.downlink(), random, device);
    device.joined(this, uplink);
    server.joined(this, downlink);
    long lifeNanos = conditions.drawLifeNanos(random);
    if (lifeNanos != Long.MAX_VALUE) {
      life = scheduler.after(lifeNanos, this::lose);
    }
  }

  /** From the device to the server; holds for what is sent from now on. */
  public void uplink(LineQuality quality) {
    uplink.quality(quality);
  }

  /** From the server to the device; holds for what is sent from now on. */
  public void downlink(LineQuality quality) {
    downlink.quality(quality);
  }

  /** Nothing arrives any more, in neither direction, and nobody is told: a router forgot us. */
  public void halfOpen() {
    uplink.stall();
    downlink.stall();
  }

  /** The server reads nothing any more: what the device sends piles up. */
  public void stallUplink() {
    uplink.stall();
  }

  /** The device reads nothing any more. */
  public void stallDownlink() {
    downlink.stall();
  }

  /** Ends {@link #halfOpen} and stalls: what was held arrives now. */
  public void resume() {
    uplink.resume();
    downlink.resume();
  }

  /** TCP breaks: both sides are told at once; what was on the way is gone. */
  public void lose() {
    uplink.clear();
    downlink.clear();
    device.lost();
    server.lost();
    over();
  }

  /** True until both ends know of the end. */
  public boolean isOpen() {
    return !(device.isOver() && server.isOver());
  }

  /** Messages sent by the device that have not arrived. */
  public int onTheWayUp() {
    return uplink.size();
  }

  /** Messages sent by the server that have not arrived. */
  public int onTheWayDown() {
    return downlink.size();
  }

  void over() {
    Timer timer = life;
    if (timer != null && (device.isOver() || server.isOver())) {
      timer.cancel();
    }
  }
}
