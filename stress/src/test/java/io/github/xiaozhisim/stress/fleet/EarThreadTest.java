package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.ListeningEar;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.hal.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that decodes, when a packet is worse than anything a decoder was made for. */
@Timeout(60)
class EarThreadTest {

  private static final byte[] DEADLY = {1, 2, 3};
  private static final Corpus CORPUS = Corpus.builtIn();

  private final HeardAnswers sums =
      new HeardAnswers() {
        @Override
        void packet(ListeningEar ear, byte[] packet, long startNanos) {
          if (packet == DEADLY) {
            throw new IllegalStateException("a decoder's own mistake");
          }
          super.packet(ear, packet, startNanos);
        }
      };
  private final EarThread thread = new EarThread(sums, new EarBudget(1), new VirtualClock(0), false);

  private void play(EarThread.Answer answer) {
    long at = 0;
    for (Payload packet : CORPUS.answers().getFirst().packets()) {
      thread.hear(answer, packet.bytes(), at);
      at += 60_000_000;
    }
  }

  @Test
  void shouldGoOnListeningToOthersWhenADecoderFails() throws InterruptedException {
    EarThread.Answer bad = new EarThread.Answer();
    EarThread.Answer good = new EarThread.Answer();
    thread.start();
    thread.hear(bad, DEADLY, 0);
    play(bad);
    play(good);
    thread.end(bad);
    thread.end(good);
    thread.close(30_000);
    Ears.Sums heard = sums.sums(1);
    assertThat(heard.answers()).isEqualTo(1);
    assertThat(heard.silentAnswers()).isZero();
    assertThat(heard.leftOutAnswers()).isEqualTo(1);
    assertThat(heard.undecodablePackets()).isEqualTo(1);
    assertThat(heard.packets()).isEqualTo(CORPUS.answers().getFirst().packets().size());
  }
}
