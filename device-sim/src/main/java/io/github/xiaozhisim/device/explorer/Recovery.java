package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.virtual.NetworkConditions;

/**
 * After all the trouble everything is well again, and so must the device be: its user brings it back to idle with the
 * one button there is, and a whole turn works.
 */
final class Recovery {

  /** A board sends so many packets at most from before the wake word. */
  static final int PRE_ROLL_PACKETS = 33;

  private static final int PATIENCE_SECONDS = 20;
  /** Longer than the longest sound of the device, an activation code with its digits. */
  private static final int SOUND_SECONDS = 15;

  private static final int TRIES = 8;
  private static final long BOOT_SECONDS = 400;

  /** A broker notices after one and a half times 240 s that a client has gone. */
  private static final long AFTERWARDS_SECONDS = 600;


  /** How a user begins a turn. */
  private enum Way {
    BUTTON,
    WAKE_WORD,
    HOLD
  }

  private final World world;
  private final Way way;
  private boolean unplugged;

  /** {@code seed}: the user begins the good turn in one of several ways. */
  Recovery(World world, long seed) {
    this.world = world;
    this.way = Way.values()[(int) Math.floorMod(seed, Way.values().length)];
  }

  /** The whole of it; throws {@link Trouble} when the device does not come back. */
  void recover() {
    heal();
    seconds(2);
    leaveWifiSetup();
    waitForBoot();
    if (world.config().robust()) {
      checkConversation();
    }
    comeToIdle();
    talk();
    endConversation();
    shutDown();
  }

  /** A strict device got stuck, as the firmware does, and its user pulled the plug. */
  boolean unplugged() {
    return unplugged;
  }

  private void heal() {
    world.server().behave();
    world.network().links().forEach(io.github.xiaozhisim.device.virtual.SimLink::resume);
    world.network().conditions(NetworkConditions.perfect(1_000_000));
    world.network().comeUp();
    world.device().releaseToTalk();
    seconds(1);
  }

  /** Whoever listens hears, and nobody talks to nobody. */
  private void checkConversation() {
    seconds(15);
    DeviceState state = world.device().state();
    // over MQTT an answer may come without an audio channel; what matters is that its user can end it
    boolean talking =
        state == DeviceState.LISTENING || (state == DeviceState.SPEAKING && !world.overMqtt());
    if (talking && world.alone()) {
      throw new Trouble("nobody talks to nobody", "it is " + state + ", but there is no connection");
    }
    long before = world.device().audio().captured();
    seconds(1);
    if (state == DeviceState.LISTENING
        && world.device().state() == state
        && world.device().audio().captured() - before < 10) {
      throw new Trouble("who listens hears", "listening for 15 s, but nothing is captured");
    }
  }

  private void seconds(long count) {
    world.time().mostEvents(world.time().events() + 100_000 + count * 2_000);
    world.time().runFor(count * 1_000_000_000L);
    world.watch().check();
  }

  /** The user saves the Wi-Fi's name, and the board joins it. */
  private void leaveWifiSetup() {
    for (int i = 0; i < TRIES && settingUp(); i++) {
      world.device().releaseToTalk();
      seconds(1);
      world.network().goDown();
      seconds(1);
      world.network().comeUp();
      seconds(5);
    }
    if (settingUp()) {
      throw new Trouble("comes out of the Wi-Fi's setup", "it is still " + world.device().state());
    }
  }

  private boolean settingUp() {
    return world.device().state() == DeviceState.WIFI_CONFIGURING
        || world.device().state() == DeviceState.AUDIO_TESTING;
  }

  private void waitForBoot() {
    for (long waited = 0; booting(); waited += 5) {
      if (waited > BOOT_SECONDS && !world.config().robust() && !unplugged) {
        unplug(); // firmware: a boot request that failed is tried again after 10 s, 20 s, 40 s and so on
        return;
      }
      if (waited > BOOT_SECONDS) {
        throw new Trouble("comes up", "still " + world.device().state() + " after " + BOOT_SECONDS + " s");
      }
      seconds(5);
    }
  }

  private boolean booting() {
    return switch (world.device().state()) {
      case UNKNOWN, STARTING, ACTIVATING, UPGRADING -> true;
      default -> false;
    };
  }

