/**
 * How well the generator itself is doing: whether frames left in time, whether event loops came to their work in time,
 * and what kept them from it. Out of that comes a {@link io.github.xiaozhisim.stress.health.Verdict} on a run: can its
 * figures be taken for the server's?
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.health.Criterion}, the one table of thresholds and the reasons for
 * them, then {@link io.github.xiaozhisim.stress.health.GeneratorHealth}, which applies it. {@code Instruments} reads
 * what the system tells, {@code LoopWatch} lives on an event loop; the others are arithmetic. Caller: the command line,
 * once a second on its main thread. Never here: anything about the server or the turns, files of the report, the
 * terminal.
 */
@NullMarked
package io.github.xiaozhisim.stress.health;

import org.jspecify.annotations.NullMarked;
