/**
 * A run over time, of any kind of work: {@link io.github.xiaozhisim.stress.timeline.Timeline} takes the slices and
 * readings of each second and keeps them as a series of bounded length, from which charts are drawn while the run lasts
 * and after it; {@link io.github.xiaozhisim.stress.timeline.Recording} writes them to a folder as they come, and {@link
 * io.github.xiaozhisim.stress.timeline.Recorded} reads them back, in this program or another, whole or torn.
 *
 * <p>Begin with {@code Timeline}, then {@code Interval}, then {@code Recording}. Callers: whoever collects slices adds;
 * reports and the live page read. Never here: what the work is, how anything is drawn, the clock (times come in with
 * the slices).
 */
@NullMarked
package io.github.xiaozhisim.stress.timeline;

import org.jspecify.annotations.NullMarked;
