package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardContract;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;

/** The board that this machine is keeps the promises of a board. */
@ContractOf(RealBoard.class)
class RealBoardContractTest extends BoardContract {

  @TempDir static Path root;

  private final SimScheduler scheduler = new SimScheduler();
  private final Board board = make();

  private Board make() {
    try {
      return new RealBoard(
          Boards.find("linux-pc"),
          new RealBoard.Parts(
              new Identity("02:00:00:00:00:03", "0f6bb1a2-77c4-4a53-9a0a-3c1d2e4f5a6b", null),
              scheduler,
              new MemorySettings(),
              new HostNetwork(new Unused(), scheduler, () -> true),
              new MixedInput(
                  new VirtualPcmMicrophone(scheduler, 16_000, 1), scheduler.clock(), MixedInputTest.NOBODY),
              new HeardOutput(
                  new VirtualPcmSpeaker(scheduler, 24_000, (samples, nanos) -> {}), scheduler.clock(), told -> {}),
              new SessionScreen(Display.NONE),
              Led.NONE,
              null,
              machine(),
              () -> "192.0.2.7"));
    } catch (BoardException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ThisMachine machine() throws IOException {
    Path route = root.resolve("proc/net/route");
    Files.createDirectories(route.getParent());
    Files.writeString(route, "Iface Destination Gateway\neth0 00000000 0102A8C0 0003\n");
    Path heat = root.resolve("sys/class/thermal/thermal_zone0/temp");
    Files.createDirectories(heat.getParent());
    Files.writeString(heat, "41250");
    return new ThisMachine(root);
  }

  /** Where nobody connects. */
  private static final class Unused implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      throw new AssertionError("nobody connects");
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {
      throw new AssertionError("nobody asks");
    }
  }

  @Override
  protected Board board() {
    return board;
  }

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    PassingTime.until(scheduler, done);
  }
}
