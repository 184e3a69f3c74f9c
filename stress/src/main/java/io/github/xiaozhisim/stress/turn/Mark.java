package io.github.xiaozhisim.stress.turn;

/** The moments of a turn, in the order of a usual one. */
public enum Mark {
  /** When the user meant to begin: the headline's zero. */
  INTENDED_START,
  /** When the generator got round to it. */
  ACTUAL_START,
  /** A channel is being opened; missing when one was open already. */
  CONNECT_START,
  /** 101 received. */
  CONNECTED,
  /** The server's hello is in. */
  HELLO_DONE,
  /** First sample of the utterance, on the microphone's grid. */
  SPEECH_START,
  /** First and last audio packet sent in this turn, as they left. */
  FIRST_SENT,
  LAST_SENT,
  /** End of speech: last voiced sample, on the microphone's grid; in a turn without audio, when the text was sent. */
  LAST_VOICED,
  /** The device told the server that listening has ended (manual mode). */
  LISTEN_STOP,
  STT,
  LLM,
  TTS_START,
  /** The first {@code sentence_start}. */
  SENTENCE,
  /** First and last audio packet of the answer. */
  FIRST_PACKET,
  LAST_PACKET,
  /** First audible sample of the answer. */
  FIRST_SOUND,
  /** The user asked the server to stop in the middle of its answer. */
  INTERRUPTED,
  TTS_STOP,
  /** The speaker has played everything there was. */
  DRAINED,
  /** The turn was closed in the books. */
  ENDED
}
