/**
 * A fleet and the emulated server in virtual time: hours in seconds, and the same seed always goes the same way.
 *
 * <p>Begin with {@code Simulation}. Never here: behaviour of devices, users or the server; all of them are the ones of
 * a real fleet.
 */
@NullMarked
package io.github.xiaozhisim.stress.simulate;

import org.jspecify.annotations.NullMarked;
