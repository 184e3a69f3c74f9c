package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Test;

/** A driver that promises more than it takes or gives does not keep the thread of a card for ever. */
class CallWatchTest {

  private static final AudioFormat FORMAT = new AudioFormat(24_000, 16, 1, true, false);
  private static final int PROMISED_BYTES = 400;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch flushed = new CountDownLatch(1);

  /** As javax.sound does it: a call lasts until all is done, or until somebody flushes. */
  private <L extends DataLine> L promisingTooMuch(Class<L> kind) {
    L line = mock(kind);
    lenient().when(line.getFormat()).thenReturn(FORMAT);
    lenient().when(line.getBufferSize()).thenReturn(4_000);
    lenient().when(line.isOpen()).thenReturn(true);
    lenient().when(line.available()).thenReturn(PROMISED_BYTES);
    doAnswer(
            call -> {
              flushed.countDown();
              return null;
            })
        .when(line)
        .flush();
    return line;
  }

  private int stay() throws InterruptedException {
    inside.countDown();
    assertThat(flushed.await(20, TimeUnit.SECONDS)).as("flushed").isTrue();
    return PROMISED_BYTES / 2;
  }

  @Test
  void shouldFreeTheThreadFromAWriteThatDoesNotEndAndGiveTheLoudspeakerUp() throws Exception {
    SourceDataLine line = promisingTooMuch(SourceDataLine.class);
    doAnswer(call -> stay()).when(line).write(any(), anyInt(), anyInt());
    CallWatch watch = new CallWatch(line::flush);
    JavaPlaybackLine loudspeaker = new JavaPlaybackLine(line, "card", null, watch);
    CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> loudspeaker.write(new short[99], 0, 99));
    inside.await();

    watch.look();
    assertThat(written).as("it may be about to end").isNotDone();
    watch.look();

    assertThat(written.get(20, TimeUnit.SECONDS)).isEqualTo(CardLine.FAILED);
    assertThat(loudspeaker.room()).isEqualTo(CardLine.FAILED);
  }

  @Test
  void shouldFreeTheThreadFromAReadThatDoesNotEndAndGiveTheMicrophoneUp() throws Exception {
    TargetDataLine line = promisingTooMuch(TargetDataLine.class);
    doAnswer(call -> stay()).when(line).read(any(), anyInt(), anyInt());
    CallWatch watch = new CallWatch(line::flush);
    JavaCaptureLine microphone = new JavaCaptureLine(line, "card", watch);
    CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> microphone.read(new short[99], 99));
    inside.await();

    watch.look();
    watch.look();

    assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(CardLine.FAILED);
    assertThat(microphone.available()).isEqualTo(CardLine.FAILED);
  }

  @Test
  void shouldLeaveCallsAloneThatEnd() {
    AtomicInteger flushes = new AtomicInteger();
    CallWatch watch = new CallWatch(flushes::incrementAndGet);
    for (int call = 0; call < 5; call++) {
      watch.look();
      watch.begins();
      watch.look();
      watch.ends();
    }
    watch.look();
    watch.look();

    assertThat(flushes).hasValue(0);
    assertThat(watch.givenUp()).isFalse();
  }
}
