package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.device.protocol.Dialect.ListenEnd;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to speak: how the device listens, when capture really begins, how an answer is cut short.
 * // firmware: SetListeningMode, StartListeningAudio, AbortSpeaking
 */
final class Conversation {

  private final DeviceParts parts;
  private final ServerLink link;
  private @Nullable Timer abortTimer;
  private ListeningMode mode;
  private ListeningMode usualMode;
  private boolean startListeningWhenDrained;
  private boolean releasedWhileConnecting;
  private boolean wakeWordDetection;
  private boolean popupRequested;
  private List<Payload> preRoll = List.of();

  Conversation(DeviceParts parts, ServerLink link) {
    this.parts = parts;
    this.link = link;
    this.usualMode = parts.config().defaultMode();
    this.mode = usualMode;
  }

  ListeningMode mode() {
    return mode;
  }

  /** What the chat button and wake words use. // firmware: GetDefaultListeningMode */
  ListeningMode usualMode() {
    return usualMode;
  }

  void usualMode(ListeningMode from) {
    usualMode = from;
  }

  /**
   * Echo cancellation on or off: with it the device listens while it speaks. An open channel is closed, as the mode was
   * agreed on; after a restart the build's own choice is back. // firmware: SetAecMode
   */
  void toggleEchoCancellation() {
    boolean on = usualMode != ListeningMode.REALTIME;
    usualMode = on ? ListeningMode.REALTIME : ListeningMode.AUTO;
    parts.screen().notice(on ? "RTC_MODE_ON" : "RTC_MODE_OFF");
    if (link.isOpen()) {
      hangingUp();
      link.close();
    }
  }

  void mode(ListeningMode to) {
    mode = to;
  }

  boolean wakeWordDetection() {
    return wakeWordDetection;
  }

  /** Boards without a detector have none to switch on. */
  void wakeWordDetection(boolean on) {
    wakeWordDetection = on && parts.board().info().wakeWord() != null;
    parts.audio().enableWakeWordDetection(wakeWordDetection);
  }

  private boolean hasAfe() {
    return parts.board().info().audioEngine() == AudioEngine.AFE;
  }

  /** firmware: while listening, only special builds have it on */
  private void detectWhileListening() {
    wakeWordDetection(parts.config().hearsWakeWordWhileListening() && hasAfe());
  }

  /** firmware: SetListeningMode */
  void listen(ListeningMode wanted) {
    mode = wanted;
    parts.states().set(LISTENING);
  }

  /** Any state was entered: a start of listening that waited for silence is off. */
  void cancelDeferredStart() {
    startListeningWhenDrained = false;
  }

  /** firmware: the entry into listening */
  void enterListening() {
    if (parts.audio().voiceProcessing() && !popupRequested) {
      detectWhileListening(); // firmware: uplink still runs (realtime, or a quick there and back): no listen start
    } else if (mode == ListeningMode.AUTO && !parts.audio().playbackDrained()) {
      startListeningWhenDrained = true; // firmware: queued speech plays out before the microphone opens
    } else {
      startListeningAudio();
    }
  }

  /** firmware: the entry into speaking */
  void enterSpeaking() {
    if (mode != ListeningMode.REALTIME) {
      if (parts.audio().voiceProcessing()) {
        tellListenEnd(ListenEnd.ANSWERED);
      }
      parts.audio().enableVoiceProcessing(false);
      wakeWordDetection(hasAfe());
    }
    parts.audio().resetDecoder();
  }

  /** Silence was told of; a sound of the device's own may have begun since. // firmware: looks again */
  void onPlaybackDrained() {
    if (startListeningWhenDrained && parts.states().is(LISTENING) && parts.audio().playbackDrained()) {
      startListeningWhenDrained = false;
      startListeningAudio();
    }
  }

  /** firmware: StartListeningAudio, in this order */
  private void startListeningAudio() {
    AudioChannel channel = link.channel();
    if (channel != null) {
      channel.sendListenStart(mode);
    }
    parts.audio().resetDecoder();
    parts.audio().enableVoiceProcessing(true);
    detectWhileListening();
    if (popupRequested) {
      popupRequested = false;
      parts.sounds().play("popup");
    }
    parts.observer().onCaptureStarted(parts.nowNanos());
    endIfReleasedMeanwhile();
  }

  /**
   * The answer has ended, by {@code tts stop} or because nobody waits for it any longer. // firmware: listens on even
   * where no audio channel is open, as after an answer that a broker pushed; a robust device would talk to nobody
   */
  void answerEnded() {
    if (parts.states().is(SPEAKING)) {
      boolean nobodyThere = parts.config().robust() && !link.isOpen();
      parts.states().set(mode == ListeningMode.MANUAL || nobodyThere ? IDLE : LISTENING);
    }
  }

