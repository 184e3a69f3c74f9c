/**
 * The way to servers: WebSocket, HTTP, and where a board has them MQTT and UDP. The device asks a {@link
 * io.github.xiaozhisim.hal.network.Network} and does not know whether Netty, a script or a virtual wire answers.
 *
 * <p>The same package has the other side of the wire ({@link io.github.xiaozhisim.hal.network.ServerEndpoint}), so
 * that an emulated server, too, runs on a real port or in virtual time. Both sides speak {@link
 * io.github.xiaozhisim.hal.network.WebSocketConnection} once they are connected. The same holds for MQTT ({@link
 * io.github.xiaozhisim.hal.network.MqttEndpoint}) and for UDP ({@link io.github.xiaozhisim.hal.network.UdpEndpoint}).
 *
 * <p>Never here: what the messages mean.
 */
@NullMarked
package io.github.xiaozhisim.hal.network;

import org.jspecify.annotations.NullMarked;
