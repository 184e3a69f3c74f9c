package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.TurnWatch;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says things for the person: has the device listen where it does not, speaks as soon as the microphone is open, lets
 * go at the end where the mode wants that. One thing at a time, the latest. On the device's thread.
 */
final class HandTalk implements DeviceObserver, SpeechListener {

  private final Voice voice;
  private final TurnWatch turns;
  private final Consumer<String> problems;
  private @Nullable Device device;
  private @Nullable Wanted wanted;
  private boolean capturing;
  private boolean toldMute;

  private static final class Wanted {
    private final Speech speech;
    private final ListeningMode usual;
    private final CompletableFuture<Void> done;
    private boolean waitsForChannel;
    private boolean begun;

    Wanted(Speech speech, ListeningMode usual, CompletableFuture<Void> done) {
      this.speech = speech;
      this.usual = usual;
      this.done = done;
    }
  }

  /** @param problems is told why a conversation cannot be held */
  HandTalk(Voice voice, TurnWatch turns, Consumer<String> problems) {
    this.voice = voice;
    this.problems = problems;
    this.turns = turns;
  }

  void of(Device operated) {
    device = operated;
  }

  /** @param usual how conversations listen */
  void say(Speech speech, ListeningMode usual, CompletableFuture<Void> done) {
    Device operated = device;
    if (operated == null) {
      return;
    }
    fail("something else is said now");
    DeviceState state = operated.state();
    switch (state) {
      case IDLE, CONNECTING, LISTENING, SPEAKING -> {}
      default -> {
        done.completeExceptionally(new SessionException(Wording.notReady(state)));
        return;
      }
    }
    Wanted now = new Wanted(speech, usual, done);
    now.waitsForChannel = state == DeviceState.CONNECTING;
    wanted = now;
    turns.onTurn(speech.words(), speech.speechMillis());
    if (capturing) {
      begin(now);
    } else {
      listen(operated, usual);
    }
  }

  /** Has the device listen, where it does not do so anyway. */
  private static void listen(Device operated, ListeningMode usual) {
    DeviceState state = operated.state();
    if (usual == ListeningMode.MANUAL && (state == DeviceState.IDLE || state == DeviceState.SPEAKING)) {
      operated.pressToTalk();
    } else if (state == DeviceState.IDLE) {
      operated.toggleChat();
    } else if (state == DeviceState.SPEAKING) {
      operated.abort();
    }
  }

  private void begin(Wanted now) {
    now.begun = true;
    voice.say(now.speech, this);
  }

  /** What is wanted will not be said, or not to its end. */
  void fail(String why) {
    Wanted now = wanted;
    if (now != null) {
      wanted = null;
      voice.hush();
      now.done.completeExceptionally(new SessionException(why));
    }
  }

  /** The person wants nothing more said; whether anything was, or was about to be. */
  boolean stop(long nowNanos) {
    Device operated = device;
    if (wanted == null || operated == null) {
      return false;
    }
    fail("it was stopped before all had been said");
    if (operated.mode() == ListeningMode.MANUAL && operated.state() == DeviceState.LISTENING) {
      operated.releaseToTalk();
    }
    turns.onSpeechStopped(nowNanos);
    return true;
  }

  private void done() {
    Wanted now = wanted;
    if (now != null) {
      wanted = null;
      now.done.complete(null);
    }
  }

  @Override
  public void onSpeechStarted(long nanos) {
    turns.onSpeechStarted(nanos);
  }

  @Override
  public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
    turns.onSpeechEnded(lastVoicedNanos, endNanos);
    Device operated = device;
    if (operated != null && operated.mode() == ListeningMode.MANUAL) {
      operated.releaseToTalk();
    }
    done();
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    capturing = true;
    voice.onListening();
    Wanted now = wanted;
    Device operated = device;
    String deaf = voice.deaf();
    if (now != null && !now.begun) {
      begin(now);
    } else if (now == null && deaf != null && operated != null) {
      problems.accept(deaf);
      operated.hangUp(); // nobody would know why it listens and hears nothing
    }
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    Device operated = device;
    boolean realtime = operated != null && operated.mode() == ListeningMode.REALTIME;
    if (to == DeviceState.CONNECTING || (from == DeviceState.CONNECTING && to == DeviceState.IDLE)) {
      voice.prepare(to == DeviceState.CONNECTING);
    }
    boolean open = to == DeviceState.LISTENING || (to == DeviceState.SPEAKING && realtime);
    capturing &= open;
    if (to == DeviceState.IDLE && operated != null && !operated.channelOpen()) {
      turns.onConversationEnded(nowNanos);
    }
    tellMute(to);
    Wanted now = wanted;
    if (now == null) {
      return;
    }
    if (to == DeviceState.SPEAKING && now.begun && !capturing) {
      voice.hush();
      done(); // the server has heard enough
    } else if (to == DeviceState.IDLE && now.waitsForChannel && operated != null && operated.channelOpen()) {
      now.waitsForChannel = false; // it was opened for nothing else
      listen(operated, now.usual);
    } else if (to == DeviceState.IDLE) {
      fail(now.begun ? "the conversation ended before all of it had been said" : "the device did not begin to listen");
    }
  }

  /** Once in each conversation, which goes on: what is answered can be read. */
  private void tellMute(DeviceState to) {
    String mute = voice.mute();
    if (to == DeviceState.IDLE) {
      toldMute = false;
    } else if (to == DeviceState.SPEAKING && mute != null && !toldMute) {
      toldMute = true;
      problems.accept(mute);
    }
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    fail(failure.detail());
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    fail("the connection is gone: " + reason.describe());
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    capturing = false;
    fail("the device restarted");
  }
}
