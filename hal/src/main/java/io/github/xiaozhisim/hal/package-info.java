/**
 * What a board must offer so that a xiaozhi device can live on it: contracts only, nothing but the JDK.
 *
 * <p>Two readers meet here. <em>Who ports a board</em> implements {@link io.github.xiaozhisim.hal.Board} and what it
 * hands out; every interface says what it must promise and on which thread it may call back. <em>Who writes a
 * device</em> sees the world only through these interfaces and does not know whether the microphone, the speaker, the
 * wire and the clock behind them are real.
 *
 * <p><b>Threads.</b> A device belongs to one {@link io.github.xiaozhisim.hal.Scheduler} for life. Every method here is
 * called on that scheduler's thread, and every callback must arrive on it: an implementation with threads of its own
 * (a sound card) hands over through {@link io.github.xiaozhisim.hal.Scheduler#execute}. Nothing here may block.
 *
 * <p><b>Begin</b> with {@link io.github.xiaozhisim.hal.Board}, then {@link io.github.xiaozhisim.hal.audio} and
 * {@link io.github.xiaozhisim.hal.network}. <b>Never here:</b> behaviour of the device, a codec, a library's type.
 * Implementations: the virtual board (device-sim), Netty (transport), the Raspberry Pi (hw-pi). The tests of this
 * module are the contract kit: an implementation extends the matching {@code …Contract} class and passes.
 */
@NullMarked
package io.github.xiaozhisim.hal;

import org.jspecify.annotations.NullMarked;
