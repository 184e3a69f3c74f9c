package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.audio.SendQueue;
import io.github.xiaozhisim.device.boot.BootSequence;
import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.device.channel.WebSocketChannel;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Display;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The inside of a {@link Device}: it owns the state, decides what every event means in it, and calls the board directly.
 * // firmware: class Application
 *
 * <p>The order of this file is the order of the firmware's main loop: inputs, events, opening the channel, audio,
 * messages, boot.
 */
final class Application implements AudioChannel.Events, AudioService.Events, BootSequence.Events {

  private final Board board;
  private final DeviceConfig config;
  private final DeviceObserver observer;
  private final MainLoop loop;
  private final AudioService audio;
  private final AudioChannel channel;
  private final DeviceTools tools;
  private final Screen screen;
  private final Timer abortTimer;

  private DeviceState state = DeviceState.UNKNOWN;
  private ListeningMode mode;
  private BootSequence.@Nullable Transport transport;
  private @Nullable BootSequence boot;
  private @Nullable Opening opening;
  private @Nullable String wakeWord;
  private @Nullable ChannelFailure lastFailure;
  private boolean startListeningWhenDrained;
  private boolean releasedWhileConnecting;
  private boolean wakeWordDetection;
  private boolean wasReady;

  Application(Board board, DeviceConfig config, DeviceObserver observer) {
    this.board = board;
    this.config = config;
    this.observer = observer;
    this.mode = config.defaultMode();
    this.loop = new MainLoop(board.scheduler(), this::handle);
    this.audio = new AudioService(board, config.serverEchoCancellation(), this);
    this.channel = new WebSocketChannel(board, config, XiaozhiDialect.INSTANCE, this);
    this.tools = new DeviceTools(board, config, audio, this::reboot);
    this.screen = new Screen(board.display());
    this.abortTimer = board.scheduler().timer(this::abortTimedOut);
  }

  // ---- inputs ----------------------------------------------------------------------------------------------------

  void start() {
    if (!setState(STARTING)) {
      throw new IllegalStateException("the device has been started already");
    }
    screen.starting(board.info().name() + "/" + config.firmwareVersion());
    audio.volume(tools.volume());
    board
        .network()
        .start(
            event -> {
              switch (event) {
                case CONNECTED -> networkConnected();
                case DISCONNECTED -> networkLost();
              }
            });
  }

  void toggleChat() {
    if (state != CONNECTING) { // firmware: ignored while connecting
      loop.raise(DeviceEvent.TOGGLE_CHAT);
    }
  }

  void pressToTalk() {
    if (state != CONNECTING) { // firmware: ignored while connecting
      loop.raise(DeviceEvent.START_LISTENING);
    }
  }

  void releaseToTalk() {
    if (state == CONNECTING) {
      releasedWhileConnecting = config.robust();
      return;
    }
    loop.raise(DeviceEvent.STOP_LISTENING);
  }

  void wakeWord(String text) {
    wakeWord = text;
    loop.raise(DeviceEvent.WAKE_WORD);
  }

  void sayText(String text) {
    loop.schedule(
        () -> {
          if (state == IDLE && !channel.isOpen()) {
            open(new Opening(ListeningMode.MANUAL, null, text));
          } else if (state == IDLE || state == LISTENING) {
            mode = state == IDLE ? ListeningMode.MANUAL : mode;
            channel.sendDetect(text);
          }
        });
  }

  void networkConnected() {
    loop.raise(DeviceEvent.NETWORK_CONNECTED);
  }

  void networkLost() {
    loop.raise(DeviceEvent.NETWORK_DISCONNECTED);
  }

  void hangUp() {
    loop.schedule(
        () -> {
          if (channel.isOpen() || state == CONNECTING || state == LISTENING || state == SPEAKING) {
            closeChannel();
          }
        });
  }

  void shutdown() {
    loop.stop();
    if (boot != null) {
      boot.cancel();
    }
    abortTimer.cancel();
    channel.shutdown();
    audio.stop();
  }

  // ---- what can be seen ------------------------------------------------------------------------------------------

  DeviceState state() {
    return state;
  }

  ListeningMode mode() {
    return mode;
  }

  boolean channelOpen() {
    return channel.isOpen();
  }

  AudioService audio() {
    return audio;
  }

  int volume() {
    return tools.volume();
  }

  boolean wakeWordDetection() {
    return wakeWordDetection;
  }

  // ---- main loop -------------------------------------------------------------------------------------------------

