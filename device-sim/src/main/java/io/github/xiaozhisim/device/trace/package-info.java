/**
 * What a device did, written down: as one number that tells two runs apart, and as a timeline that can be looked at.
 *
 * <p>Begin with {@code EventHash}. Everything here is a {@link io.github.xiaozhisim.device.DeviceObserver}; never here:
 * anything that changes what a device does.
 */
@NullMarked
package io.github.xiaozhisim.device.trace;

import org.jspecify.annotations.NullMarked;
