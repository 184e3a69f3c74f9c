package io.github.xiaozhisim.device.port;

import io.github.xiaozhisim.hal.ui.Display;
import java.util.function.Consumer;

/**
 * A display that writes lines, to a terminal or a serial port: status in brackets, then who said what.
 *
 * @param out takes a line without its end; must not block
 */
public record LineDisplay(Consumer<String> out) implements Display {

  @Override
  public void setStatus(String text) {
    out.accept("[" + text + "]");
  }

  @Override
  public void showNotification(String text, int millis) {
    out.accept("[" + text + "]");
  }

  @Override
  public void setChatMessage(Role role, String text) {
    if (!text.isEmpty()) {
      out.accept(role + ": " + text);
    }
  }
}
