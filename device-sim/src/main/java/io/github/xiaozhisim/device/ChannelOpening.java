package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;

import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import org.jspecify.annotations.Nullable;

/**
 * Opening the channel, and what is to happen once it is open. The main loop stands still meanwhile, as it does on the
 * chip. // firmware: ContinueOpenAudioChannel, ContinueWakeWordInvoke
 */
final class ChannelOpening {

  /** What is to happen once the channel is open: {@code mode} and at most one of the others, or nothing. */
  record Purpose(@Nullable ListeningMode mode, @Nullable String wakeWord, @Nullable String text) {

    static final Purpose STAY = new Purpose(null, null, null);

    static Purpose listen(ListeningMode mode) {
      return new Purpose(mode, null, null);
    }

    static Purpose wake(ListeningMode mode, String wakeWord) {
      return new Purpose(mode, wakeWord, null);
    }

    static Purpose say(String text) {
      return new Purpose(ListeningMode.MANUAL, null, text);
    }
  }

  private final DeviceParts parts;
  private final ServerLink link;
  private final Conversation conversation;
  private @Nullable Purpose purpose;

  ChannelOpening(DeviceParts parts, ServerLink link, Conversation conversation) {
    this.parts = parts;
    this.link = link;
    this.conversation = conversation;
  }

  /**
   * Shows "connecting" first and opens in a later pass, so that the screen is drawn before the loop stands still. A
   * channel that is open already needs no wait, and nobody sees that state. // firmware: BeginWakeWordInvoke
   */
  void begin(Purpose what) {
    if (what.wakeWord() != null) {
      conversation.encodePreRoll();
    }
    conversation.forgetRelease();
    if (!parts.states().set(CONNECTING)) {
      return;
    }
    if (link.isOpen()) {
      open(what);
    } else {
      parts.loop().schedule(() -> open(what));
    }
  }

  /** The closure that calls this is the last to run until the channel is open or has failed. */
  private void open(Purpose what) {
    AudioChannel channel = link.channel();
    if (channel == null || !parts.states().is(CONNECTING)) {
      return; // firmware: the state is looked at again, it may have changed since this was queued
    }
    if (channel.isOpen()) {
      opened(channel, what);
      return;
    }
    parts.board().powerLevel(PowerLevel.PERFORMANCE);
    purpose = what;
    parts.loop().block();
    parts.observer().onChannelOpening(parts.nowNanos());
    link.open(channel);
  }

  void onOpened() {
    Purpose what = purpose;
    AudioChannel channel = link.channel();
    purpose = null;
    if (what != null && channel != null) {
      parts.loop().resume(() -> opened(channel, what));
    }
  }

  private void opened(AudioChannel channel, Purpose what) {
    ListeningMode mode = what.mode();
    if (mode == null) {
      parts.states().set(IDLE);
    } else if (what.text() != null) {
      // no capture: the server is told in words, and its tts start leads to speaking
      conversation.mode(mode);
      parts.states().set(IDLE);
      channel.sendTyped(mode, what.text());
    } else {
      if (what.wakeWord() != null) {
        conversation.tellWakeWord(channel, what.wakeWord());
      }
      conversation.listen(mode);
    }
  }

  /** {@code shown}: whether the user is to see it. */
  void onFailed(boolean shown) {
    purpose = null;
    parts
        .loop()
        .resume(
            () -> {
              parts.states().set(IDLE);
              if (shown) {
                parts.loop().raise(DeviceEvent.ERROR);
              }
            });
  }
}
