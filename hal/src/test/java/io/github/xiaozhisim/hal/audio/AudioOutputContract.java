package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.TimedContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AudioOutput} must do, of whichever kind. Blocks here are 60 ms long. Real sound cards are allowed
 * half a second of latency.
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
  void shouldTellOfRoomForEachBlockAndOfTheEndLast() {
    onScheduler(this::playOne);

    waitFor(() -> heard.contains("drained"), BLOCK_MILLIS + LATENCY_MILLIS);
    pass(200);

    assertThat(heard).containsExactly("room", "drained");
  }

  @Test
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

    assertThat(left[0]).isZero();
    assertThat(drainedNanos - began[0]).isGreaterThanOrEqualTo((10 * BLOCK_MILLIS - 1) * 1_000_000L);
  }

  @Test
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
  void shouldThrowAwayAtOnceWhatIsFlushedAndSayNothing() {
    onScheduler(
        () -> {
          playOne();
          output.flush();
          assertThat(output.drained()).isTrue();
          assertThat(output.hasRoom()).isTrue();
        });
    pass(BLOCK_MILLIS + LATENCY_MILLIS);

    assertThat(heard).doesNotContain("drained");
  }

  @Test
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
