package io.github.xiaozhisim.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the template says is heard whole and in time: run under .ci/with-virtual-sound-card. */
@Tag("sound-card")
class TemplateOnCardTest {

  private static final int HZ = TemplateSound.OUT_HZ;
  private static final int BLOCK = HZ * 60 / 1_000;
  private static final int BLOCKS_OF_A_WORD = 5;
  private static final int QUIET_BETWEEN_WORDS_MILLIS = 1_000;
  private static final long APART_NANOS = 2_000_000_000L;
  private static final String[] LISTEN = {
    "parec", "-d", "speaker.monitor", "--raw", "--format=s16le", "--rate=" + HZ, "--channels=1", "--latency-msec=20"
  };

  @Test
  void shouldLetNothingOfAWordWaitForTheNextOne() throws Exception {
    Process monitor = new ProcessBuilder(LISTEN).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Process mouth = new ProcessBuilder("sh", "-c", TemplateSound.PLAY).start();
    CompletableFuture<byte[]> recorded = CompletableFuture.supplyAsync(() -> all(monitor.getInputStream()));
    try (Loop loop = new Loop()) {
      CompletableFuture<Void> said = new CompletableFuture<>();
      loop.scheduler().execute(() -> new Words(loop, mouth, said).begin());
      said.get(20, TimeUnit.SECONDS);
    } finally {
      monitor.destroy();
      mouth.destroy();
    }
    List<Integer> words = loudMillis(recorded.get(10, TimeUnit.SECONDS));

    assertThat(words).as("milliseconds that were heard of each word").hasSize(3);
    assertThat(words).allSatisfy(millis -> assertThat(millis).isBetween(270, 330));
  }

  /** Says three words, two seconds apart. */
  private static final class Words implements AudioOutput.Listener {
    private final Loop loop;
    private final PcmOutput speaker;
    private final CompletableFuture<Void> said;
    private int words;
    private int blocks;

    Words(Loop loop, Process mouth, CompletableFuture<Void> said) {
      this.loop = loop;
      this.said = said;
      this.speaker = TemplateSound.speaker(loop.scheduler(), mouth.getOutputStream());
      speaker.listener(this);
    }

    /** A moment later: whoever listens must be there first. */
    void begin() {
      loop.scheduler().after(APART_NANOS, this::word);
    }

    private void word() {
      words++;
      blocks = 0;
      onRoom();
    }

    @Override
    public void onRoom() {
      while (speaker.hasRoom() && blocks < BLOCKS_OF_A_WORD) {
        short[] tone = new short[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
          tone[i] = (short) (12_000 * Math.sin(2 * Math.PI * 400 * (i + blocks * BLOCK) / HZ));
        }
        blocks++;
        speaker.play(tone, BLOCK);
      }
    }

    @Override
    public void onDrained() {
      loop.scheduler().after(APART_NANOS, words < 3 ? this::word : () -> said.complete(null));
    }
  }

  private static byte[] all(InputStream from) {
    try {
      return from.readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** How long each word is heard, in steps of 10 ms. A hole, as a busy machine makes, ends no word; a second does. */
  private static List<Integer> loudMillis(byte[] recorded) {
    ShortBuffer samples = ByteBuffer.wrap(recorded).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    int window = HZ / 100;
    List<Integer> words = new ArrayList<>();
    int quietMillis = QUIET_BETWEEN_WORDS_MILLIS;
    for (int at = 0; at + window <= samples.limit(); at += window) {
      int peak = 0;
      for (int i = at; i < at + window; i++) {
        peak = Math.max(peak, Math.abs(samples.get(i)));
      }
      if (peak < 1_000) {
        quietMillis += 10;
      } else {
        int before = quietMillis < QUIET_BETWEEN_WORDS_MILLIS ? words.removeLast() : 0;
        words.add(before + 10);
        quietMillis = 0;
      }
    }
    return words;
  }
}
