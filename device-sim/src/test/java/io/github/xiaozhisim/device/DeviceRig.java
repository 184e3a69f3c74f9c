package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBacklight;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.ArrayList;
import java.util.List;

/** A device on a virtual board, a scripted server and a wire in virtual time. */
final class DeviceRig implements DeviceObserver {

  static final long WIRE_DELAY_NANOS = 1_000_000;

  /** One silent packet, over and over. */
  static final Clip SILENCE =
      new Clip("silence", "", "", 16_000, 60, List.of(Payload.shared(new byte[] {0x58})), -1, -1);

  final SimScheduler time = new SimScheduler();
  final ScriptedServer server = new ScriptedServer();
  final MemorySettings settings = new MemorySettings();
  final VirtualMicrophone microphone = new VirtualMicrophone(time, SILENCE);
  final VirtualSpeaker speaker = new VirtualSpeaker(time);
  final Device device;

  final List<String> states = new ArrayList<>();
  final List<ChannelFailure> failures = new ArrayList<>();
  final List<CloseReason> closed = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final List<String> received = new ArrayList<>();
  long captureStartedNanos = -1;
  int audioAccepted;
  int audioDropped;
  boolean ready;
  int restarts;

  DeviceRig() {
    this(DeviceConfig.defaults());
  }

  DeviceRig(DeviceConfig config) {
    this(config, VirtualBoard.DEFAULT_INFO);
  }

  DeviceRig(DeviceConfig config, BoardInfo info) {
    VirtualBoard plain =
        new VirtualBoard(
            info,
            new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
            time,
            settings,
            new SimNetwork(time, server, WIRE_DELAY_NANOS),
            microphone,
            speaker,
            Display.NONE,
            () -> restarts++);
    device = new Device(plain.fit(new VirtualBacklight(time, 75)), config, this);
  }

  /** Ready at once: the server is in the settings, no boot request is made. */
  static DeviceRig ready() {
    return ready(DeviceConfig.defaults());
  }

  static DeviceRig ready(DeviceConfig config) {
    DeviceRig rig = new DeviceRig(config);
    rig.settings.putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    rig.device.start();
    rig.runMillis(500); // the sound of being ready is over
    rig.states.clear();
    return rig;
  }

  /** Listening in the default mode, hello done. */
  static DeviceRig listening(DeviceConfig config) {
    DeviceRig rig = ready(config);
    rig.device.toggleChat();
    rig.runMillis(20);
    return rig;
  }

  static DeviceRig listening() {
    return listening(DeviceConfig.defaults());
  }

  void runMillis(long millis) {
    time.runForMillis(millis);
  }

  long nowMillis() {
    return time.clock().nowNanos() / 1_000_000;
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    states.add(to.logName());
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    failures.add(failure);
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    closed.add(reason);
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    violations.add(rule);
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    problems.add(what);
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    received.add(message.kind());
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    captureStartedNanos = nowNanos;
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    if (accepted) {
      audioAccepted++;
    } else {
      audioDropped++;
    }
  }

  @Override
  public void onReady(long nowNanos) {
    ready = true;
  }
}
