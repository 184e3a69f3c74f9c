/**
 * Opus: the codec with the firmware's settings, and what can be read from a packet without decoding it.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.opus.OpusPacket}: most of the program only asks how long a packet
 * lasts. Never here: queues, files, framing on the wire. The codec makes much garbage (about 170 kB for each frame
 * encoded, 75 kB decoded): boards with a PCM microphone, speech files and listening ears use it, a fleet's devices
 * never do.
 */
@NullMarked
package io.github.xiaozhisim.device.opus;

import org.jspecify.annotations.NullMarked;