  private void handle(DeviceEvent event) {
    switch (event) {
      case ERROR -> onErrorEvent();
      case NETWORK_CONNECTED -> onNetworkConnected();
      case NETWORK_DISCONNECTED -> onNetworkDisconnected();
      case ACTIVATION_DONE -> onActivationDone();
      case STATE_CHANGED -> onStateChanged();
      case PLAYBACK_DRAINED -> onDrainedEvent();
      case TOGGLE_CHAT -> onToggleChat();
      case START_LISTENING -> onPress();
      case STOP_LISTENING -> onRelease();
      case SEND_AUDIO -> sendAudio();
      case WAKE_WORD -> onWakeWord();
      case VAD_CHANGE -> board.led().onStateChanged(state.logName(), false);
    }
  }

  private long now() {
    return board.scheduler().clock().nowNanos();
  }

  /** firmware: SetDeviceState; a forbidden change is refused and most callers do not care */
  private boolean setState(DeviceState to) {
    if (state == to) {
      return true;
    }
    if (!Transitions.allowed(state, to)) {
      return false;
    }
    DeviceState from = state;
    state = to;
    if (from == SPEAKING) {
      abortTimer.cancel();
    }
    observer.onStateChanged(from, to, now());
    loop.raise(DeviceEvent.STATE_CHANGED);
    return true;
  }

  private void onErrorEvent() {
    setState(IDLE);
    ChannelFailure failure = lastFailure;
    if (failure != null) {
      screen.alert("ERROR", failure.detail(), "cancel");
    }
  }

  private void onNetworkConnected() {
    if (state != STARTING && state != WIFI_CONFIGURING) {
      return;
    }
    setState(ACTIVATING);
    if (boot == null) {
      BootSequence sequence = new BootSequence(board, config, this);
      boot = sequence;
      sequence.start();
    }
  }

  private void onNetworkDisconnected() {
    if (state == CONNECTING || state == LISTENING || state == SPEAKING) {
      closeChannel();
    }
  }

  private void onActivationDone() {
    setState(IDLE);
    screen.activated(config.firmwareVersion());
    board.powerLevel(PowerLevel.LOW_POWER);
    if (!wasReady) {
      wasReady = true;
      observer.onReady(now());
    }
  }

  /** firmware: HandleStateChangedEvent; reads the state as it is now, so quick changes collapse into the last one */
  private void onStateChanged() {
    startListeningWhenDrained = false;
    board.led().onStateChanged(state.logName(), false);
    switch (state) {
      case UNKNOWN, IDLE -> {
        screen.standby();
        audio.enableVoiceProcessing(false);
        wakeWordDetection = true;
      }
      case CONNECTING -> {
        screen.connecting();
      }
      case LISTENING -> {
        screen.listening();
        if (audio.voiceProcessing()) {
          wakeWordDetection = false; // firmware: uplink still runs (realtime, or a quick there and back): no listen start
        } else if (mode == ListeningMode.AUTO && !audio.playbackDrained()) {
          startListeningWhenDrained = true; // firmware: queued speech plays out before the microphone opens
        } else {
          startListeningAudio();
        }
      }
      case SPEAKING -> {
        screen.speaking();
        if (mode != ListeningMode.REALTIME) {
          audio.enableVoiceProcessing(false);
          wakeWordDetection = board.info().audioEngine() == AudioEngine.AFE;
        }
        audio.resetDecoder();
      }
      case WIFI_CONFIGURING -> {
        audio.enableVoiceProcessing(false);
        wakeWordDetection = false;
      }
      case STARTING, UPGRADING, ACTIVATING, AUDIO_TESTING, FATAL_ERROR -> {}
    }
  }

  private void onDrainedEvent() {
    if (startListeningWhenDrained && state == LISTENING) {
      startListeningWhenDrained = false;
      startListeningAudio();
    }
  }

  /** firmware: StartListeningAudio, in this order */
  private void startListeningAudio() {
    channel.sendListenStart(mode);
    audio.resetDecoder();
    audio.enableVoiceProcessing(true);
    wakeWordDetection = false;
    observer.onCaptureStarted(now());
    endIfReleasedMeanwhile();
  }

  private void onToggleChat() {
    switch (state) {
      case ACTIVATING -> setState(IDLE);
      case IDLE -> converse(config.defaultMode());
      case SPEAKING -> abort(null);
      case LISTENING -> closeChannel();
      default -> {}
    }
  }

  private void onPress() {
    switch (state) {
      case ACTIVATING -> setState(IDLE);
      case IDLE -> converse(ListeningMode.MANUAL);
      case SPEAKING -> {
        abort(null);
        listen(ListeningMode.MANUAL);
      }
      default -> {}
    }
  }

  private void onRelease() {
    if (state == LISTENING) {
      channel.sendListenStop();
      setState(IDLE);
    }
  }

