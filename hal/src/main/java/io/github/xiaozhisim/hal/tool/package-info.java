/**
 * What a board lets servers do with it: tools, their arguments and answers. A board declares its own ones with {@link
 * io.github.xiaozhisim.hal.tool.Tool}; the device lists them, checks the arguments and carries the answers.
 *
 * <p>Never here: JSON and the protocol, which are the device's.
 */
@NullMarked
package io.github.xiaozhisim.hal.tool;

import org.jspecify.annotations.NullMarked;
