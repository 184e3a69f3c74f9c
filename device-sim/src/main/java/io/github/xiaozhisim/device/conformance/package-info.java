/**
 * The conformance cases: what an observer at the network and at the states of a device must see, one numbered method
 * for each, in virtual time. The command {@code xiaozhi conformance} and the tests run the same cases, in both
 * fidelities.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.conformance.Stage}, then read any class that ends in {@code Cases}:
 * a case reads as a timeline. {@link io.github.xiaozhisim.device.conformance.Conformance} lists and runs them. Letters:
 * B boot, W opening and closing a WebSocket, F binary framing, S conversation, A audio, J odd JSON, M tools, Q MQTT and
 * UDP, P habits of known servers. Never here: behaviour of the device.
 */
@NullMarked
package io.github.xiaozhisim.device.conformance;

import org.jspecify.annotations.NullMarked;