  /** firmware: a button let go while the channel was opening is forgotten; robust: the turn ends as soon as it began */
  private void endIfReleasedMeanwhile() {
    if (releasedWhileConnecting) {
      releasedWhileConnecting = false;
      loop.raise(DeviceEvent.STOP_LISTENING);
    }
  }

  private void onWakeWord() {
    String word = wakeWord;
    if (word == null || transport == null) {
      return;
    }
    switch (state) {
      case IDLE -> {
        wakeWordDetection = false;
        openLater(new Opening(config.defaultMode(), word, null));
      }
      case SPEAKING -> {
        abort("wake_word_detected");
        audio.sendQueue().clear(false);
        listen(config.defaultMode());
      }
      default -> {}
    }
  }

  private void converse(ListeningMode wanted) {
    if (transport == null) {
      observer.onBootProblem("cannot talk yet: the device is still being activated", now());
    } else if (channel.isOpen()) {
      listen(wanted);
    } else {
      openLater(new Opening(wanted, null, null));
    }
  }

  private void listen(ListeningMode wanted) {
    mode = wanted;
    setState(LISTENING);
  }

  private void abort(@Nullable String reason) {
    channel.sendAbort(reason);
    if (config.robust() && state == SPEAKING) {
      abortTimer.arm(now() + config.abortTimeoutMillis() * 1_000_000L);
    }
  }

  /** firmware: waits for ever; a robust device stops by itself */
  private void abortTimedOut() {
    if (state == SPEAKING) {
      observer.onViolation("abort.unanswered", "no tts stop within " + config.abortTimeoutMillis() + " ms", now());
      audio.resetDecoder();
      afterAnswer();
    }
  }

  private void afterAnswer() {
    setState(mode == ListeningMode.MANUAL ? IDLE : LISTENING);
  }

  private void closeChannel() {
    channel.close();
    channelClosed();
  }

  private void channelClosed() {
    board.powerLevel(PowerLevel.LOW_POWER);
    // firmware: the closed callback queues the change to idle
    loop.schedule(
        () -> {
          screen.clearSystemLine();
          setState(IDLE);
        });
  }

  // ---- opening the channel: the main loop stands still meanwhile ---------------------------------------------------

  /** What is to happen once the channel is open. */
  private record Opening(ListeningMode mode, @Nullable String wakeWord, @Nullable String text) {}

  private void openLater(Opening what) {
    if (setState(CONNECTING)) {
      loop.schedule(() -> open(what));
    }
  }

  private void open(Opening what) {
    if (state != CONNECTING && !setState(CONNECTING)) {
      return;
    }
    if (channel.isOpen()) {
      opened(what);
      return;
    }
    board.powerLevel(PowerLevel.PERFORMANCE);
    opening = what;
    releasedWhileConnecting = false;
    loop.block();
    observer.onChannelOpening(now());
    if (transport == BootSequence.Transport.MQTT_UDP) {
      board
          .scheduler()
          .execute(
              () ->
                  onFailed(
                      new ChannelFailure(
                          ChannelFailure.Stage.NO_SERVER,
                          "the boot answer asks for MQTT, which this board's network does not have, and names no"
                              + " WebSocket server")));
    } else {
      channel.open();
    }
  }

  @Override
  public void onConnected() {
    observer.onConnected(now());
  }

  @Override
  public void onOpened() {
    Opening what = opening;
    opening = null;
    observer.onChannelOpened(now());
    if (what != null) {
      loop.resume(() -> opened(what));
    }
  }

  private void opened(Opening what) {
    if (what.text() != null) {
      mode = what.mode();
      setState(IDLE); // no capture: the server is told in words, and its tts start leads to speaking
      channel.sendDetect(what.text());
      return;
    }
    if (what.wakeWord() != null && board.info().audioEngine() == AudioEngine.AFE) {
      channel.sendDetect(what.wakeWord()); // firmware: only boards with the AFE engine tell the word
    }
    listen(what.mode());
  }

  @Override
  public void onFailed(ChannelFailure failure) {
    lastFailure = failure;
    opening = null;
    observer.onChannelFailed(failure, now());
    loop.resume(
        () -> {
          setState(IDLE);
          loop.raise(DeviceEvent.ERROR);
        });
  }

  @Override
  public void onClosed(CloseReason reason) {
    observer.onChannelClosed(reason, now());
    channelClosed();
  }

  @Override
  public void onSendFailed(ChannelFailure failure) {
    lastFailure = failure;
    observer.onChannelFailed(failure, now());
    loop.raise(DeviceEvent.ERROR);
  }

  @Override
  public void onSent(String kind, int bytes) {
    observer.onMessageSent(kind, bytes, now());
  }

