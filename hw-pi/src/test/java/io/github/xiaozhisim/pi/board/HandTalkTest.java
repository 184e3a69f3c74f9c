package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told of cards that are missing while conversations go on. */
class HandTalkTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> problems = new ArrayList<>();
  private final CardVoice voice =
      new CardVoice(new Microphone(), new Loudspeaker(), scheduler.clock(), told -> {}, new NoCards());
  private final HandTalk talk = new HandTalk(voice, TurnWatch.NONE, problems::add);

  private void states(DeviceState... states) {
    for (int i = 1; i < states.length; i++) {
      talk.onStateChanged(states[i - 1], states[i], 0);
    }
  }

  private void conversation() {
    states(
        DeviceState.IDLE,
        DeviceState.LISTENING,
        DeviceState.SPEAKING,
        DeviceState.LISTENING,
        DeviceState.SPEAKING,
        DeviceState.IDLE);
  }

  @Test
  void shouldSayInEachConversationThatItsAnswersCannotBeHeard() {
    voice.mute("there is no loudspeaker");
    conversation();
    assertThat(problems).containsExactly("there is no loudspeaker");

    conversation();
    assertThat(problems).containsExactly("there is no loudspeaker", "there is no loudspeaker");
  }

  @Test
  void shouldSayNothingOfALoudspeakerThatIsBack() {
    voice.mute("there is no loudspeaker");
    voice.mute(null);
    conversation();

    assertThat(problems).isEmpty();
  }

  private static final class Microphone implements PcmInput {
    @Override
    public int rateHz() {
      return 16_000;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void start(Sink to) {}

    @Override
    public void stop() {}
  }

  private static final class Loudspeaker implements PcmOutput {
    @Override
    public int rateHz() {
      return 24_000;
    }

    @Override
    public void listener(Listener to) {}

    @Override
    public void play(short[] samples, int length) {}

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public boolean drained() {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void volume(int percent) {}
  }

  private static final class NoCards implements CardVoice.Cards {
    @Override
    public SoundCounters microphone() {
      return SoundCounters.NONE;
    }

    @Override
    public SoundCounters loudspeaker() {
      return SoundCounters.NONE;
    }

    @Override
    public void close() {}
  }
}
