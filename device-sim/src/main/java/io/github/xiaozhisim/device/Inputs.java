package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.AUDIO_TESTING;
import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.device.ChannelOpening.Purpose;
import io.github.xiaozhisim.device.channel.AudioChannel;
import org.jspecify.annotations.Nullable;

/**
 * What the user and the board do to the device, and what it means in every state. The first half only raises events and
 * queues closures; the main loop calls the second. // firmware: HandleToggleChatEvent and its like
 */
final class Inputs {

  private final DeviceParts parts;
  private final ServerLink link;
  private final Conversation conversation;
  private final ChannelOpening opening;
  private final WifiPortal portal;
  private @Nullable String wakeWord;

  Inputs(
      DeviceParts parts,
      ServerLink link,
      Conversation conversation,
      ChannelOpening opening,
      WifiPortal portal) {
    this.parts = parts;
    this.link = link;
    this.conversation = conversation;
    this.opening = opening;
    this.portal = portal;
  }

  void toggleChat() {
    parts.whole().stayAwake();
    if (!parts.states().is(CONNECTING)) { // firmware: ignored while connecting
      parts.loop().raise(DeviceEvent.TOGGLE_CHAT);
    }
  }

  void pressToTalk() {
    parts.whole().stayAwake();
    if (!parts.states().is(CONNECTING)) { // firmware: ignored while connecting
      parts.loop().raise(DeviceEvent.START_LISTENING);
    } else {
      conversation.forgetRelease(); // the button is held again
    }
  }

  void releaseToTalk() {
    if (parts.states().is(CONNECTING)) {
      conversation.releasedWhileConnecting();
    } else {
      parts.loop().raise(DeviceEvent.STOP_LISTENING);
    }
  }

  /** The detector heard the word, unless it is off. // firmware: a detection switches the detector off */
  void wakeWord(String text) {
    if (!conversation.wakeWordDetection()) {
      return;
    }
    conversation.wakeWordDetection(false);
    if (parts.states().is(CONNECTING)) { // firmware: ignored while connecting
      wakeWordIgnored();
    } else {
      wakeWord = text;
      parts.loop().raise(DeviceEvent.WAKE_WORD);
    }
  }

  /**
   * A board wakes the device by other means than its detector. What that means is decided now, by the state that the
   * user sees, though it is done when the loop gets to it: who wanted to interrupt an answer never hangs up.
   * // firmware: WakeWordInvoke
   */
  void wake(String text) {
    switch (parts.states().state()) {
      case IDLE ->
          parts.loop().schedule(
              () -> {
                if (parts.states().is(IDLE) && link.channel() != null) {
                  opening.begin(Purpose.wake(conversation.usualMode(), text));
                }
              });
      case SPEAKING -> abort();
      case LISTENING -> parts.loop().schedule(this::hangUpNow);
      default -> {} // firmware: ignored, while connecting for one
    }
  }

  /** firmware: AbortSpeaking, which boards may call in any state */
  void abort() {
    parts.loop().schedule(() -> conversation.abort(null));
  }

  void sayText(String text) {
    parts.loop().schedule(
        () -> {
          AudioChannel channel = link.channel();
          if (channel == null) {
            cannotTalkYet();
          } else if (parts.states().is(IDLE) && !channel.isOpen()) {
            opening.begin(Purpose.say(text));
          } else if (parts.states().is(IDLE) || parts.states().is(LISTENING)) {
            conversation.mode(parts.states().is(IDLE) ? ListeningMode.MANUAL : conversation.mode());
            channel.sendTyped(conversation.mode(), text);
          }
        });
  }

  void openChannel() {
    parts.loop().schedule(
        () -> {
          AudioChannel channel = link.channel();
          if (channel == null) {
            cannotTalkYet();
          } else if (parts.states().is(IDLE) && !channel.isOpen()) {
            opening.begin(Purpose.STAY);
          }
        });
  }

  /** How conversations listen from the next one on. */
  void usualMode(ListeningMode mode) {
    parts.loop().schedule(() -> conversation.usualMode(mode));
  }

  /** Echo cancellation on or off. */
  void toggleEchoCancellation() {
    parts.loop().schedule(conversation::toggleEchoCancellation);
  }

  /** The user wants to set up the Wi-Fi. */
  void configureWifi() {
    if (parts.states().is(CONNECTING)) { // firmware: asks for the state at once, though the loop stands still
      portal.requested();
    } else {
      parts.loop().schedule(portal::requested);
    }
  }

  void hangUp() {
    parts.loop().schedule(
        () -> {
          if (link.isOpen() || parts.states().inConversation()) {
            hangUpNow();
          }
        });
  }

  // ---- what the main loop hands over -----------------------------------------------------------------------------

  /** firmware: HandleToggleChatEvent */
  void onToggleChat() {
    switch (parts.states().state()) {
      case STARTING -> { // firmware: on most boards
        if (portal.wifi()) {
          portal.requested();
        }
      }
      case WIFI_CONFIGURING -> record();
      case AUDIO_TESTING -> playRecording();
      case ACTIVATING -> parts.states().set(IDLE);
      case IDLE -> converse(conversation.usualMode());
      case SPEAKING -> conversation.abort(null);
      case LISTENING -> hangUpNow();
      default -> {}
    }
  }

  private void hangUpNow() {
    conversation.hangingUp();
    link.close();
  }

  /** firmware: HandleStartListeningEvent */
  void onPress() {
    switch (parts.states().state()) {
      case WIFI_CONFIGURING -> record();
      case ACTIVATING -> parts.states().set(IDLE);
      case IDLE -> converse(ListeningMode.MANUAL);
      case SPEAKING -> {
        conversation.abort(null);
        conversation.listen(ListeningMode.MANUAL);
      }
      default -> {}
    }
  }

  /** firmware: HandleStopListeningEvent */
  void onRelease() {
    if (parts.states().is(AUDIO_TESTING)) {
      playRecording();
    }
    conversation.released();
  }

  /** firmware: HandleWakeWordDetectedEvent */
  void onWakeWord() {
    String word = wakeWord;
    if (word == null || link.channel() == null) {
      wakeWordIgnored();
      return;
    }
    switch (parts.states().state()) {
      case ACTIVATING -> parts.states().set(IDLE);
      case IDLE -> opening.begin(Purpose.wake(conversation.usualMode(), word));
      case SPEAKING -> conversation.wokenWhileSpeaking();
      case LISTENING -> conversation.wokenWhileListening();
      default -> wakeWordIgnored();
    }
  }

  /** firmware: leaves the detector off until the device is idle again */
  private void wakeWordIgnored() {
    if (parts.config().robust()) {
      conversation.wakeWordDetection(true);
    }
  }

  private void record() {
    parts.audio().startRecording();
    parts.states().set(AUDIO_TESTING);
  }

  private void playRecording() {
    parts.audio().stopRecordingAndPlay();
    parts.states().set(WIFI_CONFIGURING);
  }

  private void converse(ListeningMode wanted) {
    if (link.channel() == null) {
      cannotTalkYet();
    } else if (link.isOpen()) {
      conversation.listen(wanted);
    } else {
      opening.begin(Purpose.listen(wanted));
    }
  }

  private void cannotTalkYet() {
    parts
        .observer()
        .onBootProblem("cannot talk yet: the device is still being activated", parts.nowNanos());
  }
}
