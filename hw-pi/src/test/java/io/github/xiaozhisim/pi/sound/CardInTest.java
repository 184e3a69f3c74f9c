package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sound card of a test: it can be pulled out, be busy, stand still, lose sound and hand over a backlog, all on the
 * clock it is given. What is played is kept.
 */
final class CardInTest implements Lines {

  private static final int BUFFER_MILLIS = 80;

  private final Clock clock;
  private int playbackRateHz = 24_000;
  private int captureRateHz = 16_000;
  private boolean pluggedIn = true;
  private boolean still;
  private boolean ownVolume;
  private int leastMillis;
  private boolean tellsLate;
  private int delayMillis;
  private int slowerPerThousand;
  private String trouble = "";
  int opened;
  int closed;
  final List<Integer> volumes = new ArrayList<>();
  @Nullable Loudspeaker loudspeaker;
  @Nullable Microphone microphone;

  CardInTest(Clock clock) {
    this.clock = clock;
  }

  CardInTest playing(int rateHz) {
    playbackRateHz = rateHz;
    return this;
  }

  CardInTest capturing(int rateHz) {
    captureRateHz = rateHz;
    return this;
  }

  CardInTest withVolume() {
    ownVolume = true;
    return this;
  }

  /** One that has run dry does not play again before it holds so much, as sound servers do. */
  CardInTest playingOnlyFrom(int millis) {
    leastMillis = millis;
    return this;
  }

  /** It says what its room was when it was asked before, as sound servers do whose own thread has not run since. */
  CardInTest tellingLate() {
    tellsLate = true;
    return this;
  }

  /** It holds what it is given for so long before the first of it sounds. */
  CardInTest soundingAfter(int millis) {
    delayMillis = millis;
    return this;
  }

  /** Its clock is slower than that of the program by so many parts in a thousand. */
  CardInTest slowerBy(int perThousand) {
    slowerPerThousand = perThousand;
    return this;
  }

  void pullOut() {
    pluggedIn = false;
  }

  /** It can be opened, and then nothing moves. */
  void standsStill() {
    still = true;
  }

  void plugIn() {
    pluggedIn = true;
  }

  /** Why it cannot be opened; empty when it can. */
  void trouble(String sentence) {
    trouble = sentence;
  }

  @Override
  public List<SoundCard> cards() {
    return List.of(new SoundCard(1, "test [card]", "of a test", true, true));
  }

  @Override
  public PlaybackLine openPlayback(@Nullable String card, int rateHz, int bufferMillis) throws SoundException {
    check();
    loudspeaker = new Loudspeaker();
    return loudspeaker;
  }

  @Override
  public CaptureLine openCapture(@Nullable String card, int rateHz, int bufferMillis) throws SoundException {
    check();
    microphone = new Microphone();
    return microphone;
  }

  private void check() throws SoundException {
    if (!pluggedIn || !trouble.isEmpty()) {
      throw new SoundException(trouble.isEmpty() ? "there is no card" : trouble);
    }
    opened++;
  }

  /** Plays what it has, and stops when it runs dry, as ALSA does. */
  final class Loudspeaker implements PlaybackLine {
    private short[] heard = new short[0];
    private int length;
    private long played;
    private boolean running;
    private boolean dry;
    private int starts;
    private int toldRoom = -1;
    private boolean failed;
    private long playedNanos = clock.nowNanos();
    private final List<Long> dryNanos = new ArrayList<>();

    @Override
    public int rateHz() {
      return playbackRateHz;
    }

    @Override
    public String describe() {
      return "test [card]";
    }

    @Override
    public int capacity() {
      return playbackRateHz * BUFFER_MILLIS / 1_000;
    }

    @Override
    public int room() {
      if (failed) {
        return FAILED;
      }
      int room = pluggedIn ? capacity() - queued() : 0;
      int before = toldRoom;
      toldRoom = room;
      return tellsLate && running && before >= 0 ? Math.min(room, before) : room;
    }

    @Override
    public void start() {
      running = true;
      playedNanos = clock.nowNanos() + delayMillis * 1_000_000L;
    }

    @Override
    public void stop() {
      running = false;
      length = (int) played;
      starts++;
      dry = false;
    }

    /** Its sound server does not run for so long. */
    void stumble(int millis) {
      queued();
      playedNanos += millis * 1_000_000L;
    }

    /** From now on it is of no use. */
    void fail() {
      failed = true;
    }

    private int queued() {
      long now = clock.nowNanos();
      long hertz = playbackRateHz - playbackRateHz * slowerPerThousand / 1_000;
      if (dry) {
        playedNanos = now;
      }
      if (running && !still && !dry && now >= playedNanos) {
        long due = (now - playedNanos) * hertz / 1_000_000_000L;
        if (due >= length - played) {
          if (length > 0 && due > length - played) {
            dryNanos.add(now);
            dry = leastMillis > 0;
          }
          played = length;
          playedNanos = now;
        } else {
          played += due;
          playedNanos += due * 1_000_000_000L / hertz;
        }
      }
      return (int) (length - played);
    }

    @Override
    public int write(short[] mono, int offset, int count) {
      if (!pluggedIn || failed) {
        return failed ? FAILED : 0;
      }
      int taken = Math.min(count, capacity() - queued());
      heard = heard.length < length + taken ? Arrays.copyOf(heard, 2 * (length + taken)) : heard;
      System.arraycopy(mono, offset, heard, length, Math.max(0, taken));
      length += taken;
      dry &= length - played < playbackRateHz * leastMillis / 1_000;
      return taken;
    }

    @Override
    public boolean volume(int percent) {
      volumes.add(percent);
      return ownVolume;
    }

    @Override
    public void close() {
      closed++;
    }

    /** All that was written, silence included. */
    short[] heard() {
      return Arrays.copyOf(heard, length);
    }
  }

  /** Hears a counter that goes up with each sample, so that a hole shows. */
  final class Microphone implements CaptureLine {
    private final long startNanos = clock.nowNanos();
    private long read;
    private long lost;

    @Override
    public int rateHz() {
      return captureRateHz;
    }

    @Override
    public String describe() {
      return "test [card]";
    }

    @Override
    public int available() {
      if (!pluggedIn || still) {
        return 0;
      }
      long due = (clock.nowNanos() - startNanos) * captureRateHz / 1_000_000_000L;
      return (int) (due - read - lost);
    }

    @Override
    public int read(short[] mono, int most) {
      for (int i = 0; i < most; i++) {
        mono[i] = (short) ((read + lost + i) % 30_000);
      }
      read += most;
      return most;
    }

    /** Hardware whose buffer was full: the oldest {@code millis} never come. */
    void lose(int millis) {
      lost += captureRateHz / 1_000 * millis;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
