/**
 * Arithmetic on samples that knows neither speech nor Opus: changing the rate, and the window its filters are cut with.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.signal.Resampler}. Callers: the audio service for microphones and
 * speakers of any rate, the readers of speech files, the decoder. Never here: files, codecs, threads.
 */
@NullMarked
package io.github.xiaozhisim.device.signal;

import org.jspecify.annotations.NullMarked;
