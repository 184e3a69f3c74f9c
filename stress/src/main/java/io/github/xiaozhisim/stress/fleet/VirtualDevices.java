package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.Network;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the devices of a fleet together: virtual board, the microphone that says shared clips, the speaker that keeps
 * time (and really listens, on the ears). The configuration is shared by all devices without a token of their own.
 */
public final class VirtualDevices implements DeviceFactory {

  /** What lies between a device and its servers. */
  public interface Networks {

    /** On {@code scheduler}'s thread. */
    Network of(Member member, Scheduler scheduler);
  }

  /** Who else sees what devices do; on their schedulers' threads. */
  public interface Witnesses {

    /** Sees everything the device's user sees, just before it; null for nobody. */
    @Nullable DeviceObserver of(Member member, Scheduler scheduler);

    /** The device is put together and still off. */
    default void made(Member member, Device device) {}
  }

  /** What makes a difference to how a device converses. */
  private record Way(EchoCancellation echoCancellation, ListeningMode mode) {}

  private final Scenario scenario;
  private final Networks networks;
  private final Witnesses witnesses;
  private final Ears ears;
  private final Equipment equipment;
  private final Cast cast;
  private final Map<Way, DeviceConfig> configs = new HashMap<>();
  private final Voices voices;
  /** What all devices have in common before they boot. */
  private final MemorySettings firstSettings = new MemorySettings();

  /**
   * @param networks the network of a device
   * @param ears who really listens
   */
  public VirtualDevices(Scenario scenario, Networks networks, Ears ears) {
    this(scenario, networks, ears, (member, scheduler) -> null);
  }

  /** The same, seen by {@code witnesses}. */
  public VirtualDevices(Scenario scenario, Networks networks, Ears ears, Witnesses witnesses) {
    this.scenario = scenario;
    this.equipment = scenario.equipment();
    this.cast = scenario.cast();
    this.networks = networks;
    this.ears = ears;
    this.witnesses = witnesses;
    Timeouts timeouts = scenario.timeouts();
    DeviceConfig base =
        DeviceConfig.defaults()
            .withDialect(equipment.dialect())
            .withFidelity(equipment.fidelity())
            .withTimeouts(millis(timeouts.connectNanos()), millis(timeouts.helloNanos()));
    DeviceConfig asking =
        switch (scenario.target()) {
          case Scenario.Target.Ota ota -> base.withOtaUrl(ota.uri());
          case Scenario.Target.Server _ -> base;
        };
    for (EchoCancellation echo : EchoCancellation.values()) {
      for (ListeningMode mode : ListeningMode.values()) {
        configs.put(
            new Way(echo, mode),
            asking.withDefaultMode(mode).withServerEchoCancellation(echo == EchoCancellation.SERVER));
      }
    }
    firstSettings.putInt("websocket", "version", equipment.framing());
    if (scenario.target() instanceof Scenario.Target.Server server) {
      firstSettings.putString("websocket", "url", server.uri().toString());
    }
    this.voices = new Voices(scenario.population().clips(), equipment.silence(), equipment.boards().packetMillis());
  }

  private static int millis(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000));
  }

  /** Spreads the devices evenly over a frame, however many there are: steps of the golden section. */
  private static long phaseNanos(int index, int frameMillis) {
    double turns = index * 0.618_033_988_749_895;
    return (long) ((turns - Math.floor(turns)) * frameMillis * 1_000_000L);
  }

  private VirtualSpeaker speaker(Member member, Scheduler scheduler, User user) {
    if (!equipment.isEar(member.index())) {
      return new VirtualSpeaker(scheduler);
    }
    AnswerTape tape = ears.taped();
    user.ledger.tape(tape);
    return new VirtualSpeaker(scheduler, tape);
  }

  @Override
  public Handset make(Member member, Scheduler scheduler, User user) {
    String token = member.token() != null ? member.token() : equipment.token();
    Map<String, String> headers = equipment.headers();
    MemorySettings settings = new MemorySettings(firstSettings);
    switch (scenario.target()) {
      case Scenario.Target.Server _ -> {
        if (token != null) {
          settings.putString("websocket", "token", token);
        }
      }
      case Scenario.Target.Ota _ -> {
        if (token != null) {
          // the boot answer replaces the settings, so a token given by hand has to travel beside them
          headers = new LinkedHashMap<>(headers);
          headers.putIfAbsent("Authorization", token.contains(" ") ? token : "Bearer " + token);
        }
      }
    }
    VirtualSpeaker speaker = speaker(member, scheduler, user);
    speaker.heardBy(user);
    BoardMix.Kind kind = equipment.boards().kind(member.index());
    BoardInfo info = kind.board().info();
    int packetMillis = info.audio().frameMillis();
    VirtualMicrophone microphone = new VirtualMicrophone(scheduler, voices.silence(packetMillis), user);
    microphone.onGrid(phaseNanos(member.index(), packetMillis));
    VirtualBoard board =
        new VirtualBoard(
            info,
            member.identity(),
            scheduler,
            settings,
            networks.of(member, scheduler),
            microphone,
            speaker,
            kind.screen(),
            () -> {});
    kind.board().fit(board);
    ListeningMode mode = scenario.modeOf(cast.persona(member.index()), member.index());
    DeviceConfig usual = Objects.requireNonNull(configs.get(new Way(info.audio().echoCancellation(), mode)));
    DeviceConfig own = headers.isEmpty() ? usual : usual.withExtraHeaders(headers);
    DeviceObserver witness = witnesses.of(member, scheduler);
    Device device = new Device(board, own, witness == null ? user : DeviceObserver.both(witness, user));
    witnesses.made(member, device);
    return new VirtualHandset(device, microphone, user, voices.voice(packetMillis));
  }
}
