package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.Boards;
import java.util.Iterator;

/** What a shell completes where a board is asked for; read only when it asks. */
final class BoardNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Boards.builtIn().stream().map(BoardDefinition::key).iterator();
  }
}
