/**
 * How much is too much, whatever the work is: the highest level of a {@link io.github.xiaozhisim.stress.arrivals.Load}
 * that holds all objectives, and what gave way beyond it. {@link io.github.xiaozhisim.stress.capacity.Search} decides
 * what to try next, as a pure function of what was tried; {@link io.github.xiaozhisim.stress.capacity.Climb} tries it
 * on a load, slice by slice, and judges; {@link io.github.xiaozhisim.stress.capacity.Answer} is what comes out, in
 * words and figures.
 *
 * <p>Begin with {@code Search}, then {@code Climb}. Callers: the command line, which lets time pass. Never here: what
 * the work is (its {@link io.github.xiaozhisim.stress.capacity.Part}s are handed in), the clock, the terminal.
 */
@NullMarked
package io.github.xiaozhisim.stress.capacity;

import org.jspecify.annotations.NullMarked;
