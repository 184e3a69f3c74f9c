/**
 * What is kept of single turns: {@link io.github.xiaozhisim.stress.journal.TurnJournal} writes {@code turns.csv},
 * {@code legacy.csv}, {@code legacy.json} and {@code events.log} into a run's folder while the run lasts, and remembers
 * the slowest turns and who met which error.
 *
 * <p>Begin with {@code TurnJournal}. Callers: the command line makes it, devices write to it. Never here: sums over
 * turns, which any kind of work has, the terminal, devices.
 */
@NullMarked
package io.github.xiaozhisim.stress.journal;

import org.jspecify.annotations.NullMarked;
