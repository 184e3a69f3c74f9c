/**
 * What happened to one turn of a device: {@link io.github.xiaozhisim.stress.turn.Turn} keeps the marks and is the only
 * place that computes a latency; {@link io.github.xiaozhisim.stress.turn.TurnRecorder} (one an event loop) sums turns
 * up; {@link io.github.xiaozhisim.stress.turn.TurnWork} tells the rest of the program what can be measured and counted
 * of turns.
 *
 * <p>Begin with {@code Turn}. Callers: the fleet writes; files that hold single turns read. Never here: devices, files,
 * the clock (times come in as nanoseconds).
 */
@NullMarked
package io.github.xiaozhisim.stress.turn;

import org.jspecify.annotations.NullMarked;
