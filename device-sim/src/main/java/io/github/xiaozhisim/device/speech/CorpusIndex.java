package io.github.xiaozhisim.device.speech;

import java.util.List;

/**
 * The corpus' index.json, as it is written and read.
 *
 * @param schema version of this layout, 1
 * @param clips every clip
 */
record CorpusIndex(int schema, List<Entry> clips) {

  static final int SCHEMA = 1;
  static final String FILE = "index.json";

  /** What a clip is for. */
  enum Role {
    UTTERANCE,
    ANSWER,
    SILENCE,
    NOISE
  }

  /** One clip; times are those of the decoded packets, -1 where nothing is voiced. */
  record Entry(
      String name,
      Role role,
      String language,
      String transcript,
      int rateHz,
      int frameMillis,
      double firstVoicedMillis,
      double lastVoicedMillis,
      String file) {}
}
