package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Clips;
import io.github.xiaozhisim.device.speech.SpeechFile;

/**
 * Something a device is made to hear, ready for every kind of microphone. Making one costs codec time and may be done
 * on any thread.
 *
 * @param clip its packets and where it is voiced
 * @param samples the same as samples, mono at {@link SpeechFile#RATE_HZ}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Speech(Clip clip, short[] samples) {

  static Speech of(Clip clip) {
    return new Speech(clip, Clips.samples(clip, SpeechFile.RATE_HZ));
  }

  /** From its beginning to the last voiced sample; to its end where nothing is voiced. */
  double speechMillis() {
    return clip.voiced() ? clip.lastVoicedMillis() : clip.durationMillis();
  }

  /** For people: what is said, or what it is called. */
  String words() {
    return clip.transcript().isEmpty() ? clip.name() : clip.transcript();
  }
}
