package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;

/**
 * From which value on a gauge is worth a warning.
 *
 * @param gauge of what
 * @param above a value over this
 * @param readings so many one after the other, so that a single peak is none
 * @param english what it means and what to do, as a sentence without its end; {@code {}} stands for the worst value
 * @param chinese the same in Chinese
 */
public record Threshold(Gauge gauge, double above, int readings, String english, String chinese) {}
