/**
 * The device's MCP server: JSON-RPC inside {@code mcp} messages, the tools a server may list and call, paging, argument
 * checks and error texts as the firmware has them.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.mcp.McpServer}; {@link io.github.xiaozhisim.device.mcp.CommonTools}
 * has the tools every device offers. Called by the device only. Never here: the envelope and the network.
 */
@NullMarked
package io.github.xiaozhisim.device.mcp;

import org.jspecify.annotations.NullMarked;
