package io.github.xiaozhisim.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A display of lines keeps the promises of one with pixels. */
@ContractOf(LineDisplay.class)
class LineDisplayTest extends DisplayContract {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> lines = new ArrayList<>();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      scheduler.runForMillis(1);
    }
  }

  @Override
  protected Display open() {
    return new LineDisplay(lines::add);
  }

  @Test
  void shouldWriteStatusAndConversation() {
    Display display = open();
    display.setStatus("STANDBY");
    display.setChatMessage(Display.Role.USER, "你好");
    display.setChatMessage(Display.Role.SYSTEM, "");
    display.showNotification("70", 3_000);

    assertThat(lines).containsExactly("[STANDBY]", "USER: 你好", "[70]");
  }
}
