/**
 * What must hold for a run to be good enough, whatever the work is: {@code first_sound.p95 < 1500ms over 60s}, {@code
 * failed < 1%}, {@code gaps.per_minute < 0.2}. {@link io.github.xiaozhisim.stress.objective.ObjectiveText} reads an
 * {@link io.github.xiaozhisim.stress.objective.Objective} with the words of a {@link
 * io.github.xiaozhisim.stress.measure.Vocabulary}; {@link io.github.xiaozhisim.stress.objective.Objectives} is fed with
 * slices while the run goes on, and tells at any time how each stands and whether it can still be met.
 *
 * <p>Begin with {@code Objective}, then {@code Objectives}. Callers: runs of fleets, the search for capacity, scenario
 * files; reports and pages read {@link io.github.xiaozhisim.stress.objective.Standing}. Never here: what the work is,
 * files, the clock, exit codes.
 */
@NullMarked
package io.github.xiaozhisim.stress.objective;

import org.jspecify.annotations.NullMarked;
