/**
 * What happened to one turn, and what happened to all of them: {@link io.github.xiaozhisim.stress.measure.Turn} keeps
 * the marks and is the only place that computes a latency; {@link io.github.xiaozhisim.stress.measure.TurnRecorder}
 * (one an event loop, a single writer) sums turns up; {@link io.github.xiaozhisim.stress.measure.Measurements} reads
 * the recorders from one other thread.
 *
 * <p>Begin with {@code Turn}. Callers: the fleet writes, reports and the live line read. Never here: devices, files,
 * the clock (times come in as nanoseconds).
 */
@NullMarked
package io.github.xiaozhisim.stress.measure;

import org.jspecify.annotations.NullMarked;
