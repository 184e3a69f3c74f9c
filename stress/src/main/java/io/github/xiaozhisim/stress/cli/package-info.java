/**
 * The command line: one class a command, option groups that several commands share, and what is shown while one runs.
 *
 * <p>Begin with {@code Main}. A command reads options, builds things from other packages, waits, prints and gives an exit
 * code; never here: what those things do. Mistakes of the user end in one sentence and exit code 2.
 */
@NullMarked
package io.github.xiaozhisim.stress.cli;

import org.jspecify.annotations.NullMarked;
