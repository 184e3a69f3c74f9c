/**
 * Fakes that are products: the virtual board with its microphone and speaker, time that only moves when told, a wire in
 * memory. They pass the same contract tests as real hardware.
 *
 * <p>Begin with {@code VirtualBoard}. Never here: behaviour of the device; simulation swaps the clock, the wire and the
 * sound, never the device.
 */
@NullMarked
package io.github.xiaozhisim.device.virtual;

import org.jspecify.annotations.NullMarked;
