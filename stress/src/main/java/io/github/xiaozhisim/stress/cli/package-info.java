/**
 * The command line: {@link io.github.xiaozhisim.stress.cli.Main} and one class a command. Options become plain values
 * here, mistakes in them become one sentence and exit code 2; what is done with them is elsewhere.
 *
 * <p>Begin with {@code Main}, then {@code FleetCommand} and {@code FleetRun}. Never here: measuring, protocol, anything
 * that another program could want without a terminal. Fields of commands must be light types: {@code --help} has to
 * answer without loading the network or JSON.
 */
@NullMarked
package io.github.xiaozhisim.stress.cli;

import org.jspecify.annotations.NullMarked;
