package io.github.xiaozhisim.pi.sound;

import java.util.concurrent.Executor;

/** Who opens and closes lines, one after the other: {@link DoorThread}, or a test. */
interface CardWorker extends Executor {

  /** Lets it finish, for half a second at most. */
  void close();
}
