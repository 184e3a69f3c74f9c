package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A line that is opened, looked for and closed by a worker that takes its time. */
class LineKeeperTest {

  private static final long SECOND = 1_000_000_000L;

  private final Queue<Runnable> work = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final CardCounts counts = new CardCounts();
  private String trouble = "";
  private int attempts;
  private boolean broken;
  private int closed;

  private final class Line implements CardLine {
    @Override
    public int rateHz() {
      return 16_000;
    }

    @Override
    public String describe() {
      return "a line";
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final LineKeeper<Line> keeper =
      new LineKeeper<>(
          () -> {
            attempts++;
            if (broken) {
              throw new UnsatisfiedLinkError("jsound");
            }
            if (!trouble.isEmpty()) {
              throw new SoundException(trouble);
            }
            return new Line();
          },
          work::add,
          new LineKeeper.Fate() {
            @Override
            public void gone(String sentence) {
              told.add("gone: " + sentence);
            }

            @Override
            public void back(String description) {
              told.add("back: " + description);
            }
          },
          counts);

  private void letItWork() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  @Test
  void shouldNotWaitForTheWorker() {
    assertThat(keeper.line(0)).isNull();
    assertThat(keeper.missing()).as("it is being opened").isFalse();
    assertThat(attempts).isZero();

    letItWork();
    assertThat(keeper.line(1)).isNotNull();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldLookOnceASecondAndTellOnce() {
    trouble = "busy";
    for (long millis = 0; millis <= 5_000; millis += 10) {
      keeper.line(millis * 1_000_000L);
      letItWork();
    }

    assertThat(attempts).isBetween(5, 6);
    assertThat(told).containsExactly("gone: busy");
    assertThat(keeper.missing()).isTrue();

    trouble = "";
    keeper.line(7 * SECOND);
    letItWork();
    assertThat(keeper.line(7 * SECOND)).isNotNull();
    assertThat(told).containsExactly("gone: busy", "back: a line");
  }

  @Test
  void shouldLookSeldomWhileNobodyNeedsTheLine() {
    trouble = "busy";
    keeper.line(0);
    letItWork();
    for (long millis = 10; millis <= 20_000; millis += 10) {
      assertThat(keeper.back(millis * 1_000_000L)).isFalse();
      letItWork();
    }

    assertThat(attempts).isBetween(4, 6);
  }

  @Test
  void shouldTellOfASoundSystemThatDoesNotAnswerAndGoOnWaiting() {
    keeper.line(0);
    keeper.line(4 * SECOND);
    keeper.line(5 * SECOND);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).startsWith("gone: the sound system does not answer");
    assertThat(keeper.missing()).isTrue();

    letItWork();
    assertThat(keeper.line(6 * SECOND)).isNotNull();
    assertThat(told).last().isEqualTo("back: a line");
  }

  @Test
  void shouldTellOfALibraryThatCannotBeLoaded() {
    broken = true;
    keeper.line(0);
    letItWork();
    keeper.line(1);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("gone: the sound system fails (java.lang.UnsatisfiedLinkError");
  }

  @Test
  void shouldCloseWhatIsOpenWhenItIsNotWantedAnyMore() {
    keeper.line(0);
    letItWork();
    keeper.line(0);
    keeper.release();
    letItWork();

    assertThat(closed).isEqualTo(1);
  }

  @Test
  void shouldCloseALineThatOpensWhenItIsNotWantedAnyMore() {
    keeper.line(0);
    keeper.end();
    letItWork();

    assertThat(counts.now().opened()).isZero();
    assertThat(closed).isEqualTo(attempts).isEqualTo(1);
  }

  @Test
  void shouldTellOfALineThatWasLostAndOpenItAnew() {
    keeper.line(0);
    letItWork();
    keeper.line(0);
    keeper.lost(SECOND, "pulled out");
    letItWork();

    assertThat(closed).isEqualTo(1);
    assertThat(keeper.line(SECOND + 1)).isNull();
    keeper.line(2 * SECOND);
    letItWork();
    assertThat(keeper.line(2 * SECOND)).isNotNull();
    assertThat(told).containsExactly("gone: pulled out", "back: a line");
  }
}
