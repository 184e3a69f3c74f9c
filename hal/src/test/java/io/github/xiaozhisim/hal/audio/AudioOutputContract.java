package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AudioOutput} promises, of whichever kind. Blocks here are 60 ms long. Real sound cards are allowed
 * half a second of latency.
 *
 * <p>Extend {@link PcmOutputContract} or {@link OpusOutputContract}, whichever is yours. <b>A failure means</b>
 * that the device listens to its own voice (the end was told too early), never listens again (it was not told), or
 * goes on talking to a user who has interrupted it.
 */
public abstract class AudioOutputContract<O extends AudioOutput> extends TimedContract {

  private static final int BLOCK_MILLIS = 60;
  private static final int LATENCY_MILLIS = 500;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private O output;
  private boolean inside;
  private volatile long drainedNanos;

  /** A fresh output of {@link #scheduler()}; called on it. */
  protected abstract O open();

  /** Hands over a block of {@code millis}; called on the scheduler. */
  protected abstract void play(O output, int millis);

  @BeforeEach
  void openIt() {
    onScheduler(
        () -> {
          output = open();
          output.listener(
              new AudioOutput.Listener() {
                @Override
                public void onRoom() {
                  note("room");
                }

                @Override
                public void onDrained() {
                  drainedNanos = nowNanos();
                  note("drained");
                }
              });
        });
  }

  @Test
  @Promise(
      value = "an output is empty before the first sound, and says nothing by itself",
      mend = "Begin with room and drained both true; open the card when there is something to play.")
  void shouldHaveRoomAndBeDrainedBeforeTheFirstSound() {
    onScheduler(
        () -> {
          assertThat(output.hasRoom()).isTrue();
          assertThat(output.drained()).isTrue();
        });
    pass(200);

    assertThat(heard).isEmpty();
  }

  @Test
  @Promise(
      value = "the end of a sound is told when it has been heard, not when it has been handed over",
      mend =
          "Count what the card has played, or wait for as long as the sound lasts: the device stops speaking at "
              + "onDrained.")
  void shouldTakeAsLongAsTheSoundLasts() {
    long[] began = new long[1];
    onScheduler(
        () -> {
          began[0] = nowNanos();
          playOne();
          assertThat(output.drained()).isFalse();
        });

    waitFor(() -> heard.contains("drained"), BLOCK_MILLIS + LATENCY_MILLIS);

    assertThat(drainedNanos - began[0]).isGreaterThanOrEqualTo((BLOCK_MILLIS - 1) * 1_000_000L);
    onScheduler(() -> assertThat(output.drained()).isTrue());
  }

  @Test
  @Promise(
      value =
          "each block that was heard is told by one onRoom, and the end by one onDrained after the last of them",
      mend =
          "Call onRoom first, then look whether anything is left, then call onDrained; on the scheduler, never "
              + "inside play.")
  void shouldTellOfRoomForEachBlockAndOfTheEndLast() {
    onScheduler(this::playOne);

    waitFor(() -> heard.contains("drained"), BLOCK_MILLIS + LATENCY_MILLIS);
    pass(200);

    assertThat(heard).containsExactly("room", "drained");
  }

  @Test
  @Promise(
      value = "an output that is fed from onRoom plays on without telling an end in between",
      mend =
          "A block handed over inside onRoom is more to play: look at the queue again before you tell "
              + "onDrained.")
  void shouldPlayOnWhileItIsFedFromTheCallForRoom() {
    int[] left = {9};
    long[] began = new long[1];
    onScheduler(
        () -> {
          began[0] = nowNanos();
          output.listener(
              new AudioOutput.Listener() {
                @Override
                public void onRoom() {
                  if (left[0] > 0 && output.hasRoom()) {
                    left[0]--;
                    playOne();
                  }
                }

                @Override
                public void onDrained() {
                  drainedNanos = nowNanos();
                  note("drained");
                }
              });
          playOne();
        });

    waitFor(() -> heard.contains("drained"), 10 * BLOCK_MILLIS + 2 * LATENCY_MILLIS);
    pass(200);

    assertThat(heard).containsExactly("drained");
    assertThat(left[0]).isZero();
    assertThat(drainedNanos - began[0]).isGreaterThanOrEqualTo((10 * BLOCK_MILLIS - 1) * 1_000_000L);
  }

  @Test
  @Promise(
      value = "an output holds little, says so by hasRoom, and refuses more",
      mend = "Hold two or three blocks: what lies in a longer queue cannot be flushed by the user's next word.")
  void shouldRefuseABlockWithoutRoom() {
    onScheduler(
        () -> {
          for (int i = 0; i < 1_000 && output.hasRoom(); i++) {
            playOne();
          }
          assertThat(output.hasRoom()).as("has room for a minute of sound").isFalse();
          assertThatThrownBy(this::playOne).isInstanceOf(IllegalStateException.class);
          output.flush();
        });
  }

  @Test
  @Promise(
      value = "what is flushed is gone at once, and nothing is told of it",
      mend =
          "Empty queue and card, cancel the timer of the end; a user who interrupts must not hear the old "
              + "answer.")
  void shouldThrowAwayAtOnceWhatIsFlushedAndSayNothing() {
    onScheduler(
        () -> {
          playOne();
          output.flush();
          assertThat(output.drained()).isTrue();
          assertThat(output.hasRoom()).isTrue();
        });
    pass(BLOCK_MILLIS + LATENCY_MILLIS);

    assertThat(heard).isEmpty();
  }

  @Test
  @Promise(
      value = "an output plays again after a flush",
      mend = "Restart the card's line if flushing has stopped it.")
  void shouldPlayAgainAfterAFlush() {
    onScheduler(
        () -> {
          playOne();
          output.flush();
          playOne();
        });

    waitFor(() -> heard.contains("drained"), BLOCK_MILLIS + LATENCY_MILLIS);
  }

  @Test
  @Promise(
      value = "an output takes every volume from 0 to 100, and an amplifier that is switched twice",
      mend = "Make enabled(…) idempotent, and let a sound that is handed over switch the amplifier on.")
  void shouldTakeAnyVolumeAndAnAmplifierSwitchedTwice() {
    onScheduler(
        () -> {
          output.volume(0);
          output.volume(100);
          output.enabled(true);
          output.enabled(true);
          output.enabled(false);
          output.enabled(false);
          playOne();
        });

    waitFor(() -> heard.contains("drained"), BLOCK_MILLIS + LATENCY_MILLIS);
  }

  private void playOne() {
    inside = true;
    try {
      play(output, BLOCK_MILLIS);
    } finally {
      inside = false;
    }
  }

  private void note(String what) {
    heard.add(inside ? what + " from inside a method of the output" : what);
    if (!scheduler().inScheduler()) {
      heard.add(what + " on a foreign thread");
    }
  }
}