  private void comeToIdle() {
    for (int i = 0; i < TRIES; i++) {
      for (int second = 0; second < PATIENCE_SECONDS && world.device().state() != DeviceState.IDLE; second++) {
        seconds(1);
      }
      if (world.device().state() == DeviceState.IDLE) {
        seconds(2); // a portal that was asked for opens a second later
        playOut(); // firmware: a sound without room holds the loop up, and a key pressed meanwhile counts only then
        if (world.device().state() == DeviceState.IDLE) {
          return;
        }
      }
      if (settingUp()) {
        leaveWifiSetup();
      } else if (booting()) {
        waitForBoot();
      } else {
        world.device().toggleChat();
      }
    }
    if (world.config().robust() || unplugged) {
      throw new Trouble("comes back to idle", "still " + world.device().state() + " after " + TRIES + " tries");
    }
    unplug();
  }

  private void unplug() {
    unplugged = true;
    world.powerCycle();
    seconds(1);
    waitForBoot();
    comeToIdle();
  }

  /** Idle is more than a name: nothing is captured, nothing sounds, and the wake word is listened for. */
  private void checkIdle() {
    seconds(10);
    if (world.device().state() != DeviceState.IDLE) {
      throw new Trouble("stays idle", "10 s later it is " + world.device().state());
    }
    if (world.device().audio().voiceProcessing()) {
      throw new Trouble("idle is quiet", "the microphone is still open for the server");
    }
    playOut(); // an activation that goes on behind the button's idle says so now and then, but that comes to an end
    if (!world.device().audio().playbackDrained()) {
      throw new Trouble("idle is quiet", "there is always something to play");
    }
    // firmware: a word heard while there is no channel yet leaves the detector off until the device is idle again
    if (world.config().robust() && !world.device().wakeWordDetection()) {
      throw new Trouble("idle hears its wake word", "the detector is off");
    }
  }

  private void playOut() {
    for (int i = 0; i < SOUND_SECONDS && !world.device().audio().playbackDrained(); i++) {
      seconds(1);
    }
  }

  /**
   * A turn; a device that still holds a dead connection may fail once. What a mutated boot answer put into the
   * settings, and a strict device that got stuck, need a power cycle.
   */
  private void talk() {
    checkIdle();
    if (turn() == null) {
      return;
    }
    comeToIdle();
    String second = turn();
    if (second != null && (world.config().otaUrl() != null || !world.config().robust())) {
      unplug();
      second = turn();
    }
    if (second != null) {
      throw new Trouble("a good turn afterwards", "(" + way + ") " + second);
    }
  }

  /** Null when it went well, else what did not. */
  private @org.jspecify.annotations.Nullable String turn() {
    switch (way) {
      case BUTTON -> world.device().toggleChat();
      case WAKE_WORD -> world.device().wakeWord("你好小智");
      case HOLD -> world.device().pressToTalk();
    }
    if (!reaches(DeviceState.LISTENING)) {
      return "wants to talk, but it is " + world.device().state();
    }
    int before = world.packetsHeard();
    seconds(1);
    if (world.packetsHeard() - before < 10) {
      return "listening, but only " + (world.packetsHeard() - before) + " packets came in a second";
    }
    if (way == Way.HOLD) {
      world.device().releaseToTalk();
      seconds(1);
    }
    int sounds = world.heard().firstSounds();
    world.text(Sayings.STT);
    world.text(Sayings.TTS_START);
    if (!reaches(DeviceState.SPEAKING)) {
      return "tts start came, but it is " + world.device().state();
    }
    for (int i = 0; i < 5; i++) {
      world.sound();
    }
    seconds(1);
    if (world.heard().firstSounds() == sounds) {
      return "packets came, but nothing was heard";
    }
    world.text(Sayings.TTS_STOP);
    seconds(1);
    DeviceState after = world.device().state();
    return after == DeviceState.LISTENING || after == DeviceState.IDLE ? null : "tts stop came, but it is " + after;
  }

  private boolean reaches(DeviceState state) {
    for (int i = 0; i < 30 && world.device().state() != state; i++) {
      seconds(1);
    }
    return world.device().state() == state;
  }

  private void endConversation() {
    if (world.device().state() != DeviceState.IDLE) {
      world.device().toggleChat();
    }
    if (world.device().state() != DeviceState.IDLE && !reaches(DeviceState.IDLE)) {
      throw new Trouble("a good turn afterwards", "hung up, but it is " + world.device().state());
    }
    checkIdle();
  }

  private void shutDown() {
    world.device().shutdown();
    world.watch().end();
    world.time().runFor(AFTERWARDS_SECONDS * 1_000_000_000L);
    if (world.time().armedTimers() > 0) {
      throw new Trouble("no timer leaked", world.time().armedTimers() + " timers are armed long after the shutdown");
    }
  }
}
