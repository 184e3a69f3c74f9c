package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.pi.sound.SoundException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does things that may hang in a driver, which is when people call the doctor: each on a thread that is left behind
 * when it does not come back.
 *
 * @param seconds after which it is given up
 */
record Patience(int seconds) {

  /**
   * @param who is asked, for people
   * @throws SoundException of the work itself, or that nobody answers
   */
  <T> T await(String who, Callable<T> work) throws SoundException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().name("xiaozhi-doctor").daemon().start(task);
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new SoundException(
          who
              + " does not answer within "
              + seconds
              + " s: plug it in again, restart the sound server, or start the machine anew");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SoundException told) {
        throw told;
      }
      throw new IllegalStateException(who + " fails: " + e.getCause(), e.getCause());
    }
  }
}
