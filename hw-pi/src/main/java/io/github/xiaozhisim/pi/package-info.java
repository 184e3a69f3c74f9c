/**
 * The real board: a Raspberry Pi, or any machine with a sound card, as a xiaozhi device that people talk to.
 *
 * <p>Its parts are packages: {@code sound} (microphone and loudspeaker on javax.sound), {@code gpio} (button, lights
 * and backlight on Pi4J), {@code board} (all of it as one {@link io.github.xiaozhisim.hal.Board}),
 * {@link io.github.xiaozhisim.pi.session} (one living device that a person operates), {@code shell} (the same from a
 * terminal) and {@code doctor} (what is missing on a machine). Begin with {@code session}.
 *
 * <p><b>Never here:</b> behaviour of the device ({@link io.github.xiaozhisim.device}), a network client of its own
 * (transport has it), options of the command line (the program that starts this reads them). The threads of a sound
 * card or of a GPIO chip never reach the device: they hand over through {@link
 * io.github.xiaozhisim.hal.Scheduler#execute}.
 */
@NullMarked
package io.github.xiaozhisim.pi;

import org.jspecify.annotations.NullMarked;
