package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;

/**
 * A level that must not grow in the long run, while the load stays the same.
 *
 * @param gauge of what
 * @param negligible growth in an hour that does not matter, in the gauge's unit
 */
public record Lasting(Gauge gauge, double negligible) {}
