package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.pi.gpio.GpioPanel;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.sound.SoundCardInput;
import io.github.xiaozhisim.pi.sound.SoundCardListener;
import io.github.xiaozhisim.pi.sound.SoundCardOutput;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A device on the sound card and the pins of this machine in a person's hands. */
public final class RealSession {

  /**
   * What of this machine the device uses.
   *
   * @param microphone which card and how
   * @param loudspeaker likewise
   * @param panel keys and lights; the session closes it
   * @param problems what is known to be wrong already, in sentences
   * @param handsFree a conversation begins when somebody speaks, without any key
   * @param reachable whether there is a way to the server now; quick
   */
  public record Hardware(
      ThisMachine machine,
      SoundCards cards,
      SoundSettings microphone,
      SoundSettings loudspeaker,
      GpioPanel panel,
      List<String> problems,
      boolean handsFree,
      BooleanSupplier reachable) {}

  /** Before the first loud sound of a word there are quiet ones, and the device throws away 120 ms. */
  private static final long LEAD_NANOS = 300_000_000L;

  private final Hardware hardware;
  private final VoiceStart voiceStart = new VoiceStart();
  private @Nullable LocalSession session;
  private @Nullable CardVoice voice;

  private RealSession(Hardware hardware) {
    this.hardware = hardware;
  }

  /** Puts the device together and switches it on. On the scheduler's thread. */
  public static LocalSession start(
      BoardDefinition kind,
      Identity identity,
      Scheduler scheduler,
      Network network,
      Settings settings,
      DeviceConfig config,
      TurnWatch.Factory accounts,
      Executor worker,
      Hardware hardware) {
    RealSession parts = new RealSession(hardware);
    SoundCardInput microphone =
        SoundCardInput.open(scheduler, hardware.cards(), hardware.microphone(), parts.new Cards(true));
    SoundCardOutput loudspeaker =
        SoundCardOutput.open(
            scheduler,
            kind.info().audio().outputRateHz(),
            hardware.cards(),
            hardware.loudspeaker(),
            parts.new Cards(false));
    HostNetwork way = new HostNetwork(network, scheduler, hardware.reachable());
    CardVoice voice =
        new CardVoice(
            microphone,
            loudspeaker,
            scheduler.clock(),
            loudspeaker::beginnings,
            new CardVoice.Cards() {
              @Override
              public SoundCounters microphone() {
                return microphone.counters();
              }

              @Override
              public SoundCounters loudspeaker() {
                return loudspeaker.counters();
              }

              @Override
              public void close() {
                scheduler.execute(way::close);
                CompletableFuture<Void> both =
                    CompletableFuture.allOf(
                        CompletableFuture.runAsync(microphone::close, worker),
                        CompletableFuture.runAsync(loudspeaker::close, worker));
                hardware.panel().close();
                both.join();
              }
            });
    SessionScreen screen = new SessionScreen(Display.NONE);
    ThisMachine machine = hardware.machine();
    RealBoard board =
        new RealBoard(
            kind,
            new RealBoard.Parts(
                identity,
                scheduler,
                settings,
                way,
                voice.input(),
                voice.output(),
                screen,
                hardware.panel().led(),
                hardware.panel().backlight(),
                machine,
                machine::ip));
    String name = kind.key() + " " + identity.deviceId();
    LocalSession session =
        new LocalSession(
            new LocalSession.Equipment(name, board, config, voice, screen, accounts, parts.voiceStart, worker));
    parts.begin(session, voice, kind, settings, scheduler.clock());
    return session;
  }

  private void begin(
      LocalSession started, CardVoice voice, BoardDefinition kind, Settings settings, Clock clock) {
    session = started;
    this.voice = voice;
    Device device = started.device();
    KeyBindings.bind(kind.keys(), hardware.panel()::button, settings, device);
    hardware.problems().forEach(started.reporter()::problem);
    hardware.panel().problems().forEach(problem -> started.reporter().problem(problem.toString()));
    voice.talking(
        (speaks, sinceNanos) -> {
          device.voiceDetected(speaks);
          if (speaks && hardware.handsFree() && mayBeginByVoice(started, voice, clock.nowNanos())) {
            voice.remember(sinceNanos - LEAD_NANOS);
            device.toggleChat();
          }
        });
    Backlight light = hardware.panel().backlight();
    if (light != null) {
      light.setBrightness(BoardDefinition.brightness(settings));
    }
    started.start();
    voice.alwaysOpen(hardware.handsFree());
  }

  /** In manual mode nobody would end what begins without a key. */
  private boolean mayBeginByVoice(LocalSession session, CardVoice voice, long nowNanos) {
    return session.device().state() == DeviceState.IDLE
        && voiceStart.may(nowNanos)
        && voice.quietSpeaker()
        && session.now().mode() != ListeningMode.MANUAL;
  }

  /** One of the two cards goes or comes. A conversation that nobody can hear, or speak in, is over. */
  private final class Cards implements SoundCardListener {
    private final boolean microphone;
    private boolean wasGone;

    Cards(boolean microphone) {
      this.microphone = microphone;
    }

    private void note(@Nullable String why) {
      CardVoice now = voice;
      if (now == null) {
        return;
      }
      if (microphone) {
        now.deaf(why);
      } else {
        now.mute(why);
      }
    }

    @Override
    public void gone(String card, String sentence) {
      wasGone = true;
      note(sentence);
      LocalSession told = session;
      if (told != null) {
        told.reporter().problem(sentence);
        DeviceState state = told.device().state();
        if (state == DeviceState.LISTENING || state == DeviceState.SPEAKING) {
          told.device().hangUp();
        }
      }
    }

    @Override
    public void back(String card) {
      note(null);
      LocalSession told = session;
      if (told == null) {
        return;
      }
      if (wasGone) {
        wasGone = false;
        told.reporter().recovered(card + " is back");
      } else {
        told.reporter().onNotice(card);
      }
    }
  }
}
