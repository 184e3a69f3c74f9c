/**
 * The network half of the HAL on Netty: event loops as schedulers, WebSocket and HTTP clients, and the server side of
 * the same wire.
 *
 * <p>Begin with {@link io.github.xiaozhisim.transport.NettyTransport}, which owns the threads and hands out one {@link
 * io.github.xiaozhisim.transport.EventLoopScheduler} and one {@link io.github.xiaozhisim.transport.NettyNetwork} per
 * event loop; {@link io.github.xiaozhisim.transport.NettyServer} puts a {@link
 * io.github.xiaozhisim.hal.network.ServerEndpoint} on a port. Called by the programs that put a device or a fleet
 * together; devices themselves see only the HAL.
 *
 * <p>Never here: what messages mean, JSON, audio.
 */
@NullMarked
package io.github.xiaozhisim.transport;

import org.jspecify.annotations.NullMarked;
