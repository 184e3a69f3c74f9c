/**
 * How devices' threads hand work to a thread that has time: {@link io.github.xiaozhisim.stress.handover.Handover}, a
 * bounded queue whose writers neither wait for anybody nor wake anybody, and whose reader comes by a few times a
 * second. {@link io.github.xiaozhisim.stress.handover.Background} makes such a reader step back behind the devices.
 *
 * <p>Begin with {@code Handover}. Callers: the report's writer and the ears. Never here: what is handed over.
 */
@NullMarked
package io.github.xiaozhisim.stress.handover;

import org.jspecify.annotations.NullMarked;
