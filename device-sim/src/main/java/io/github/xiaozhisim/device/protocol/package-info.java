/**
 * What device and server say to each other: messages as values, dialects that read and write them, binary framing.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.protocol.ServerMessage}. Never here: what the device does about a
 * message, and anything that sends.
 */
@NullMarked
package io.github.xiaozhisim.device.protocol;

import org.jspecify.annotations.NullMarked;
