/**
 * Is this machine fit for a run? What a run takes ({@link io.github.xiaozhisim.stress.check.Demand}), what the system
 * gives ({@link io.github.xiaozhisim.stress.check.MachineLimits}), and line by line what is, what is needed and the
 * command that changes it ({@link io.github.xiaozhisim.stress.check.MachineCheck}).
 *
 * <p>Begin with {@code MachineCheck}. The command line calls it, for {@code check} and before large runs. Never here:
 * watching a run while it goes on (that is {@code monitor}), changing anything of the machine, the terminal.
 */
@NullMarked
package io.github.xiaozhisim.stress.check;

import org.jspecify.annotations.NullMarked;
