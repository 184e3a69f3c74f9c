package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.ConversationRecording;
import io.github.xiaozhisim.pi.session.SessionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Recordings of what one device hears and plays, one after the other, while it lives. Any thread. */
final class Recordings {

  private final Scheduler scheduler;
  private final Voice voice;
  private final AtomicReference<@Nullable ConversationRecording> running = new AtomicReference<>();

  /** @param voice whose both sides are recorded */
  Recordings(Scheduler scheduler, Voice voice) {
    this.scheduler = scheduler;
    this.voice = voice;
  }

  /**
   * Begins a recording in place of an earlier one, which is written.
   *
   * @param wav a file that is not there yet; null only ends the earlier one
   * @return how many milliseconds of sound the earlier one lacks
   * @throws SessionException with a sentence, when a file cannot be made or written
   */
  long record(@Nullable Path wav) throws SessionException {
    if (wav == null && !running()) {
      throw new SessionException("nothing is recorded; 'record FILE.wav' begins it");
    }
    ConversationRecording begun = wav == null ? null : begin(wav);
    scheduler.execute(() -> voice.tap(begun));
    ConversationRecording before = running.getAndSet(begun);
    if (before == null) {
      return 0;
    }
    try {
      before.close();
    } catch (IOException e) {
      throw new SessionException("the recording is not whole: " + e.getMessage());
    }
    return before.lostMillis();
  }

  private ConversationRecording begin(Path wav) throws SessionException {
    try {
      return ConversationRecording.begin(wav, scheduler.clock().nowNanos());
    } catch (IOException e) {
      throw new SessionException(wav + " cannot be written (" + e.getMessage() + "); name another file");
    }
  }

  /** Whether there is something to end. */
  boolean running() {
    return running.get() != null;
  }
}
