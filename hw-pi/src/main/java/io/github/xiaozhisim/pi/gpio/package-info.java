/**
 * Keys, lights and backlight on the pins of a Raspberry Pi, from what a board's description says of its {@link
 * io.github.xiaozhisim.device.board.Pins}.
 *
 * <p>Here: {@link io.github.xiaozhisim.pi.gpio.GpioPanel}, all that a board has on its pins; {@link
 * io.github.xiaozhisim.pi.gpio.PinAccess}, why it cannot be reached; what a press means and how a light moves, which
 * know nothing of pins; and {@code Pi4jLines}, the one class that talks to the library.
 *
 * <p><b>Never here:</b> what a key does to the device (the board binds it), what a state looks like (the device says it
 * as a {@link io.github.xiaozhisim.hal.ui.LedPattern}), and the library's pretended pins, which belong to tests: its
 * parts are named one by one, so that nothing else on the class path can take their place.
 *
 * <p>Called by the real board and the doctor. Begin with {@code GpioPanel}.
 */
@NullMarked
package io.github.xiaozhisim.pi.gpio;

import org.jspecify.annotations.NullMarked;
