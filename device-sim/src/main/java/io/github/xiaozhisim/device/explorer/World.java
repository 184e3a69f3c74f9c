package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.FrameLevel;
import io.github.xiaozhisim.device.virtual.LineQuality;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimLink;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBacklight;
import io.github.xiaozhisim.device.virtual.VirtualBattery;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualCamera;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.device.virtual.VirtualScreen;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One device with everything around it, in virtual time; what happens to it comes from {@link Step}s. */
final class World {

  static final byte[] PACKET = {0x58, 0x0b, 0x6a, 0x31, (byte) 0xc4, (byte) 0x92, 0x7e, 0x05};

  private static final Clip SILENCE =
      new Clip("silence", "", "", 16_000, 60, List.of(Payload.shared(new byte[] {0x58})), -1, -1);

  private static final long DELAY_NANOS = 1_000_000;

  private final SimScheduler time = new SimScheduler();
  private final MemorySettings settings = new MemorySettings();
  private final int framing;
  private final OddServer server;
  private final @Nullable OddGateway gateway;
  private final SimNetwork network;
  private final Wiretap wire;
  private final Watch watch;
  private final Heard heard = new Heard();
  private final VirtualBoard board;
  private final DeviceConfig config;
  private Device device;

  World(long seed, Fidelity fidelity, Consumer<String> words) {
    Seeds seeds = new Seeds(seed);
    SplittableRandom random = seeds.stream("device", 0);
    framing = 1 + random.nextInt(3);
    boolean mqtt = random.nextInt(3) == 0;
    boolean boots = mqtt || random.nextInt(3) == 0;
    server = new OddServer(time, framing, mqtt, fidelity == Fidelity.ROBUST);
    server.chance = random.split();
    if (boots && random.nextInt(3) == 0) {
      server.boot = any(OddServer.Boot.values(), random);
    }
    network = new SimNetwork(time, server, NetworkConditions.perfect(DELAY_NANOS), seeds.stream("network", 0));
    if (mqtt) {
      gateway = new OddGateway(time, server);
      network.withGateway(gateway, gateway);
    } else {
      gateway = null;
    }
    wire = new Wiretap(network);
    watch = new Watch(fidelity == Fidelity.STRICT, !mqtt, wire, words);
    BoardInfo info = VirtualBoard.DEFAULT_INFO;
    if (random.nextInt(4) == 0) {
      info = info.with(info.chip(), new AudioInfo(16_000, 24_000, false, AudioEngine.LITE));
    }
    board =
        new VirtualBoard(
                info,
                new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
                time,
                settings,
                wire,
                new VirtualMicrophone(time, SILENCE),
                speaker(random),
                new VirtualScreen(info.display()),
                () -> {})
            .fit(new VirtualBacklight(time, 70))
            .fit(new VirtualBattery(80, false))
            .fit(new VirtualCamera(time));
    ListeningMode[] modes = ListeningMode.values();
    config =
        DeviceConfig.defaults()
            .withFidelity(fidelity)
            .withDefaultMode(modes[random.nextInt(modes.length)])
            .withServerEchoCancellation(random.nextInt(4) == 0)
            .withOrderlyClose(random.nextInt(4) == 0)
            .withWakeWordWhileListening(random.nextInt(4) == 0)
            .withCustomMessages(random.nextBoolean())
            .withRestartAfterUpgrade(random.nextInt(4) == 0)
            .withOtaUrl(boots ? URI.create("http://server.example:8003/xiaozhi/ota/") : null);
    settings.putInt("websocket", "version", framing);
    if (!mqtt) {
      settings.putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    }
    device = new Device(board, config, watch);
    watch.watch(device);
    device.start();
  }

  /** Mostly one that only keeps time; now and then a sound card's, for which the device really decodes. */
  private AudioOutput speaker(SplittableRandom random) {
    if (random.nextInt(5) == 0) {
      return new VirtualPcmSpeaker(time, 24_000, (samples, nanos) -> heard.onFirstSound(nanos));
    }
    VirtualSpeaker speaker = new VirtualSpeaker(time);
    speaker.heardBy(heard);
    return speaker;
  }

