/**
 * What device and server say to each other: messages as values, dialects that read and write them, binary framing.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.protocol.ServerMessage}. A message is read where it lies when it is
 * plain (no tree is made but for what is handed on as one: payloads of MCP and of the operator's own), else from a
 * tree; the outcome is the same. Never here: what the device does about a message, and anything that sends.
 */
@NullMarked
package io.github.xiaozhisim.device.protocol;

import org.jspecify.annotations.NullMarked;
