package io.github.xiaozhisim.device.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Capacities and drop rules of the firmware's queues. */
class QueuesTest {

  @Nested
  class Send {
    private final SendQueue queue = new SendQueue();

    @Test
    void shouldGivePacketsInTheirOrderWithTheirTimestamps() {
      add(3);

      assertThat(drain()).containsExactly("0@0", "1@10", "2@20");
      assertThat(queue.dropped()).isZero();
    }

    @Test
    void shouldKeepTheNewestFortyPackets() {
      add(100);

      assertThat(queue.size()).isEqualTo(40);
      assertThat(queue.dropped()).isEqualTo(60);
      assertThat(drain()).hasSize(40).startsWith("60@600").endsWith("99@990");
    }

    @Test
    void shouldHoldItsOrderWhileFilledAndEmptiedAgainAndAgain() {
      add(10);
      int next = 10;
      int expected = 0;
      for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 1 + round % 7; i++) {
          queue.add(packet(next), next * 10, next * 1_000L);
          next++;
        }
        for (int i = 0; i < 1 + round % 7; i++) {
          assertThat(number(queue.peek())).isEqualTo(expected);
          assertThat(queue.peekTimestampMillis()).isEqualTo(expected * 10);
          queue.remove();
          assertThat(queue.sentCapturedNanos()).isEqualTo(expected * 1_000L);
          expected++;
        }
      }
      assertThat(queue.size()).isEqualTo(10);
      assertThat(queue.dropped()).isZero();
    }

    @Test
    void shouldCountWhatAFailedSendLosesButNotWhatIsForgottenOnPurpose() {
      add(5);
      queue.clear(false);
      assertThat(queue.dropped()).isZero();

      add(5);
      queue.clear(true);
      assertThat(queue.dropped()).isEqualTo(5);
      assertThat(queue.size()).isZero();
    }

    @Test
    void shouldBeHarmlessWhenEmpty() {
      queue.remove();
      queue.clear(true);

      assertThat(queue.peek()).isNull();
      assertThat(queue.peekTimestampMillis()).isZero();
      assertThat(queue.size()).isZero();
      assertThat(queue.dropped()).isZero();
    }

    @Test
    void shouldKeepWhatWaitsWhenTheDeviceRests() {
      add(7);
      queue.remove();
      queue.letGo();
      assertThat(queue.size()).isEqualTo(6);
      assertThat(drain()).containsExactly("1@10", "2@20", "3@30", "4@40", "5@50", "6@60");

      queue.letGo();
      add(2);
      assertThat(drain()).containsExactly("0@0", "1@10");
    }

    private void add(int count) {
      for (int i = 0; i < count; i++) {
        queue.add(packet(i), i * 10, i * 1_000L);
      }
    }

    private List<String> drain() {
      List<String> all = new ArrayList<>();
      for (Payload packet = queue.peek(); packet != null; packet = queue.peek()) {
        all.add(number(packet) + "@" + queue.peekTimestampMillis());
        queue.remove();
      }
      return all;
    }

    private static Payload packet(int number) {
      return Payload.once(new byte[] {(byte) (number >> 8), (byte) number});
    }

    private static int number(Payload packet) {
      return (packet.bytes()[0] & 0xFF) << 8 | packet.bytes()[1] & 0xFF;
    }
  }

  @Nested
  class Decode {
    private final DecodeQueue queue = new DecodeQueue();

    @Test
    void shouldKeepWhatWaitsWhenTheDeviceRests() {
      for (int i = 0; i < 6; i++) {
        queue.offer(i < 3 ? null : new byte[] {(byte) i}, 60_000, i, 7);
        if (i == 1) {
          queue.remove();
        }
      }
      queue.letGo();
      for (int i = 1; i < 6; i++) {
        assertThat(queue.headTimestampMillis()).isEqualTo(i);
        assertThat(queue.headFormat()).isEqualTo(7);
        assertThat(queue.headPacket()).isEqualTo(i < 3 ? null : new byte[] {(byte) i});
        queue.remove();
      }
      queue.letGo();
      assertThat(queue.headPacket()).isNull();
      assertThat(queue.offer(null, 20_000, 9, 7)).isTrue();
      assertThat(queue.headDurationMicros()).isEqualTo(20_000);
    }

    @Test
    void shouldDropTheNewPacketWhenFortyWait() {
      for (int i = 0; i < 40; i++) {
        assertThat(queue.offer(new byte[] {(byte) i}, 60_000, i, 0)).isTrue();
      }
      assertThat(queue.isFull()).isTrue();

      assertThat(queue.offer(new byte[] {99}, 60_000, 99, 0)).isFalse();
      assertThat(queue.offer(null, 60_000, 99, 0)).isFalse();
      assertThat(queue.dropped()).isEqualTo(2);
      for (int i = 0; i < 40; i++) {
        assertThat(queue.headPacket()).containsExactly(i);
        assertThat(queue.headTimestampMillis()).isEqualTo(i);
        queue.remove();
      }
      assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldCountPacketsAndNotTime() {
      for (int i = 0; i < 40; i++) {
        assertThat(queue.offer(null, 2_500, 0, 0)).isTrue();
      }
      assertThat(queue.offer(null, 2_500, 0, 0)).isFalse();
    }

    @Test
    void shouldKeepLengthsWithoutBytesAndNotMixThemUp() {
      for (int i = 0; i < 100; i++) {
        queue.offer(i % 3 == 0 ? new byte[] {(byte) i} : null, 20_000 + i, i, 0);
        queue.offer(null, 1, -1, 0);
        assertThat(queue.headDurationMicros()).isEqualTo(20_000 + i);
        assertThat(queue.headPacket() != null).isEqualTo(i % 3 == 0);
        queue.remove();
        assertThat(queue.headPacket()).isNull();
        queue.remove();
      }
      assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetEverythingAndBeHarmlessWhenEmpty() {
      queue.remove();
      assertThat(queue.headPacket()).isNull();
      assertThat(queue.headDurationMicros()).isZero();

      queue.offer(new byte[1], 60_000, 5, 0);
      queue.offer(new byte[1], 60_000, 6, 0);
      queue.clear();
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.size()).isZero();
      assertThat(queue.dropped()).isZero();
      queue.offer(null, 60_000, 7, 0);
      assertThat(queue.headTimestampMillis()).isEqualTo(7);
      assertThat(queue.headPacket()).isNull();
    }
  }

  @Nested
  class Encode {
    private final EncodeQueue queue = new EncodeQueue();

    @Test
    void shouldDropTheOldestFrameWhenTwoWait() {
      for (int i = 0; i < 5; i++) {
        queue.add(new short[] {(short) i}, i * 60L);
      }

      assertThat(queue.dropped()).isEqualTo(3);
      EncodeQueue.Frame first = queue.poll();
      EncodeQueue.Frame second = queue.poll();
      assertThat(first.samples()).containsExactly(3);
      assertThat(first.capturedNanos()).isEqualTo(180);
      assertThat(second.samples()).containsExactly(4);
      assertThat(second.capturedNanos()).isEqualTo(240);
      assertThat(queue.poll()).isNull();
    }

    @Test
    void shouldForgetWithoutCounting() {
      queue.add(new short[1], 0);
      queue.clear();

      assertThat(queue.poll()).isNull();
      assertThat(queue.dropped()).isZero();
    }
  }
}
