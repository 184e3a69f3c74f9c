/**
 * What people see while a run lasts and when it is over. {@link io.github.xiaozhisim.stress.live.LiveLine} and {@link
 * io.github.xiaozhisim.stress.live.Summary} make text of values; {@link io.github.xiaozhisim.stress.live.Terminal} is the
 * only class that knows what a terminal can do.
 *
 * <p>Callers: the command line. Never here: files, measuring, decisions.
 */
@NullMarked
package io.github.xiaozhisim.stress.live;

import org.jspecify.annotations.NullMarked;