  /** The user is about to end the conversation; dialects that say so do it now. */
  void hangingUp() {
    if (parts.states().is(LISTENING) || (parts.states().is(SPEAKING) && mode == ListeningMode.REALTIME)) {
      tellListenEnd(ListenEnd.HUNG_UP);
    }
  }

  /** The button was let go. */
  void released() {
    if (parts.states().is(LISTENING)) {
      tellListenEnd(ListenEnd.RELEASED);
      parts.states().set(IDLE);
    } else if (parts.states().is(DeviceState.CONNECTING)) {
      releasedWhileConnecting();
    }
  }

  private void tellListenEnd(ListenEnd why) {
    AudioChannel channel = link.channel();
    if (channel != null) {
      channel.sendListenEnd(mode, why);
    }
  }

  /** The server wants silence at once, which also ends its answer. */
  void hushed() {
    if (parts.states().is(SPEAKING) || startListeningWhenDrained) {
      parts.audio().resetDecoder();
      answerEnded();
      onPlaybackDrained();
    }
  }

  /** What was said before the wake word is encoded before the channel is opened. // firmware: EncodeWakeWord */
  void encodePreRoll() {
    preRoll = parts.audio().preRoll();
  }

  /** firmware: boards with the AFE engine send what was said and tell the word, the others sound instead */
  void tellWakeWord(AudioChannel channel, String word) {
    for (Payload packet : preRoll) {
      int bytes = channel.sendAudio(packet, 0);
      if (bytes >= 0) {
        parts.observer().onAudioSent(bytes, parts.nowNanos());
      }
    }
    preRoll = List.of();
    popupRequested = !hasAfe();
    if (parts.config().dialect().tellsWakeWord(parts.board().info().audioEngine())) {
      channel.sendWakeWord(word);
    }
  }

  /**
   * The wake word was heard while the device spoke: the answer is cut short. // firmware: HandleWakeWordDetectedEvent
   */
  void wokenWhileSpeaking() {
    abort("wake_word_detected");
    parts.audio().sendQueue().clear(false); // firmware: no leftovers for the server
    popupRequested = true;
    listen(usualMode);
  }

  /** The wake word was heard while the device listened, which only special builds do: the turn begins anew. */
  void wokenWhileListening() {
    abort("wake_word_detected");
    parts.audio().sendQueue().clear(false);
    AudioChannel channel = link.channel();
    if (channel != null) {
      channel.sendListenStart(usualMode);
    }
    parts.audio().resetDecoder();
    parts.sounds().play("popup");
    wakeWordDetection(true); // firmware: a detection had switched it off
  }

  /** firmware: AbortSpeaking */
  void abort(@Nullable String reason) {
    AudioChannel channel = link.channel();
    if (channel != null) {
      channel.sendAbort(reason);
    }
    if (parts.config().robust() && parts.states().is(SPEAKING)) {
      cancelAbort();
      long limitNanos = parts.nowNanos() + parts.config().abortTimeoutMillis() * 1_000_000L;
      abortTimer = parts.board().scheduler().at(limitNanos, this::abortTimedOut);
    }
  }

  /** The state is no longer speaking, or the device ends. */
  void cancelAbort() {
    Timer waiting = abortTimer;
    if (waiting != null) {
      waiting.cancel();
      abortTimer = null;
    }
  }

  /** firmware: waits for ever; a robust device stops by itself */
  private void abortTimedOut() {
    if (parts.states().is(SPEAKING)) {
      parts
          .observer()
          .onViolation(
              "abort.unanswered",
              "no tts stop within " + parts.config().abortTimeoutMillis() + " ms",
              parts.nowNanos());
      parts.audio().resetDecoder();
      answerEnded();
    }
  }

  /** The button was let go while the channel was opening. // firmware: forgotten */
  void releasedWhileConnecting() {
    releasedWhileConnecting = parts.config().robust();
  }

  void forgetRelease() {
    releasedWhileConnecting = false;
  }

  /** firmware: a button let go while the channel was opening is forgotten; robust: the turn ends as soon as it began */
  private void endIfReleasedMeanwhile() {
    boolean released = releasedWhileConnecting && mode == ListeningMode.MANUAL;
    releasedWhileConnecting = false;
    if (released) {
      parts.loop().raise(DeviceEvent.STOP_LISTENING);
    }
  }
}
