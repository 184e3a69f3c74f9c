package io.github.xiaozhisim.device.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardContract;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each built-in board, with virtual parts, keeps the promises of a board. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
@ContractOf(VirtualBoard.class)
class BuiltInBoardsContractTest extends BoardContract {

  private static final Clip SILENCE =
      new Clip("silence", "", "", 16_000, 60, List.of(Payload.shared(new byte[] {0x58})), -1, -1);

  private final SimScheduler scheduler = new SimScheduler();
  private final Board board;

  BuiltInBoardsContractTest(String name) throws BoardException {
    BoardDefinition definition = Boards.find(name);
    board =
        definition.fit(
            new VirtualBoard(
                definition.info(),
                new Identity("02:12:34:ab:cd:ef", "7b94d69a-9808-4c59-9c9b-704333b38aff"),
                scheduler,
                new MemorySettings(),
                new TestBoard.NoNetwork(),
                new VirtualMicrophone(scheduler, SILENCE),
                new VirtualSpeaker(scheduler),
                definition.screen(),
                () -> {}));
  }

  static Stream<String> names() {
    return Boards.builtIn().stream().map(BoardDefinition::key);
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
    long endNanos = scheduler.clock().nowNanos() + 10_000_000_000L;
    while (!done.getAsBoolean() && scheduler.clock().nowNanos() < endNanos) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within ten seconds").isTrue();
  }
}
