/**
 * What it takes to operate one device from this program: {@link io.github.xiaozhisim.stress.operate.OperatedDevice}
 * puts it together with a network and, where none is named, a server built in; {@link
 * io.github.xiaozhisim.stress.operate.TurnKeeper} reckons its turns as those of a fleet are reckoned.
 *
 * <p>Begin with {@code OperatedDevice}. Callers: the commands {@code device} and {@code shell}. Never here: options of
 * the command line, terminals, how a device behaves, how a latency is computed.
 */
@NullMarked
package io.github.xiaozhisim.stress.operate;

import org.jspecify.annotations.NullMarked;
