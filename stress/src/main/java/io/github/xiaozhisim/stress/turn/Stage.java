package io.github.xiaozhisim.stress.turn;

/** Where a turn is while it waits for the server; names end the outcomes {@code timed-out-…} and {@code dropped-…}. */
public enum Stage {
  /** TCP, TLS and the upgrade. */
  CONNECT("connect"),
  /** From the upgrade to the server's hello. */
  HELLO("hello"),
  /** From the beginning of the user's speech to the server's {@code stt}, or whatever it says first. */
  STT("stt"),
  /** From {@code stt} to {@code tts start}. */
  ANSWER("answer"),
  /** From {@code tts start} to {@code tts stop}. */
  TTS("tts");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
