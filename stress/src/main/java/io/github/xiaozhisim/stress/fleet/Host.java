package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;

/** What users know of the event loop they live on. All methods on its thread. */
interface Host {

  Scenario scenario();

  Scheduler scheduler();

  ConnectPace pace();

  /** No turn is to begin for now; whoever wanted to is told to {@linkplain TurnTaker#resume go on} later. */
  boolean paused();

  /** Conversations come to the devices, and not from their users. */
  boolean open();

  /** The device of {@code talker} is free for a conversation. */
  void onFree(Talker talker);

  /** Switched off, for good. */
  void onLeft();
}
