/**
 * Looks for trouble: throws seeded random inputs, messages and network faults at one device in virtual time and checks
 * what must always hold. A failing seed is cut down to the few steps that matter.
 *
 * <p>Begin with {@code Explorer}. Never here: anything a device depends on.
 */
@NullMarked
package io.github.xiaozhisim.device.explorer;

import org.jspecify.annotations.NullMarked;
