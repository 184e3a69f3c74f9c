/**
 * What people see while a run lasts and when it is over. {@link io.github.xiaozhisim.stress.live.LiveLine} and {@link
 * io.github.xiaozhisim.stress.live.Summary} make text of values, and {@link
 * io.github.xiaozhisim.stress.live.TopView} fills a screen with them; {@link io.github.xiaozhisim.stress.live.Terminal}
 * writes what a terminal understands, {@code Keys} hears what is typed there.
 *
 * <p>Callers: the command line. Never here: files, measuring, decisions.
 */
@NullMarked
package io.github.xiaozhisim.stress.live;

import org.jspecify.annotations.NullMarked;
