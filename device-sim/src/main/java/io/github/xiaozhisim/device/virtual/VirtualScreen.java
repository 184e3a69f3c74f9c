package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.ui.Display;
import org.jspecify.annotations.Nullable;

/**
 * A screen that nobody looks at: it has the themes of its board and draws nothing. Stateless; all devices of a board
 * share one.
 */
public final class VirtualScreen implements Display {

  private final DisplayInfo info;

  public VirtualScreen(DisplayInfo info) {
    this.info = info;
  }

  @Override
  public boolean hasThemes() {
    return !info.themes().isEmpty();
  }

  /** A test card, whatever the quality: nothing is drawn that could be seen. */
  @Override
  public byte @Nullable [] snapshot(int quality) {
    return info.snapshot() ? TestCard.JPEG : null;
  }

  @Override
  public boolean setTheme(String theme) {
    return info.themes().contains(theme);
  }
}
