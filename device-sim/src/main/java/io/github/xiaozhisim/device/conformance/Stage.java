package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.conformance.Timeline.Entry;
import io.github.xiaozhisim.device.conformance.Timeline.Kind;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Chip;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where one case is played: a device on a virtual board, a {@link Peer} for a server, one millisecond of wire between
 * them, and a {@link Timeline} of everything that is seen. One thread; time passes only in {@link #run} and in the
 * expectations.
 *
 * <p>A case sets the stage ({@link #lite}, {@link #config}, …), brings the device somewhere ({@link #idle},
 * {@link #listening}, {@link #speaking}), does something, and says what it {@link #sees}. Entries seen before the last
 * of these are not expected again; whatever is left over at the end of a case fails it.
 */
public final class Stage {

  public static final String T_START = "{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s1\"}";
  public static final String T_STOP = "{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s1\"}";

  /** One packet of 60 ms: SILK, wide band, mono. */
  private static final byte[] PACKET = {0x58, 0x0b, 0x6a, 0x31, (byte) 0xc4, (byte) 0x92, 0x7e, 0x05};

  private static final Clip SILENCE =
      new Clip("silence", "", "", 16_000, 60, List.of(Payload.shared(new byte[] {0x58})), -1, -1);

  private static final long WIRE_DELAY_NANOS = 1_000_000;

  /** Longest wait of {@link #sees}: what follows at once takes a few journeys over the wire, and no timer. */
  private static final long SOON_MILLIS = 50;

  private final Fidelity fidelity;
  private final SimScheduler time = new SimScheduler();
  private final Timeline timeline = new Timeline();
  private final MemorySettings settings = new MemorySettings();
  private final Peer peer = new Peer(this::note);
  private final Gateway gateway = new Gateway(this::note);
  private final SimNetwork network = new SimNetwork(time, peer, WIRE_DELAY_NANOS).withGateway(gateway, gateway);
  private final VirtualMicrophone microphone = new VirtualMicrophone(time, SILENCE);
  private final VirtualSpeaker speaker = new VirtualSpeaker(time);
  private final StageDisplay display = new StageDisplay(text -> note(Kind.NOTE, text));
  private final StageObserver observer = new StageObserver(this::note);
  private final List<Consumer<VirtualBoard>> fittings = new ArrayList<>();
  private AudioInput input = microphone;
  private AudioOutput output = speaker;
  private BoardInfo info = VirtualBoard.DEFAULT_INFO;
  private Identity identity = new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555");
  private Consumer<VirtualBoard> fitting = board -> {};
  private DeviceConfig config;
  private @Nullable Device device;
  private int nextExpected;
  private int sentBefore;
  private int restarts;

  Stage(Fidelity fidelity) {
    this.fidelity = fidelity;
    this.config = DeviceConfig.defaults().withFidelity(fidelity);
    speaker.heardBy(new StageListener(text -> note(Kind.NOTE, text)));
  }

  private void note(Kind kind, String text) {
    timeline.add(time.clock().nowNanos(), kind, text);
  }

  // ---- setting the stage -------------------------------------------------------------------------------------------

  public boolean strict() {
    return fidelity == Fidelity.STRICT;
  }

  public Peer peer() {
    return peer;
  }

  /** The other side where the boot answer offers MQTT. */
  public Gateway gateway() {
    return gateway;
  }

  public SimNetwork network() {
    return network;
  }

  public Settings settings() {
    return settings;
  }

  public Stage config(UnaryOperator<DeviceConfig> change) {
    config = change.apply(config);
    return this;
  }

  public Stage board(UnaryOperator<BoardInfo> change) {
    info = change.apply(info);
    return this;
  }

  /** More parts for the board, such as a camera or a backlight. */
  public Stage fitted(Consumer<VirtualBoard> parts) {
    fitting = parts;
    return this;
  }

  /** Adds parts to the board before the device is made. */
  public Stage fit(Consumer<VirtualBoard> fitting) {
    fittings.add(fitting);
    return this;
  }

  /** Microphone and loudspeaker that deal in samples, so that the device encodes and decodes. */
  public Stage soundCard(PcmInput samplesIn, PcmOutput samplesOut) {
    input = samplesIn;
    output = samplesOut;
    return this;
  }

  public Stage identity(Identity who) {
    identity = who;
    return this;
  }

  /** A board with the lite audio engine (profile L): no pre-roll, no {@code detect}. */
  public Stage lite() {
    Chip c3 = Objects.requireNonNull(Chip.of("esp32c3"));
    return board(i -> i.with(c3, new AudioInfo(16_000, 24_000, false, AudioEngine.LITE)));
  }

  /** Echo cancellation on (profile RT): conversations are continuous. */
  public Stage realtime() {
    return config(c -> c.withDefaultMode(ListeningMode.REALTIME));
  }

  // ---- bringing the device somewhere -------------------------------------------------------------------------------

  /** Switches on with an OTA address at the peer; the case has laid out the answers. */
  public void boot() {
    config = config.withOtaUrl(URI.create("http://server.example:8003/xiaozhi/ota/"));
    start();
  }

  /** Switches on; where to ask is as the configuration has it. */
  public void start() {
    VirtualBoard board =
        new VirtualBoard(info, identity, time, settings, network, input, output, display, () -> restarts++);
    fittings.forEach(fitting -> fitting.accept(board));
    fitting.accept(board);
    Device fresh = new Device(board, config, observer);
    device = fresh;
    fresh.start();
  }

  /** Switches off and on again, with the same settings. */
  public void powerCycle() {
    user("power cycle");
    device().shutdown();
    start();
  }

  /** Ready, with the server in the settings and no boot request. */
  public void idle() {
    if (settings.getString("websocket", "url") == null) {
      settings.putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    }
    start();
    quiet();
    expectState("idle");
    forget();
  }

  /** In a conversation that the chat button began, {@code listen start} sent, the microphone just open. */
  public void listening() {
    idle();
    button();
    run(20);
    expectState("listening");
    forget();
  }

  /** In a conversation that a press began, {@code listen start} sent; the button is still held. */
  public void listeningManually() {
    idle();
    press();
    run(20);
    expectState("listening");
    forget();
  }

  /** As {@link #listening}, then the server has begun to answer; no audio yet. */
  public void speaking() {
    listening();
    run(300);
    server(T_START);
    run(20);
    expectState("speaking");
    forget();
  }

  /** Switches on, and the boot answer offers MQTT at this endpoint, to publish to {@code topic}. */
  public void bootWithMqtt(String endpoint, String topic) {
    peer.answersHttp(
        200,
        "{\"mqtt\":{\"endpoint\":\"" + endpoint + "\",\"client_id\":\"GID_test@@@02_00_00_00_00_01@@@u\","
            + "\"username\":\"name\",\"password\":\"secret\",\"publish_topic\":\"" + topic + "\"}}");
    boot();
  }

  /** Ready, connected to the broker of the boot answer. */
  public void mqttIdle() {
    bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    quiet();
    expectState("idle");
    forget();
  }

  /** In a conversation over MQTT and UDP that the chat button began; the first audio packets have left. */
  public void mqttListening() {
    mqttIdle();
    button();
    run(300);
    expectState("listening");
    forget();
  }

  /** As {@link #mqttListening}, then the server has begun to answer; no audio yet. */
  public void mqttSpeaking() {
    mqttListening();
    gateway.send(T_START);
    run(20);
    expectState("speaking");
    forget();
  }

  /** Idle after a manual turn: the channel is still open. */
  public void manualIdle() {
    idle();
    press();
    run(500);
    release();
    run(20);
    expectState("idle");
    forget();
  }

  /** Half a second, in which any of the device's short sounds ends: it listens only when nothing plays any more. */
  public void quiet() {
    run(500);
  }

  /** What was seen so far is not expected any more. */
  public void forget() {
    nextExpected = timeline.size();
    sentBefore = sent();
  }

  private int sent() {
    return peer.packets().size() + gateway.datagrams().size();
  }

  // ---- what users do -----------------------------------------------------------------------------------------------

  /** The device, for inputs that have no shorthand. */
  public Device device() {
    return Objects.requireNonNull(device, "the case has not switched the device on");
  }

  public void button() {
    user("button");
    device().toggleChat();
  }

  public void press() {
    user("press");
    device().pressToTalk();
  }

  public void release() {
    user("release");
    device().releaseToTalk();
  }

  public void wake(String word) {
    user("wake word " + word);
    device().wakeWord(word);
  }

  /** Writes down what the user or the surroundings did. */
  public void user(String what) {
    note(Kind.USER, "* " + what);
  }

  // ---- what the server does ----------------------------------------------------------------------------------------

  /** Sends a text message on the latest connection. */
  public void server(String text) {
    peer.send(text);
  }

  /** Sends {@code count} packets of 60 ms at once, framed as they are. */
  public void audio(int count) {
    for (int i = 0; i < count; i++) {
      peer.sendBinary(PACKET);
    }
  }

  /** Sends {@code count} packets of 60 ms, one every 60 ms; time passes. */
  public void audioInRealTime(int count) {
    for (int i = 0; i < count; i++) {
      peer.sendBinary(PACKET);
      run(60);
    }
  }

  /** One packet of 60 ms: SILK, wide band, mono. */
  public static byte[] packet() {
    return PACKET.clone();
  }

  // ---- time --------------------------------------------------------------------------------------------------------

  public void run(long millis) {
    time.runForMillis(millis);
  }

  public SimScheduler time() {
    return time;
  }

  public long nowMillis() {
    return time.clock().nowNanos() / 1_000_000;
  }

  // ---- expectations ------------------------------------------------------------------------------------------------

  /** Next, and soon, come exactly these states and messages of the device, in this order. */
  public void sees(String... expected) {
    seesWithin(SOON_MILLIS, expected);
  }

  /** Next, within this time, come exactly these states and messages of the device, in this order. */
  public void seesWithin(long millis, String... expected) {
    long deadline = time.clock().nowNanos() + millis * 1_000_000;
    List<String> seen = new ArrayList<>();
    while (seen.size() < expected.length) {
      Entry next = nextEntry();
      if (next != null) {
        seen.add(next.text());
        if (!next.text().equals(expected[seen.size() - 1])) {
          throw failure("expected " + Arrays.toString(expected) + ", but saw " + seen);
        }
      } else if (time.clock().nowNanos() >= deadline) {
        throw failure("expected " + Arrays.toString(expected) + " within " + millis + " ms, but saw only " + seen);
      } else {
        time.runUntil(Math.min(deadline, time.clock().nowNanos() + 1_000_000));
      }
    }
  }

  /** As {@link #seesWithin}, and the first of them not before {@code earliestMillis}. */
  public void seesBetween(long earliestMillis, long latestMillis, String... expected) {
    seesNothingFor(earliestMillis);
    seesWithin(latestMillis - earliestMillis, expected);
  }

  /** For this time no state changes and the device sends no message; audio may go on. */
  public void seesNothingFor(long millis) {
    run(millis);
    Entry next = nextEntry();
    if (next != null) {
      throw failure("expected nothing for " + millis + " ms, but saw " + next.text());
    }
  }

  private @Nullable Entry nextEntry() {
    while (nextExpected < timeline.size()) {
      Entry entry = timeline.get(nextExpected++);
      if (entry.kind().expected()) {
        return entry;
      }
    }
    return null;
  }

  /** The device is in the state with this log name. */
  public void expectState(String logName) {
    expect("state", device().state().logName(), logName);
  }

  /**
   * A note was written since the case began to look, such as {@code violation frame.truncated} or {@code sound popup}.
   */
  public void expectNote(String text) {
    if (timeline.entries().stream().noneMatch(e -> e.kind() == Kind.NOTE && e.text().equals("~ " + text))) {
      throw failure("expected the note '" + text + "'");
    }
  }

  /** How often a note was written. */
  public int notes(String text) {
    return (int) timeline.entries().stream().filter(e -> e.kind() == Kind.NOTE && e.text().equals("~ " + text)).count();
  }

  public void expect(String what, @Nullable Object actual, @Nullable Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw failure("expected " + what + " to be " + expected + ", but it is " + actual);
    }
  }

  /** For numbers with a tolerance. */
  public void expectBetween(String what, long actual, long lowest, long highest) {
    if (actual < lowest || actual > highest) {
      throw failure("expected " + what + " between " + lowest + " and " + highest + ", but it is " + actual);
    }
  }

  /** Audio packets the device has sent since the case began to look. */
  public int packetsSent() {
    return sent() - sentBefore;
  }

  /** Audio packets of the device seen before this message of it, over the whole case. */
  public int packetsBefore(String message) {
    int packets = 0;
    for (Entry entry : timeline.entries()) {
      if (entry.text().equals(message)) {
        return packets;
      }
      packets += entry.text().equals("D> aud") ? 1 : 0;
    }
    throw failure("expected to see " + message + " at all");
  }

  /** How often the device restarted its board. */
  public int restarts() {
    return restarts;
  }

  public StageDisplay display() {
    return display;
  }

  public StageObserver observer() {
    return observer;
  }

  public VirtualMicrophone microphone() {
    return microphone;
  }

  public VirtualSpeaker speaker() {
    return speaker;
  }

  CaseFailure failure(String why) {
    return new CaseFailure(why);
  }

  /** Ends a case: nothing unexpected may be left. */
  void end() {
    Entry left = nextEntry();
    if (left != null) {
      throw failure("the case ended, but this was seen and not expected: " + left.text());
    }
  }

  Timeline timeline() {
    return timeline;
  }
}
