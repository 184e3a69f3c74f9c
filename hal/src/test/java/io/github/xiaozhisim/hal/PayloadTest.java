package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PayloadTest {

  private final byte[] bytes = {1, 2, 3};

  @Test
  void shouldGiveItsBytesWithoutCopyingThem() {
    assertThat(Payload.shared(bytes).bytes()).isSameAs(bytes);
    assertThat(Payload.once(bytes).bytes()).isSameAs(bytes);
    assertThat(Payload.once(bytes).length()).isEqualTo(3);
  }

  @Test
  void shouldMakeAVariantOfASharedPayloadOnce() {
    Payload payload = Payload.shared(bytes);
    AtomicInteger made = new AtomicInteger();

    Payload first = payload.variant(Payload.Variant.FRAMING_2, p -> framed(made));
    Payload second = payload.variant(Payload.Variant.FRAMING_2, p -> framed(made));

    assertThat(second).isSameAs(first);
    assertThat(made).hasValue(1);
  }

  @Test
  void shouldKeepVariantsOfDifferentSlotsApart() {
    Payload payload = Payload.shared(bytes);
    Payload two = payload.variant(Payload.Variant.FRAMING_2, p -> Payload.shared(new byte[2]));
    Payload three = payload.variant(Payload.Variant.FRAMING_3, p -> Payload.shared(new byte[3]));
    Object client = payload.variant(Payload.Variant.CLIENT_FRAME, p -> "client");
    Object server = payload.variant(Payload.Variant.SERVER_FRAME, p -> "server");

    assertThat(List.of(two.length(), three.length())).containsExactly(2, 3);
    assertThat(List.of(client, server)).containsExactly("client", "server");
    assertThat(payload.variant(Payload.Variant.FRAMING_2, p -> Payload.shared(new byte[9]))).isSameAs(two);
    assertThat(payload.variant(Payload.Variant.CLIENT_FRAME, p -> "other")).isSameAs(client);
  }

  @Test
  void shouldKeepNothingForAPayloadThatIsSentOnce() {
    Payload payload = Payload.once(bytes);
    AtomicInteger made = new AtomicInteger();

    Payload first = payload.variant(Payload.Variant.FRAMING_2, p -> framed(made));
    Payload second = payload.variant(Payload.Variant.FRAMING_2, p -> framed(made));

    assertThat(second).isNotSameAs(first);
    assertThat(made).hasValue(2);
    assertThat(payload.isShared()).isFalse();
  }

  @Test
  void shouldGiveAllThreadsTheSameVariant() throws Exception {
    int threads = 4;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 200; round++) {
        Payload payload = Payload.shared(bytes);
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<Object>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          Payload.Variant<Object> slot = i % 2 == 0 ? Payload.Variant.CLIENT_FRAME : Payload.Variant.SERVER_FRAME;
          all.add(
              pool.submit(
                  () -> {
                    ready.countDown();
                    ready.await(5, TimeUnit.SECONDS);
                    return payload.variant(slot, p -> new Object());
                  }));
        }
        assertThat(all.get(0).get()).isSameAs(all.get(2).get());
        assertThat(all.get(1).get()).isSameAs(all.get(3).get()).isNotSameAs(all.get(0).get());
      }
    }
  }

  private static Payload framed(AtomicInteger made) {
    made.incrementAndGet();
    return Payload.shared(new byte[20]);
  }
}
