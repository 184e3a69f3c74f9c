/**
 * What the parts of every port share: the step from a driver's thread to the scheduler, and the account of what has
 * been heard where a driver tells nothing. Boards that a porter makes stand on these ({@code boards/template}).
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.port.TimedOutput}. <b>Never here:</b> a driver, a thread,
 * behaviour of the device.
 */
@NullMarked
package io.github.xiaozhisim.device.port;

import org.jspecify.annotations.NullMarked;