  SimScheduler time() {
    return time;
  }

  OddServer server() {
    return server;
  }

  // ---- what the server says, whatever way there is ----

  void text(String text) {
    say(Mutations.utf8(text));
  }

  boolean overMqtt() {
    return gateway != null;
  }

  /** Whether what is said now has a way to the device. */
  boolean reachable() {
    return gateway != null ? gateway.reachable() : server.connection() != null;
  }

  void say(byte[] utf8) {
    if (gateway != null) {
      gateway.text(utf8);
    } else {
      server.text(utf8);
    }
  }

  void sound() {
    if (gateway != null) {
      gateway.sound(PACKET);
    } else {
      server.binary(BinaryMessages.framed(framing, PACKET));
    }
  }

  private byte[] badSound(SplittableRandom random) {
    if (gateway != null) {
      return gateway.badSound(random);
    }
    byte[] bad = BinaryMessages.bad(framing, random);
    server.binary(bad);
    return bad;
  }

  /** Nobody is at the other end of any connection, and the device knows. */
  boolean alone() {
    return network.links().isEmpty() && !device.channelOpen();
  }

  int packetsHeard() {
    return gateway != null ? gateway.packetsHeard() : server.packetsHeard();
  }

  SimNetwork network() {
    return network;
  }

  Watch watch() {
    return watch;
  }

  Heard heard() {
    return heard;
  }

  Device device() {
    return device;
  }

  DeviceConfig config() {
    return config;
  }

  /** The user pulls the plug and puts it in again. */
  void powerCycle() {
    device.shutdown();
    watch.onPowerOff(device.state(), time.clock().nowNanos());
    device = new Device(board, config, watch);
    watch.watch(device);
    device.start();
  }

  /** Lets time pass until the step, takes it, and checks what must hold; gives it in words. */
  String take(Step step) {
    time.mostEvents(time.events() + 200_000);
    time.runFor(step.afterNanos());
    watch.check();
    String what = act(step.act(), new SplittableRandom(step.chance()));
    watch.check();
    return what;
  }

  private String act(Step.Act act, SplittableRandom random) {
    switch (act) {
      case TOGGLE -> device.toggleChat();
      case PRESS -> device.pressToTalk();
      case RELEASE -> device.releaseToTalk();
      case WAKE_WORD -> device.wakeWord("你好小智");
      case WAKE -> device.wake("touch");
      case ABORT -> device.abort();
      case HANG_UP -> device.hangUp();
      case TYPE -> device.sayText("几点了");
      case VOICE -> device.voiceDetected(random.nextBoolean());
      case ECHO_CANCELLATION -> device.toggleEchoCancellation();
      case WIFI_SETUP -> device.configureWifi();
      case NETWORK_DOWN -> network.goDown();
      case NETWORK_UP -> network.comeUp();
      case VALID_MESSAGE -> {
        return said(Mutations.pick(Sayings.VALID, random));
      }
      case ODD_MESSAGE -> {
        return said(Mutations.pick(Sayings.ODD, random));
      }
      case MUTATED_MESSAGE -> {
        byte[] message = Mutations.utf8(Mutations.pick(Sayings.VALID, random));
        byte[] mutated = Mutations.mutate(message, random);
        say(mutated);
        return "server says, mutated: " + shortened(new String(mutated, java.nio.charset.StandardCharsets.UTF_8));
      }
      case ANSWER -> {
        return answer(random);
      }
      case SOUND -> {
        int count = 1 << random.nextInt(7);
        for (int i = 0; i < count; i++) {
          sound();
        }
        return "server sends " + count + " packets";
      }
      case BAD_SOUND -> {
        byte[] bad = badSound(random);
        return "server sends a bad packet of " + bad.length + " bytes";
      }
      case CLOSE, DROP, ODD_FRAME, TOO_LONG -> {
        return onConnection(act, random);
      }
      case LOSE, HALF_OPEN, STALL_UPLINK, STALL_DOWNLINK, RESUME -> network.links().forEach(link -> trouble(act, link));
      case UPGRADES -> server.upgrade = any(OddServer.Upgrade.values(), random);
      case HELLOS -> server.hello = any(OddServer.Hello.values(), random);
      case BOOTS -> server.boot = any(OddServer.Boot.values(), random);
      case LINE -> network.conditions(line(random));
    }
    server.chance = random;
    return switch (act) {
      case UPGRADES -> "server's upgrades from now on: " + server.upgrade;
      case HELLOS -> "server's hello from now on: " + server.hello;
      case BOOTS -> "server's next boot answer: " + server.boot;
      default -> act.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    };
  }

