/**
 * When work comes, whatever the work is. A {@link io.github.xiaozhisim.stress.arrivals.Rate} says how much of it a
 * second, over the whole run; {@link io.github.xiaozhisim.stress.arrivals.Spacing} says how evenly it comes at that
 * rate; together they are a {@link io.github.xiaozhisim.stress.arrivals.Schedule}, which also a file of moments can be.
 * All of this are pure functions of their numbers and a seed: every loop computes its own share without asking anybody,
 * and nothing the server does changes a moment. {@link io.github.xiaozhisim.stress.arrivals.Load} is how a run is
 * turned up and down from outside.
 *
 * <p>Begin with {@code Rate}, then {@code Schedule}; {@code ScheduleText} reads what people write. Callers: whoever
 * does the work takes moments from a {@code Pacer}; phases, the search for capacity and the live page act upon {@code
 * Load}. Never here: what the work is, timers, the clock.
 */
@NullMarked
package io.github.xiaozhisim.stress.arrivals;

import org.jspecify.annotations.NullMarked;
