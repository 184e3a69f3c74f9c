/**
 * The audio channel: the connection over which one conversation goes, opened when it is needed and closed after it.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.channel.AudioChannel}. Called by the device only. Never here: what
 * the device does about a message, queues of audio.
 */
@NullMarked
package io.github.xiaozhisim.device.channel;

import org.jspecify.annotations.NullMarked;
