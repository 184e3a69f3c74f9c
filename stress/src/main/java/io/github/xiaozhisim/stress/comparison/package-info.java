/**
 * Two runs of the same kind of work side by side, and whether they differ by more than chance: {@link
 * io.github.xiaozhisim.stress.comparison.Comparison}.
 *
 * <p>Begin with {@code Comparison}, then {@code Resampling}. Callers: the command line. Never here: what the work is,
 * files.
 */
@NullMarked
package io.github.xiaozhisim.stress.comparison;

import org.jspecify.annotations.NullMarked;
