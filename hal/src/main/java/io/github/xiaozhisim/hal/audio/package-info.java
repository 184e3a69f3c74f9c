/**
 * Microphone and loudspeaker. Both come in two kinds, because some boards have a codec chip that encodes and decodes
 * Opus by itself: {@link io.github.xiaozhisim.hal.audio.PcmInput} or {@link
 * io.github.xiaozhisim.hal.audio.OpusInput}, {@link io.github.xiaozhisim.hal.audio.PcmOutput} or {@link
 * io.github.xiaozhisim.hal.audio.OpusOutput}. The device's audio service deals with both; nobody else asks which.
 *
 * <p>Never here: queues, drop rules, codecs: those are the device's.
 */
@NullMarked
package io.github.xiaozhisim.hal.audio;

import org.jspecify.annotations.NullMarked;
