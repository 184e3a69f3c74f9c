package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;

/** Puts a device together: board, network, configuration. */
public interface DeviceFactory {

  /** A device that is still off. On {@code scheduler}'s thread; {@code user} observes it from now on. */
  Handset make(Member member, Scheduler scheduler, User user);
}
