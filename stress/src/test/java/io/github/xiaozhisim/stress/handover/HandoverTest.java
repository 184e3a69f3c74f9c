package io.github.xiaozhisim.stress.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {

  private static final long LONG_MILLIS = 20_000;

  private final List<Integer> taken = new ArrayList<>();

  @Test
  void shouldHandOverInTheOrderOfWriting() {
    Handover<Integer> handover = new Handover<>(4);
    for (int round = 0; round < 3; round++) {
      assertThat(handover.offer(round)).isTrue();
      assertThat(handover.offer(10 + round)).isTrue();
      assertThat(handover.takeAll(taken::add)).isEqualTo(2);
    }
    assertThat(taken).containsExactly(0, 10, 1, 11, 2, 12);
    assertThat(handover.takeAll(taken::add)).isZero();
  }

  @Test
  void shouldRefuseWhatDoesNotFitAndTakeMoreWhenThereIsRoomAgain() {
    Handover<Integer> handover = new Handover<>(2);
    assertThat(handover.offer(1)).isTrue();
    assertThat(handover.offer(2)).isTrue();
    assertThat(handover.offer(3)).isFalse();
    assertThat(handover.size()).isEqualTo(2);

    handover.takeAll(taken::add);
    assertThat(handover.offer(4)).isTrue();
    handover.takeAll(taken::add);
    assertThat(taken).containsExactly(1, 2, 4);
  }

  @Test
  void shouldCallTheReaderWhenHalfOfTheRoomIsTakenAndNotBefore() throws InterruptedException {
    Handover<Integer> handover = new Handover<>(8);
    for (int i = 0; i < 3; i++) {
      handover.offer(i);
    }
    assertThat(handover.await(1)).isFalse();
    handover.offer(3);
    assertThat(handover.await(LONG_MILLIS)).isTrue();
    assertThat(handover.takeAll(taken::add)).isEqualTo(4);
  }

  @Test
  void shouldLoseNothingOfWritersWhoWait() throws InterruptedException {
    Handover<Integer> handover = new Handover<>(4);
    int writers = 3;
    int each = 2_000;
    List<Thread> threads =
        IntStream.range(0, writers)
            .mapToObj(writer -> Thread.ofPlatform().start(() -> write(handover, writer * each, each)))
            .toList();
    while (taken.size() < writers * each) {
      handover.await(10); // the last ones may be too few to call the reader: it comes by
      handover.takeAll(taken::add);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken).doesNotHaveDuplicates();
    for (int writer = 0; writer < writers; writer++) {
      int from = writer * each;
      assertThat(taken.stream().filter(i -> i >= from && i < from + each)).as("each writer's own order").isSorted();
    }
  }

  private static void write(Handover<Integer> handover, int from, int count) {
    try {
      for (int i = from; i < from + count; i++) {
        handover.put(i);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldCountOnlyPowersOfTwoAsACapacity() {
    assertThatThrownBy(() -> new Handover<>(3)).hasMessageContaining("3");
    assertThatThrownBy(() -> new Handover<>(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
