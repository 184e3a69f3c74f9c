package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.AUDIO_TESTING;
import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.audio.FrameAccount;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Led;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The inside of a {@link Device}, from one power-on to the next: the state machine, the main loop and what every event
 * means in every state. What is a thing of its own has a class of its own, in the firmware's cut:
 *
 * <pre>
 * {@link Activation}      network there, configuration, ready
 * {@link ServerLink}      the channel and where its events go
 * {@link ChannelOpening}  opening it while the loop stands still
 * {@link Inputs}          buttons and wake words, state by state
 * {@link Conversation}    whose turn it is: listening modes, abort, deferred start
 * {@link ServerMessages}  what a message of the server does
 * {@link AudioTraffic}    packets from and to the channel
 * {@link DeviceTools}     what the server may do by MCP
 * {@link Upgrades}        new firmware and assets
 * {@link WifiPortal}      setting up the Wi-Fi
 * {@link PowerSaving}     sleep
 * {@link LocalSounds}     sounds of the device's own
 * </pre>
 *
 * <p>// firmware: class Application
 */
final class Application
    implements DeviceParts.Whole, StateMachine.Listener, MainLoop.Handler, AudioService.Events, ServerLink.Receiver {

  /** firmware: what was said last may still leave */
  private static final long REBOOT_DELAY_NANOS = 1_000_000_000L;

  private final DeviceParts parts;
  private final StateMachine states;
  private final MainLoop loop;
  private final AudioService audio;
  private final Screen screen;
  private final DeviceTools tools;
  private final ServerLink link;
  private final Conversation conversation;
  private final ChannelOpening opening;
  private final ServerMessages messages;
  private final AudioTraffic traffic;
  private @Nullable Upgrades upgrade;
  private final Activation activation;
  private final @Nullable StatusBar statusBar;
  private final WifiPortal portal;
  private final @Nullable PowerSaving powerSaving;
  private final Inputs inputs;
  private final Power power;
  private @Nullable Timer restartTimer;
  private boolean networkThere;
  private boolean voice;

  /** What an application can have done to the device around it; in both cases this application is at its end. */
  interface Power {

    /** firmware: esp_restart */
    void restart();

    /** firmware: an exception nobody catches, an access violation or a full stack aborts and restarts the chip */
    void crash(String rule, String detail);
  }

  Application(Board board, DeviceConfig config, DeviceObserver observer, Power power) {
    this.power = power;
    this.states = new StateMachine(this);
    this.loop = new MainLoop(board.scheduler(), this);
    this.audio = new AudioService(board, config.robust(), config.serverEchoCancellation(), this);
    this.screen = new Screen(board.display(), board.scheduler().clock());
    LocalSounds sounds =
        new LocalSounds(observer, board.scheduler().clock(), loop, audio, config.language());
    this.parts = new DeviceParts(board, config, observer, states, loop, audio, sounds, screen, this);
    this.tools = new DeviceTools(parts);
    this.link = new ServerLink(parts, this);
    this.conversation = new Conversation(parts, link);
    this.opening = new ChannelOpening(parts, link, conversation);
    this.messages = new ServerMessages(parts, link, conversation, tools);
    this.traffic = new AudioTraffic(parts, link);
    this.statusBar = board.display().watched() ? new StatusBar(parts, tools) : null;
    this.activation = new Activation(parts, link, statusBar);
    this.portal = new WifiPortal(parts, link);
    PowerSave plan = board.powerSave();
    this.powerSaving = plan == null ? null : new PowerSaving(parts, plan, link, conversation);
    this.inputs = new Inputs(parts, link, conversation, opening, portal);
  }

  // ---- on and off ------------------------------------------------------------------------------------------------

  /** firmware: Initialize */
  void start() {
    if (!states.set(STARTING)) {
      throw new IllegalStateException("the device has been started already");
    }
    screen.starting(parts.board().info().name() + "/" + parts.config().firmwareVersion());
    audio.volume(tools.volume());
    parts
        .board()
        .network()
        .start(
            event -> {
              switch (event) {
                case CONNECTED -> networkConnected();
                case DISCONNECTED, SCANNING -> networkLost(); // firmware: both end a conversation
                case NOT_CONFIGURED -> portal.notConfigured();
              }
            });
    if (!networkThere) {
      portal.waitForNetwork();
    }
    if (powerSaving != null) {
      powerSaving.start();
    }
    if (statusBar != null) {
      statusBar.start();
    }
  }

  void volumeKey(VolumeKey key) {
    volume(key.after(tools.volume()));
  }

  /** firmware: the key's own task does it, so it counts at once where the loop stands still */
  void volume(int percent) {
    if (!loop.stopped()) {
      stayAwake();
      tools.setVolume(Math.clamp(percent, 0, 100));
      screen.notice("VOLUME " + tools.volume());
    }
  }

  void ask(JsonNode request, Consumer<String> answer) {
    loop.schedule(() -> tools.answer(request, answer));
  }

  void voiceDetected(boolean detected) {
    voice = detected;
    loop.raise(DeviceEvent.VAD_CHANGE);
  }

  void networkConnected() {
    networkThere = true;
    portal.networkConnected();
    loop.raise(DeviceEvent.NETWORK_CONNECTED);
  }

  void networkLost() {
    loop.raise(DeviceEvent.NETWORK_DISCONNECTED);
  }

  /** The end of this power-on: nothing is said, done or told any more. */
  void shutdown() {
    states.freeze();
    loop.stop();
    if (restartTimer != null) {
      restartTimer.cancel();
    }
    activation.cancel();
    if (upgrade != null) {
      upgrade.cancel();
    }
    portal.cancel();
    if (powerSaving != null) {
      powerSaving.cancel();
    }
    if (statusBar != null) {
      statusBar.cancel();
    }
    conversation.cancelAbort();
    link.shutdown();
    audio.shutdown();
  }

  /** As {@link #shutdown}, with a word to the server before. */
  void signOff() {
    states.freeze();
    loop.stop();
    link.signOff();
    shutdown();
  }

  /** What the user and the board do. */
  Inputs inputs() {
    return inputs;
  }

  // ---- what can be seen ------------------------------------------------------------------------------------------

  DeviceState state() {
    return states.state();
  }

  ListeningMode mode() {
    return conversation.mode();
  }

  boolean channelOpen() {
    return link.isOpen();
  }

  AudioService audio() {
    return audio;
  }

  FrameAccount frames() {
    return traffic.account();
  }

  int volume() {
    return tools.volume();
  }

  boolean wakeWordDetection() {
    return conversation.wakeWordDetection();
  }

  // ---- main loop -------------------------------------------------------------------------------------------------

  /** firmware: Run; {@link MainLoop} keeps the order */
  @Override
  public void handle(DeviceEvent event) {
    switch (event) {
      case ERROR -> link.onErrorEvent();
      case NETWORK_CONNECTED -> activation.networkConnected();
      case NETWORK_DISCONNECTED -> onNetworkDisconnected();
      case ACTIVATION_DONE -> activation.done();
      case STATE_CHANGED -> onStateChanged();
      case PLAYBACK_DRAINED -> conversation.onPlaybackDrained();
      case TOGGLE_CHAT -> inputs.onToggleChat();
      case START_LISTENING -> inputs.onPress();
      case STOP_LISTENING -> inputs.onRelease();
      case SEND_AUDIO -> traffic.send();
      case WAKE_WORD -> inputs.onWakeWord();
      case VAD_CHANGE -> {
        if (states.is(LISTENING)) { // firmware: in no other state
          light();
        }
      }
    }
  }

  /** Told of every change at once; what follows from it is done by the main loop. */
  @Override
  public void onChanged(DeviceState from, DeviceState to) {
    if (from == SPEAKING) {
      conversation.cancelAbort();
    }
    parts.observer().onStateChanged(from, to, parts.nowNanos());
    if (to == IDLE) {
      activation.idleEntered();
    }
    stayAwake();
    loop.raise(DeviceEvent.STATE_CHANGED);
  }

  private void light() {
    Led led = parts.board().led();
    if (led != Led.NONE) {
      boolean heard = voice && states.is(LISTENING);
      led.onStateChanged(states.state().logName(), heard);
      led.show(LedPatterns.of(parts.board().info().led(), states.state(), heard));
    }
  }

  /** firmware: HandleStateChangedEvent; reads the state as it is now, so quick changes collapse into the last one */
  private void onStateChanged() {
    conversation.cancelDeferredStart();
    light();
    switch (states.state()) {
      case UNKNOWN, IDLE -> {
        screen.standby();
        audio.enableVoiceProcessing(false);
        audio.rest();
        conversation.wakeWordDetection(true);
      }
      case CONNECTING -> screen.connecting();
      case LISTENING -> {
        screen.listening();
        conversation.enterListening();
      }
      case SPEAKING -> {
        screen.speaking();
        conversation.enterSpeaking();
      }
      case WIFI_CONFIGURING -> {
        audio.enableVoiceProcessing(false);
        conversation.wakeWordDetection(false);
      }
      case STARTING, UPGRADING, ACTIVATING, AUDIO_TESTING, FATAL_ERROR -> {}
    }
  }

  /** firmware: HandleNetworkDisconnectedEvent */
  private void onNetworkDisconnected() {
    if (states.inConversation()) {
      link.close();
    }
  }

  // ---- what the parts ask ----------------------------------------------------------------------------------------

  @Override
  public boolean crash(String rule, String detail) {
    if (parts.config().robust()) {
      parts.observer().onViolation(rule, detail, parts.nowNanos());
      return false;
    }
    power.crash(rule, detail);
    return true;
  }

  /** firmware: Reboot; an open channel is closed first, so nothing that was to be answered is answered */
  @Override
  public void reboot() {
    if (link.isOpen() || parts.config().robust()) {
      link.close();
    }
    audio.stop();
    loop.block();
    Timer before = restartTimer;
    if (before != null) {
      before.cancel();
    }
    restartTimer = parts.board().scheduler().at(parts.nowNanos() + REBOOT_DELAY_NANOS, power::restart);
  }

  @Override
  public void upgrade(String url) {
    Upgrades asked = new Upgrades(parts, link);
    upgrade = asked;
    asked.upgrade(url);
  }

  @Override
  public void stayAwake() {
    if (powerSaving != null) {
      powerSaving.wake();
    }
  }

  // ---- what the parts tell ---------------------------------------------------------------------------------------

  @Override
  public void onPacketToSend() {
    loop.raiseNow(DeviceEvent.SEND_AUDIO);
  }

  @Override
  public void onPlaybackDrained() {
    parts.observer().onPlaybackDrained(parts.nowNanos());
    if (states.is(IDLE)) {
      audio.rest();
    }
    loop.raiseNow(DeviceEvent.PLAYBACK_DRAINED);
  }

  @Override
  public void onOpened() {
    opening.onOpened();
  }

  @Override
  public void onOpenFailed(boolean shown) {
    opening.onFailed(shown);
  }

  @Override
  public void onMessage(ServerMessage message) {
    messages.handle(message);
  }

  @Override
  public void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes) {
    traffic.receive(packet, timestampMillis, messageBytes);
  }

  @Override
  public void onRefusedAudio(int messageBytes) {
    traffic.refused(messageBytes);
  }
}
