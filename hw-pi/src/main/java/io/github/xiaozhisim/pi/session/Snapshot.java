package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;

/**
 * How a device is at one moment.
 *
 * @param gone it is not there any more and will not come back, as one of a fleet that has left; the state says nothing
 *     then
 * @param hears whether what is said now is sent: a device that listens may first play out what it was about to say
 * @param channelOpen whether a conversation's connection is up
 * @param volumePercent 0 to 100
 * @param emotion the face it shows, such as {@code happy}
 * @param status the top line of its screen
 * @param microphoneDbfs level of the last tenth of a second, 0 for full scale; {@link #SILENCE} where nothing is heard,
 *     NaN where nobody can know it from here
 * @param speakerDbfs the same of what is played
 * @param firstSoundMillis of the last turn, from the end of speech to the first sound; NaN before there was one
 */
public record Snapshot(
    DeviceState state,
    boolean gone,
    ListeningMode mode,
    boolean channelOpen,
    boolean hears,
    int volumePercent,
    String emotion,
    String status,
    double microphoneDbfs,
    double speakerDbfs,
    double firstSoundMillis) {

  /** No sound at all, in dBFS. */
  public static final double SILENCE = -96;

  /** The state in a word, for people and scripts. */
  public String stateName() {
    return gone ? "gone" : state.logName();
  }
}
