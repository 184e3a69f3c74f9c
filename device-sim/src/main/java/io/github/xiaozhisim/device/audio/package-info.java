/**
 * The device's audio service: from the microphone to the network and from the network to the speaker, with the
 * firmware's queues, capacities and drop rules.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.audio.AudioService}; one frame passes {@code FrameAssembler}, {@code
 * EncodeQueue}, the encoder and {@link io.github.xiaozhisim.device.audio.SendQueue} on its way out, {@link
 * io.github.xiaozhisim.device.audio.DecodeQueue}, the decoder and the speaker on its way in. The device's own {@link
 * io.github.xiaozhisim.device.audio.Sounds} go the same way in. Called by the device only, on its thread.
 * Never here: messages, states, the network.
 */
@NullMarked
package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.NullMarked;
