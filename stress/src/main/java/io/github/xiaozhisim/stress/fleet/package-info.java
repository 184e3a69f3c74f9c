/**
 * Many devices and their users: who they are ({@link io.github.xiaozhisim.stress.fleet.Population}), when they arrive
 * ({@link io.github.xiaozhisim.stress.fleet.Arrivals}), what they do ({@link io.github.xiaozhisim.stress.fleet.Talker},
 * one user of one device, {@link io.github.xiaozhisim.stress.fleet.Talking} which of them talk), and
 * all of it together ({@link io.github.xiaozhisim.stress.fleet.Fleet}).
 *
 * <p>Everything of one device happens on its event loop's thread; {@code Fleet} alone talks to several. Begin with
 * {@code Scenario}, then {@code Talker}. Only {@code DeviceFactory} knows how a device is put together. Never here:
 * files, the terminal, latency arithmetic (see {@link io.github.xiaozhisim.stress.measure}).
 */
@NullMarked
package io.github.xiaozhisim.stress.fleet;

import org.jspecify.annotations.NullMarked;