  @Override
  public void onViolation(String rule, String detail) {
    observer.onViolation(rule, detail, now());
  }

  // ---- audio -------------------------------------------------------------------------------------------------------

  @Override
  public void onPacketToSend() {
    loop.raiseNow(DeviceEvent.SEND_AUDIO);
  }

  @Override
  public void onWritable() {
    loop.raiseNow(DeviceEvent.SEND_AUDIO);
  }

  /** Sends what waits, as far as the network takes it. The state is not asked. // firmware: up to 3 packets follow a stop */
  private void sendAudio() {
    SendQueue queue = audio.sendQueue();
    for (Payload packet = queue.peek(); packet != null && !channel.stalled(); packet = queue.peek()) {
      int bytes = channel.sendAudio(packet, queue.peekTimestampMillis());
      if (bytes < 0) {
        queue.clear(true); // firmware: the packet and everything behind it is dropped, the state stays
        return;
      }
      queue.remove();
      observer.onAudioSent(bytes, now());
    }
  }

  @Override
  public void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes) {
    // firmware: audio is accepted only while speaking
    boolean accepted = state == SPEAKING && audio.pushPacket(packet, timestampMillis);
    observer.onAudioReceived(messageBytes, accepted, now());
  }

  @Override
  public void onPlaybackDrained() {
    observer.onPlaybackDrained(now());
    loop.raiseNow(DeviceEvent.PLAYBACK_DRAINED);
  }

  // ---- messages ----------------------------------------------------------------------------------------------------

  @Override
  public void onMessage(ServerMessage message, int bytes) {
    observer.onMessageReceived(message, bytes, now());
    switch (message) {
      case ServerMessage.Hello hello -> {} // the channel has dealt with it
      case ServerMessage.TtsStart start -> loop.scheduleNow(() -> setState(SPEAKING));
      case ServerMessage.TtsStop stop ->
          loop.scheduleNow(
              () -> {
                if (state == SPEAKING) {
                  afterAnswer();
                }
              });
      case ServerMessage.SentenceStart sentence -> show(Display.Role.ASSISTANT, sentence.text());
      case ServerMessage.Stt stt -> show(Display.Role.USER, stt.text());
      case ServerMessage.Llm llm -> {
        String emotion = llm.emotion();
        if (emotion != null) {
          loop.scheduleNow(() -> screen.emotion(emotion));
        }
      }
      case ServerMessage.Mcp call -> onMcp(call.payload());
      case ServerMessage.SystemCommand command -> {
        if ("reboot".equals(command.command())) {
          loop.scheduleNow(this::reboot);
        }
      }
      case ServerMessage.Alert alert -> {
        if (alert.status() != null && alert.message() != null && alert.emotion() != null) {
          screen.alert(alert.status(), alert.message(), alert.emotion());
        }
      }
      case ServerMessage.TtsOther other -> {} // firmware: silently ignored
      case ServerMessage.Goodbye goodbye -> {} // firmware: not known over WebSocket
      case ServerMessage.Unknown unknown ->
          observer.onViolation("message.unknown", "type '" + unknown.type() + "'", now());
      case ServerMessage.Malformed malformed -> observer.onViolation("message.malformed", malformed.why(), now());
    }
  }

  private void show(Display.Role role, @Nullable String text) {
    if (screen.present()) {
      loop.scheduleNow(() -> screen.line(role, text));
    }
  }

  private void onMcp(@Nullable JsonNode payload) {
    if (payload == null) {
      observer.onViolation("mcp.payload", "mcp message without an object as payload", now());
      return;
    }
    loop.scheduleNow(
        () -> {
          String answer = tools.answer(payload);
          if (answer != null) {
            channel.sendMcp(answer);
          }
        });
  }

  /** firmware: the channel is closed first, so nothing that was to be answered is answered */
  private void reboot() {
    closeChannel();
    audio.stop();
    board.restart();
  }

  // ---- boot --------------------------------------------------------------------------------------------------------

  @Override
  public void onProblem(String what) {
    observer.onBootProblem(what, now());
    screen.alert("ERROR", what, "cloud_off");
  }

  @Override
  public void onActivationCode(String code, String message) {
    observer.onBootProblem("the server asks for activation with code " + code, now());
    screen.alert("ACTIVATION", message.isEmpty() ? code : message, "link");
  }

  @Override
  public void onServerTime(long millis) {
    // kept by boards that show a clock; the device itself reckons in its own time
  }

  @Override
  public void onBooted(BootSequence.Transport chosen) {
    transport = chosen;
    boot = null;
    loop.raiseNow(DeviceEvent.ACTIVATION_DONE);
  }
}
