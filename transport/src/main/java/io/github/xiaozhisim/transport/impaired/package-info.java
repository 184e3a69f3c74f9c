/**
 * A worse network laid over a good one: delay, jitter, little bandwidth, loss and broken connections, for each device
 * its own. Works on any {@link io.github.xiaozhisim.hal.network.Network}: over real sockets and in virtual time.
 *
 * <p>Begin with {@link io.github.xiaozhisim.transport.impaired.Impairment}, what it is, then {@link
 * io.github.xiaozhisim.transport.impaired.ImpairedNetwork}, who does it; {@code Line} is one direction of a connection.
 * Called by whoever puts a fleet together; devices do not know of it. Never here: sockets, threads, system time.
 */
@NullMarked
package io.github.xiaozhisim.transport.impaired;

import org.jspecify.annotations.NullMarked;
