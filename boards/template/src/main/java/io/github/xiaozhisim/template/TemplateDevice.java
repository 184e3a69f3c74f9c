package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.port.LineDisplay;
import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.transport.NettyTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;

/** The board as a device: an empty line is the chat button, another is said as text, the end of the input ends it. */
record TemplateDevice(NettyTransport transport, FileSettings settings, BoardInfo info, Process ear, Process mouth) {

  /** Arguments: the board.json, the server's address, and the file for the settings. */
  public static void main(String[] arguments) throws Exception {
    FileSettings settings = new FileSettings(Path.of(arguments[2]));
    settings.putString("websocket", "url", arguments[1]);
    BoardInfo info = Boards.load(arguments[0]).getFirst().info();
    var ear = new ProcessBuilder("sh", "-c", TemplateSound.RECORD);
    var mouth = new ProcessBuilder("sh", "-c", TemplateSound.PLAY);
    var parts = new TemplateDevice(NettyTransport.open(), settings, info, ear.start(), mouth.start());
    Scheduler loop = parts.transport.scheduler(0);
    Device device = CompletableFuture.supplyAsync(() -> parts.start(loop), loop::execute).join();
    Scanner keyboard = new Scanner(System.in, StandardCharsets.UTF_8);
    while (keyboard.hasNextLine()) {
      String said = keyboard.nextLine().strip();
      loop.execute(said.isEmpty() ? device::toggleChat : () -> device.sayText(said));
    }
    loop.execute(device::signOff);
    parts.transport.close();
  }

  private Device start(Scheduler loop) {
    var in = TemplateSound.microphone(loop, ear.getInputStream());
    var out = TemplateSound.speaker(loop, mouth.getOutputStream());
    var lines = new LineDisplay(System.out::println);
    var identity = TemplateBoard.identityOf(settings);
    var board = new TemplateBoard(info, identity, loop, settings, transport.network(0), in, out, lines);
    Device device = new Device(board, DeviceConfig.defaults(), new DeviceObserver() {});
    device.start();
    return device;
  }
}
