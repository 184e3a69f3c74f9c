package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.OpusInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A microphone with a codec chip that "encodes": it says clips that were encoded once and are shared by all, and
 * silence in between, on an absolute grid of frames from the moment capture started, or on one of the device's own
 * ({@link #onGrid}). Nothing is allocated per frame.
 *
 * <p>When the machine stalls, at most one frame is delivered late; what is older moves the grid, so that a backlog can
 * never build up. Moved frames are counted: they are the generator's fault, not the server's.
 */
public final class VirtualMicrophone implements OpusInput {

  /** Hears how a clip is said; on the device's thread. */
  public interface SpeechListener {

    /** The first frame of the clip began to be captured at {@code nanos} of the grid. */
    void onSpeechStarted(long nanos);

    /**
     * The clip's last frame has been delivered.
     *
     * @param lastVoicedNanos when, on the grid, the last voiced sample was said
     * @param endNanos when, on the grid, the clip ended
     */
    void onSpeechEnded(long lastVoicedNanos, long endNanos);
  }

  /** Hears how punctual the microphone is. */
  public interface PacingListener {

    /** A frame was delivered this much after its time on the grid. */
    void onFrame(long lateNanos);

    /** The grid was moved because the machine stalled. */
    default void onFramesMoved(int frames) {}
  }

  private static final PacingListener UNHEARD = lateNanos -> {};
  private static final long NO_PHASE = -1;

  private final Scheduler scheduler;
  private final Clip silence;
  private final PacingListener pacing;
  /** There while it captures: most microphones are off most of the time. */
  private @Nullable Timer timer;
  private final long frameNanos;

  private long phaseNanos = NO_PHASE;
  private @Nullable Sink sink;
  private @Nullable Clip clip;
  private @Nullable Clip beforeWake;
  private @Nullable SpeechListener listener;
  private int clipFrame;
  private int silenceFrame;
  private long lastVoicedNanos;
  private long frameEndNanos;

  /** {@code silence} is said in a loop whenever nothing else is; its frame length is the microphone's. */
  public VirtualMicrophone(Scheduler scheduler, Clip silence, PacingListener pacing) {
    this.scheduler = scheduler;
    this.silence = silence;
    this.pacing = pacing;
    this.frameNanos = silence.frameMillis() * 1_000_000L;
  }

  public VirtualMicrophone(Scheduler scheduler, Clip silence) {
    this(scheduler, silence, UNHEARD);
  }

  /**
   * Its frames begin {@code phaseNanos} after a multiple of their length on the clock, whenever capture starts, like
   * those of a codec that is never switched off. Devices with phases of their own never come to send in step: not by
   * starting together, and not by being held up together.
   */
  public void onGrid(long phase) {
    if (phase < 0 || phase >= frameNanos) {
      throw new IllegalArgumentException("a phase of " + phase + " ns in frames of " + frameNanos);
    }
    phaseNanos = phase;
  }

  @Override
  public int frameMillis() {
    return silence.frameMillis();
  }

  @Override
  public void start(int warmUpMillis, Sink to) {
    sink = to;
    long startNanos = scheduler.clock().nowNanos() + warmUpMillis * 1_000_000L;
    if (phaseNanos != NO_PHASE) {
      startNanos += Math.floorMod(phaseNanos - startNanos, frameNanos);
    }
    frameEndNanos = startNanos + frameNanos;
    waitForFrame();
  }

  private void waitForFrame() {
    Timer next = timer;
    if (next == null) {
      next = scheduler.timer(this::deliver);
      timer = next;
    }
    next.arm(frameEndNanos);
  }

  @Override
  public void stop() {
    Timer next = timer;
    if (next != null) {
      next.cancel();
      timer = null;
    }
    sink = null;
    clip = null; // what was being said goes unheard
    listener = null;
  }

  /** What will have been heard before any wake word from now on: the word itself, usually; null for nothing. */
  public void beforeWake(@Nullable Clip what) {
    beforeWake = what;
  }

  @Override
  public List<Payload> preRoll(int maxPackets) {
    Clip before = beforeWake;
    if (before == null) {
      return List.of();
    }
    int size = before.packets().size();
    return before.packets().subList(Math.max(0, size - maxPackets), size);
  }

  /**
   * Says {@code clip} from the next frame that has not begun yet. Only while capturing, or before capture starts, when
   * it is said from the first frame on. Replaces what is being said.
   */
  public void say(Clip what, SpeechListener heardBy) {
    if (what.frameMillis() != silence.frameMillis()) {
      throw new IllegalArgumentException(
          "clip " + what.name() + " has frames of " + what.frameMillis() + " ms, not " + silence.frameMillis());
    }
    clip = what;
    listener = heardBy;
    // the frame now being captured began before this call, so it stays as it is
    boolean inFrame = sink != null && scheduler.clock().nowNanos() > frameEndNanos - frameNanos;
    clipFrame = inFrame ? -1 : 0;
  }

  /** Stops in the middle of a clip, or does not begin with one; silence follows. The listener is not told. */
  public void hush() {
    clip = null;
    listener = null;
    clipFrame = 0;
  }

  /** True while a clip is being said or waits to be. */
  public boolean speaking() {
    return clip != null;
  }

  private void deliver() {
    Sink to = sink;
    if (to == null) {
      return;
    }
    long now = scheduler.clock().nowNanos();
    long late = now - frameEndNanos;
    if (late > frameNanos) {
      int moved = (int) (late / frameNanos);
      frameEndNanos += moved * frameNanos;
      pacing.onFramesMoved(moved);
      late = now - frameEndNanos;
    }
    pacing.onFrame(late);
    long endNanos = frameEndNanos;
    frameEndNanos += frameNanos;
    waitForFrame();

    Clip saying = clip;
    if (saying == null || clipFrame < 0) {
      clipFrame = 0;
      deliverSilence(to, endNanos);
      return;
    }
    SpeechListener heardBy = listener;
    long startNanos = endNanos - frameNanos;
    if (clipFrame == 0) {
      lastVoicedNanos = startNanos;
      if (heardBy != null) {
        heardBy.onSpeechStarted(startNanos);
        if (clip != saying) { // the listener thought better of it
          deliverSilence(to, endNanos);
          return;
        }
      }
    }
    // of the frame that holds it: the grid may have moved before or after
    double voicedMillis = saying.lastVoicedMillis() - clipFrame * (double) frameMillis();
    if (voicedMillis > 0) {
      lastVoicedNanos = startNanos + Math.round(voicedMillis * 1e6);
    }
    int frame = clipFrame++;
    boolean last = clipFrame == saying.packets().size();
    if (last) {
      clip = null;
      listener = null;
      clipFrame = 0;
    }
    to.onPacket(saying.packets().get(frame), endNanos);
    if (last && heardBy != null) {
      heardBy.onSpeechEnded(saying.voiced() ? lastVoicedNanos : endNanos, endNanos);
    }
  }

  private void deliverSilence(Sink to, long endNanos) {
    if (sink == to) {
      to.onPacket(silence.packets().get(silenceFrame), endNanos);
      silenceFrame = (silenceFrame + 1) % silence.packets().size();
    }
  }
}
