package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.transport.NettyTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The board as a device that lives. Its keyboard: an empty line is the chat button, any other line is said to the
 * server as text, the end of the input switches it off. Its screen: the lines it prints.
 */
public final class TemplateDevice {

  private static final String FORMAT = " -q -t raw -f S16_LE -c 1 -r ";

  private TemplateDevice() {}

  /** Arguments: the board.json, the server's address, and the file for the settings. */
  public static void main(String[] arguments) throws Exception {
    BoardInfo info = Boards.load(arguments[0]).getFirst().info();
    Settings settings = new FileSettings(Path.of(arguments[2]));
    settings.putString("websocket", "url", arguments[1]);
    Process ear = program("arecord" + FORMAT + TemplateMicrophone.RATE_HZ);
    Process mouth = program("aplay" + FORMAT + TemplateSpeaker.RATE_HZ);
    NettyTransport transport = NettyTransport.open();
    Scheduler scheduler = transport.scheduler(0);
    Identity identity = TemplateBoard.identityOf(settings, address());
    Supplier<Device> start =
        () -> {
          TemplateBoard board =
              new TemplateBoard(
                  info,
                  identity,
                  scheduler,
                  settings,
                  transport.network(0),
                  new TemplateMicrophone(scheduler, ear.getInputStream(), System.err::println),
                  new TemplateSpeaker(scheduler, mouth.getOutputStream(), System.err::println),
                  new Lines());
          Device device = new Device(board, DeviceConfig.defaults(), new DeviceObserver() {});
          device.start();
          return device;
        };
    Device device = CompletableFuture.supplyAsync(start, scheduler::execute).join();
    BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = keyboard.readLine(); line != null; line = keyboard.readLine()) {
      String said = line.strip();
      scheduler.execute(said.isEmpty() ? device::toggleChat : () -> device.sayText(said));
    }
    scheduler.execute(device::signOff);
    transport.close();
    ear.destroy();
    mouth.destroy();
  }

  /** Through a shell: a program that is missing is one that ends at once, and says why. */
  private static Process program(String command) throws IOException {
    return new ProcessBuilder("sh", "-c", "exec " + command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The first network card's own address, or one of the local kind where there is none. */
  private static String address() throws SocketException {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      byte[] bytes = card.getHardwareAddress();
      if (bytes != null && (bytes[0] & 1) == 0) {
        return HexFormat.ofDelimiter(":").formatHex(bytes);
      }
    }
    return "02:00:00:00:00:01";
  }

  /** A display that prints lines. */
  private record Lines() implements Display {
    @Override
    public void setStatus(String text) {
      System.out.println("[" + text + "]");
    }

    @Override
    public void setChatMessage(Role role, String text) {
      System.out.println(role + ": " + text);
    }
  }
}
