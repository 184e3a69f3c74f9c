/**
 * Speech as the fleet says it: clips encoded once, files of several formats, the collection that ships with the
 * project.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.speech.Clip}, then {@link
 * io.github.xiaozhisim.device.speech.Corpus} (ready packets, no codec runs) and {@link
 * io.github.xiaozhisim.device.speech.SpeechFile} (the user's own files, decoded and encoded once). What they need is
 * here too: WAV, Ogg and raw packet readers, the search for where speech begins and ends. Callers: the fleet and the
 * emulated server before a run. Never here: when a clip is said, and anything
 * that is done again for every device.
 */
@NullMarked
package io.github.xiaozhisim.device.speech;

import org.jspecify.annotations.NullMarked;
