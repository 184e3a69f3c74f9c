/**
 * Recording, for any kind of work: a kind of work declares its {@link io.github.xiaozhisim.stress.measure.Vocabulary},
 * each of its event loops writes to a {@link io.github.xiaozhisim.stress.measure.Recorder} of its own, and one other
 * thread {@link io.github.xiaozhisim.stress.measure.Measurements#collect collects} it, once a second, as a {@link
 * io.github.xiaozhisim.stress.measure.Slice}.
 *
 * <p>Begin with {@code Vocabulary}, then {@code Slice}. Callers: what does the work writes; objectives, timeline,
 * reports and the live page read slices. Never here: what the work is (devices, turns, WebSockets), files, the clock
 * (times come in as nanoseconds).
 */
@NullMarked
package io.github.xiaozhisim.stress.measure;

import org.jspecify.annotations.NullMarked;
