/**
 * Short texts that people type, such as {@code poisson(20/s)} or {@code first_sound.p95 < 1500ms over 60s}: read from
 * left to right by {@link io.github.xiaozhisim.stress.typed.Typed}, with complaints that name the column and the mend
 * ({@link io.github.xiaozhisim.stress.typed.Complaint}).
 *
 * <p>Begin with {@code Typed}. Callers: whatever has a little language of its own (arrivals, objectives). Never here:
 * what the words mean.
 */
@NullMarked
package io.github.xiaozhisim.stress.typed;

import org.jspecify.annotations.NullMarked;
