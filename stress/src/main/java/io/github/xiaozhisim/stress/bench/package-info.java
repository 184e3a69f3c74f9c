/**
 * {@code xiaozhi bench}: what this program costs, measured so that tables of other versions and other machines can be
 * laid beside. Three programs in processes of their own: the {@link io.github.xiaozhisim.stress.bench.TargetServer},
 * which does as little as a server can and judges everybody's pacing alike; the fleet, started as users start it; and
 * the {@link io.github.xiaozhisim.stress.bench.FloorClient}, which does nothing but the wire, and is what everything is
 * compared with.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.bench.BenchRun}. Called by the command line only. Never here:
 * anything that a fleet needs to run (target and floor must not become dearer or cheaper with it), and printing. Target
 * and floor call the Linux kernel directly, since anything between would be measured as well.
 */
@NullMarked
package io.github.xiaozhisim.stress.bench;

import org.jspecify.annotations.NullMarked;
