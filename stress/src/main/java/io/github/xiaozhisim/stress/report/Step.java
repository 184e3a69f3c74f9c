package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Stats;

/**
 * What happened in one phase of a run that went through several.
 *
 * @param level how many took part
 * @param fromSeconds after the start
 * @param untilSeconds after the start; the last one holds what ran on after the run's duration
 * @param ended pieces of work that ended in it
 * @param failed of those, the ones that did not end well
 * @param measure name of the headline's measure
 * @param headline its figures
 */
public record Step(
    int level, double fromSeconds, double untilSeconds, long ended, long failed, String measure, Stats headline) {}
