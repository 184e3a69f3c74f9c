package io.github.xiaozhisim.hal.ui;

/**
 * A key. The board decides what is a click; the device is only told. A press that was already held when the board
 * started is not reported before it has been released once.
 */
public interface Button {

  /** Who is told; set once. Called on the scheduler's thread. */
  void listener(Listener listener);

  /** All methods do nothing unless overridden. */
  interface Listener {
    default void onPressDown() {}

    default void onPressUp() {}

    default void onClick() {}

    default void onDoubleClick() {}

    default void onLongPress() {}
  }
}
