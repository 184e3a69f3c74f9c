/**
 * Microphone and loudspeaker on this machine's sound cards, by javax.sound.
 *
 * <p>{@link io.github.xiaozhisim.pi.sound.SoundCards} knows which cards there are. {@link
 * io.github.xiaozhisim.pi.sound.SoundCardInput} and {@link io.github.xiaozhisim.pi.sound.SoundCardOutput} are the HAL's
 * microphone and loudspeaker on one of them, whatever rate, width and number of channels it has. Each has a thread of
 * its own that asks the card every few milliseconds and never waits inside it: javax.sound tells of no underrun and
 * of no card that was pulled out, so both are found by counting frames. While there is no card the device lives on
 * with silence that keeps time, and the card is looked for once a second.
 *
 * <p>Called by the board, the doctor and {@code xiaozhi audio}. Begin with {@code SoundCardOutput}, then {@code
 * PlaybackPump}: all that is hard about a loudspeaker is there. Never here: codecs, the device's queues, what is said
 * or heard; and nobody else uses javax.sound.
 */
@NullMarked
package io.github.xiaozhisim.pi.sound;

import org.jspecify.annotations.NullMarked;
