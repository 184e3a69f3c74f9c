package io.github.xiaozhisim.stress.measure;

/** The durations of a run. Labels are part of the report's schema and end in their unit. */
public enum Measure {
  /** From switching a device on until it can talk (OTA request included). */
  BOOT("boot_ms", "switched on to ready"),
  /** What a device that wanted to connect was held back by the pace of connecting; in no other measure. */
  CONNECT_WAIT("connect_wait_ms", "held back by --connect-rate"),
  /** TCP alone: from the SYN until the connection is there. */
  TCP("tcp_ms", "TCP connection"),
  /** From TCP until TLS is up. */
  TLS("tls_ms", "TLS handshake"),
  /** From the intended start until 101; only turns that opened a channel. */
  CONNECT("connect_ms", "connect and upgrade"),
  /** From 101 to the server's hello. */
  HELLO("hello_ms", "upgrade to server hello"),
  /** From the end of speech until the turn was taken as ended: by the device (manual) or by the server's VAD (auto). */
  ENDPOINT("endpoint_ms", "end of speech to end of turn (VAD wait)"),
  /** From the end of the turn to stt: {@code stt_ms} without {@code endpoint_ms}. */
  ASR("asr_ms", "end of turn to stt"),
  /** From the end of speech to stt, VAD wait included. */
  STT("stt_ms", "end of speech to stt"),
  /** From stt to llm, or to the first sentence where the server sends no llm. */
  LLM("llm_ms", "stt to llm"),
  /** From llm to tts start; from stt where no llm came before it. */
  TTS_START("tts_start_ms", "llm to tts start"),
  /** From the end of speech to the first audible sample. */
  FIRST_SOUND("first_sound_ms", "end of speech to first sound"),
  /** Length of each audible gap. */
  GAP("gap_ms", "each audible gap"),
  /** From the last audio packet to tts stop. */
  TAIL("tail_ms", "last packet to tts stop"),
  /** From the end of speech until the answer has been played and tts stop is in. */
  TOTAL("total_ms", "end of speech to answer played"),
  /**
   * How late our own audio frames were handed to their connection, against their grid. What is due together is written
   * together right after that, so it does not hold the few milliseconds that writing takes in a loop that catches up.
   */
  PACING_LATENESS("pacing_lateness_ms", "our own frames, late by");

  private final String label;
  private final String meaning;

  Measure(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Of opening a channel: always measured, also in a warm-up, which is when most channels are opened. */
  boolean ofOpening() {
    return this == CONNECT || this == HELLO;
  }

  public String label() {
    return label;
  }

  /** A few words for a table. */
  public String meaning() {
    return meaning;
  }
}
