/**
 * The real board: a Raspberry Pi, or any Linux machine with a sound card, as a xiaozhi device that people talk to.
 *
 * <p><b>Nothing of it is here yet</b>, only its place: the module builds and is empty. What will be here is the sound
 * card as {@link io.github.xiaozhisim.hal.audio.PcmInput} and {@link io.github.xiaozhisim.hal.audio.PcmOutput}, a
 * button and a light on GPIO lines, settings in a file, a shell to talk to the device, and a doctor that says what is
 * missing on a machine.
 *
 * <p><b>Never here:</b> behaviour of the device ({@link io.github.xiaozhisim.device}), a network client of its own
 * (transport has it). The thread of the sound card never reaches the device: it hands over through {@link
 * io.github.xiaozhisim.hal.Scheduler#execute}. Nobody calls this module; it is a program.
 */
@NullMarked
package io.github.xiaozhisim.pi;

import org.jspecify.annotations.NullMarked;
