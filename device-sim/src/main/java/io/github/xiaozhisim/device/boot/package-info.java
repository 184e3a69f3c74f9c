/**
 * From power-on to ready: the OTA request that tells a server who the device is and brings back where to talk to, its
 * retries, and activation by code.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.boot.BootSequence}. Called by the device only, on its thread. Never
 * here: the conversation, and sockets.
 */
@NullMarked
package io.github.xiaozhisim.device.boot;

import org.jspecify.annotations.NullMarked;
