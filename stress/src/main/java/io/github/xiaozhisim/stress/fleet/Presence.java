package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;

/**
 * A device that is there, at one moment.
 *
 * @param device its index in the fleet
 * @param turns it has begun so far
 * @param inTurn whether the last of them runs
 * @param persona what its user is called
 * @param mode who ends listening in its user's turns
 */
public record Presence(
    int device,
    DeviceState state,
    int turns,
    boolean inTurn,
    String persona,
    ListeningMode mode,
    boolean channelOpen) {}
