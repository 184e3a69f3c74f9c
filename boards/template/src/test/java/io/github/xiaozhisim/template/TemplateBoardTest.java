package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardContract;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.ui.Display;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The board as a whole keeps its promises. */
@ContractOf(TemplateBoard.class)
class TemplateBoardTest extends BoardContract {

  private final Loop loop = new Loop();
  @TempDir private Path folder;
  private Board board;

  @BeforeEach
  void makeTheBoard() throws BoardException {
    BoardInfo info = Boards.load("board.json").getFirst().info();
    onScheduler(() -> board = boardOf(info, new FileSettings(folder.resolve("settings.json"))));
  }

  private Board boardOf(BoardInfo info, Settings settings) {
    return new TemplateBoard(
        info,
        TemplateBoard.identityOf(settings),
        scheduler(),
        settings,
        loop.transport.network(0),
        TemplateSound.microphone(scheduler(), InputStream.nullInputStream()),
        TemplateSound.speaker(scheduler(), OutputStream.nullOutputStream()),
        Display.NONE);
  }

  @Override
  protected Board board() {
    return board;
  }

  @Override
  protected Scheduler scheduler() {
    return loop.scheduler();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    loop.runUntil(done);
  }

  @AfterEach
  void close() {
    loop.close();
  }
}
