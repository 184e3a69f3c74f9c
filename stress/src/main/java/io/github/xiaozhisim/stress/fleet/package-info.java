/**
 * Many devices and their users: who the devices are ({@link io.github.xiaozhisim.stress.fleet.Roster}), who uses them
 * ({@link io.github.xiaozhisim.stress.fleet.Population}), when they are switched on ({@link
 * io.github.xiaozhisim.stress.fleet.RampUp}), what they do, and all of it together ({@link
 * io.github.xiaozhisim.stress.fleet.Fleet}).
 *
 * <p>Each device has one {@link io.github.xiaozhisim.stress.fleet.User}, who switches it on, takes turns ({@code
 * TurnTaker}) and leaves, and is doing one thing at a time ({@code Busy}). What kind of user that is says a {@link
 * io.github.xiaozhisim.stress.fleet.Persona}; who is which, {@link io.github.xiaozhisim.stress.fleet.Cast}. A {@code
 * Talker} talks turn by turn, a {@code SilentUser} keeps its channel open and talks when a wave comes. A turn is a
 * {@code RunningTurn}, with its patience and its outcome. What the device tells a user passes through {@code Watcher},
 * which writes it into the {@code Ledger}, and puts it into words for a {@link
 * io.github.xiaozhisim.stress.fleet.Follower} where somebody looks at this very device.
 *
 * <p>Everything of one device happens on its event loop's thread; {@code Fleet} alone talks to several. Begin with
 * {@code Scenario}, then {@code User}, {@code TurnTaker}, {@code Talker} (the shortest life there is) and {@code
 * RunningTurn}. Only {@code DeviceFactory} knows how a device is put together. Never here: files, the terminal, latency
 * arithmetic (see {@link io.github.xiaozhisim.stress.turn}).
 */
@NullMarked
package io.github.xiaozhisim.stress.fleet;

import org.jspecify.annotations.NullMarked;