  private String said(String text) {
    text(text);
    return "server says: " + shortened(text);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "·");
    return line.length() <= 160 ? line : line.substring(0, 150) + "… (" + line.length() + " characters)";
  }

  private String answer(SplittableRandom random) {
    text(Sayings.STT);
    text(Sayings.TTS_START);
    text(Sayings.SENTENCE);
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      sound();
    }
    boolean whole = random.nextInt(3) > 0;
    if (whole) {
      text(Sayings.TTS_STOP);
    }
    return "server answers with " + count + " packets" + (whole ? "" : " and no tts stop");
  }

  private String onConnection(Step.Act act, SplittableRandom random) {
    if (gateway != null && (act == Step.Act.CLOSE || act == Step.Act.DROP)) {
      gateway.drop();
      return "the broker closes TCP";
    }
    WebSocketConnection connection = server.connection();
    if (connection == null) {
      return "(nothing: no connection)";
    }
    switch (act) {
      case CLOSE -> connection.close(1000 + random.nextInt(12), "bye");
      case DROP -> connection.drop();
      case TOO_LONG -> server.binary(new byte[config.maxMessageBytes() + 1]);
      default -> {
        if (connection instanceof FrameLevel frames) {
          switch (random.nextInt(4)) {
            case 0 -> frames.sendPing(random.nextInt(200));
            case 1 -> frames.sendPart(Sayings.TTS_START.substring(0, 20), random.nextBoolean());
            case 2 -> frames.sendPart("", random.nextBoolean());
            default -> frames.announce(random.nextBoolean() ? random.nextLong() : random.nextInt(1 << 25));
          }
        }
      }
    }
    return "server: " + act.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void trouble(Step.Act act, SimLink link) {
    switch (act) {
      case LOSE -> link.lose();
      case HALF_OPEN -> link.halfOpen();
      case STALL_UPLINK -> link.stallUplink();
      case STALL_DOWNLINK -> link.stallDownlink();
      default -> link.resume();
    }
  }

  private static NetworkConditions line(SplittableRandom random) {
    LineQuality quality =
        LineQuality.PERFECT
            .withDelay(random.nextLong(200_000_000), random.nextLong(300_000_000))
            .withLoss(random.nextInt(3) == 0 ? 0.2 : 0)
            .withReordering(random.nextInt(3) == 0 ? 0.2 : 0)
            .withDuplication(random.nextInt(3) == 0 ? 0.2 : 0);
    return NetworkConditions.perfect(0)
        .withUplink(random.nextInt(3) == 0 ? quality.withBytesPerSecond(500 + random.nextInt(5_000)) : quality)
        .withDownlink(quality)
        .withRefusedShare(random.nextInt(4) == 0 ? 0.5 : 0);
  }

  private static <T> T any(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  /** What the user hears. */
  static final class Heard implements VirtualSpeaker.SpeakerListener {
    private int firstSounds;

    /** Answers, or blocks of them, that began to sound. */
    int firstSounds() {
      return firstSounds;
    }

    @Override
    public void onFirstSound(long nanos) {
      firstSounds++;
    }
  }
}
