package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.pi.board.DeviceFolder;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.board.RealSession;
import io.github.xiaozhisim.pi.board.ThisMachine;
import io.github.xiaozhisim.pi.board.VirtualSession;
import io.github.xiaozhisim.pi.gpio.GpioPanel;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.pi.sound.SoundException;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.transport.EventLoopScheduler;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One device of this process with all that it needs: an event loop to live on, a network, and a server built in where
 * none is named. Any thread; {@link #close} returns when the device is off.
 */
public final class OperatedDevice implements AutoCloseable {

  /**
   * What is wanted.
   *
   * @param kind what the device is
   * @param identity who it is
   * @param settings what it keeps over a restart; holds where to go, unless it asks
   * @param folder where the settings lie, or null where they last no longer than the device
   * @param config how it is built; asks where its address says, or the built-in server
   * @param server whether {@code settings} or {@code config} name a server; else one is built in
   * @param behaviour of the built-in server
   * @param tls whom the device trusts
   */
  public record Wish(
      BoardDefinition kind,
      Identity identity,
      Settings settings,
      @Nullable DeviceFolder folder,
      DeviceConfig config,
      boolean server,
      ServerBehaviour behaviour,
      TlsSettings tls) {}

  private final NettyTransport transport;
  private final @Nullable EmbeddedServer embedded;
  private final LocalSession session;
  private final @Nullable DeviceFolder folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OperatedDevice(
      NettyTransport transport,
      @Nullable EmbeddedServer embedded,
      LocalSession session,
      @Nullable DeviceFolder folder) {
    this.transport = transport;
    this.embedded = embedded;
    this.session = session;
    this.folder = folder;
    if (folder != null) { // from here on sound is played
      folder.writeBehind(ForkJoinPool.commonPool(), session::problem);
    }
  }

  /** Makes a session on its scheduler's thread. */
  private interface Maker {
    LocalSession start(EventLoopScheduler scheduler, Network network, DeviceConfig config, GpioPanel panel);
  }

  /**
   * Switches on a device on a virtual board.
   *
   * @throws IOException when the built-in server cannot be started; the message is for people
   */
  public static OperatedDevice virtual(Wish wish) throws IOException {
    Corpus.builtIn(); // loaded here, so that the loop need not wait for it
    return open(
        wish,
        null,
        (scheduler, network, config, none) ->
            VirtualSession.start(
                wish.kind(),
                wish.identity(),
                scheduler,
                network,
                wish.settings(),
                config,
                TurnKeeper::new,
                ForkJoinPool.commonPool()));
  }

  /**
   * Switches on a device on the sound card and the pins of this machine.
   *
   * @param handsFree a conversation begins when somebody speaks, without any key
   * @param usesPins whether keys and lights are looked for
   * @throws IOException when the built-in server cannot be started; the message is for people
   */
  public static OperatedDevice real(
      Wish wish, SoundSettings microphone, SoundSettings loudspeaker, boolean usesPins, boolean handsFree)
      throws IOException {
    SoundCards cards = SoundCards.ofThisMachine();
    List<String> problems = missing(cards, microphone, loudspeaker);
    return open(
        wish,
        usesPins ? wish.kind().pins() : null,
        (scheduler, network, config, panel) -> {
          RealSession.Hardware hardware =
              new RealSession.Hardware(
                  ThisMachine.HERE,
                  cards,
                  microphone,
                  loudspeaker,
                  panel,
                  problems,
                  handsFree,
                  () -> isHere(wish, config) || ThisMachine.HERE.networkThere());
          return RealSession.start(
              wish.kind(),
              wish.identity(),
              scheduler,
              network,
              wish.settings(),
              config,
              TurnKeeper::new,
              ForkJoinPool.commonPool(),
              hardware);
        });
  }

  /** Said at once and not at the first conversation, which may be days later. */
  private static List<String> missing(SoundCards cards, SoundSettings microphone, SoundSettings loudspeaker) {
    List<String> problems = new ArrayList<>();
    try {
      cards.microphone(microphone.card());
    } catch (SoundException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    try {
      cards.loudspeaker(loudspeaker.card());
    } catch (SoundException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return problems;
  }

  /** A server on this machine needs no network. */
  private static boolean isHere(Wish wish, DeviceConfig config) {
    URI ota = config.otaUrl();
    String server = ota != null ? ota.toString() : wish.settings().getString("websocket", "url", "");
    return server.matches("(?i)\\w+://(127\\.[0-9.]+|localhost|\\[::1])([:/].*)?");
  }

  private static OperatedDevice open(Wish wish, @Nullable Pins pins, Maker maker) throws IOException {
    EmbeddedServer embedded = wish.server() ? null : EmbeddedServer.toThePoint(TransportKind.AUTO, wish.behaviour());
    NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, wish.tls());
    try {
      EventLoopScheduler scheduler = transport.scheduler(0);
      DeviceConfig config = embedded == null ? wish.config() : wish.config().withOtaUrl(embedded.ota());
      GpioPanel panel = GpioPanel.open(pins, scheduler); // takes its time, so not on the loop
      LocalSession session = onLoop(scheduler, () -> maker.start(scheduler, transport.network(0), config, panel));
      return new OperatedDevice(transport, embedded, session, wish.folder());
    } catch (RuntimeException e) {
      transport.close();
      if (embedded != null) {
        embedded.close();
      }
      throw e;
    }
  }

  private static <T> T onLoop(EventLoopScheduler scheduler, Supplier<T> maker) {
    try {
      return CompletableFuture.supplyAsync(maker, scheduler::execute).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  public LocalSession session() {
    return session;
  }

  /** The loop the device lives on. */
  public Scheduler scheduler() {
    return transport.scheduler(0);
  }

  /** Where the built-in server is asked for the configuration, or null without one. */
  public @Nullable URI builtInServer() {
    return embedded == null ? null : embedded.ota();
  }

  /** Once is enough; a second call returns at once. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    session.close();
    if (folder != null) {
      folder.flush();
    }
    transport.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
