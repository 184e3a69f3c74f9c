/**
 * The device: the firmware's state machine, main loop and behaviour, in one class a reader opens first: {@link
 * io.github.xiaozhisim.device.Device}. It sees the world only through the HAL and lives on one thread.
 *
 * <p>Begin with {@code Device}, then {@link io.github.xiaozhisim.device.audio}. Never here: sockets, threads, system
 * time, statistics: whoever measures implements {@link io.github.xiaozhisim.device.DeviceObserver}. Callers: the fleet,
 * the Raspberry Pi, tests.
 */
@NullMarked
package io.github.xiaozhisim.device;

import org.jspecify.annotations.NullMarked;
