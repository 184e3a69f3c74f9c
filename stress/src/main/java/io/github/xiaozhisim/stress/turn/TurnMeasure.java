package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.stress.measure.Measure;
import org.jspecify.annotations.Nullable;

/** The durations of a run. Labels are part of the report's schema and end in their unit. */
public enum TurnMeasure implements Measure {
  /** From switching a device on until it can talk (OTA request included). */
  BOOT("boot_ms", "switched on to ready", "开机到就绪", Chart.CONNECTING),
  /** What a device that wanted to connect was held back by the pace of connecting; in no other measure. */
  CONNECT_WAIT("connect_wait_ms", "held back by --connect-rate", "因连接限速而等待", Chart.CONNECTING),
  /** TCP alone: from the SYN until the connection is there. */
  TCP("tcp_ms", "TCP connection", "TCP 连接", Chart.CONNECTING),
  /** From TCP until TLS is up. */
  TLS("tls_ms", "TLS handshake", "TLS 握手", Chart.CONNECTING),
  /**
   * From the beginning of a turn until 101; only turns that opened a channel. What kept it from beginning is the wait.
   */
  CONNECT("connect_ms", "connect and upgrade", "连接与升级", Chart.CONNECTING),
  /** From 101 to the server's hello. */
  HELLO("hello_ms", "upgrade to server hello", "升级到服务器 hello", Chart.CONNECTING),
  /** Both together: from the beginning of a turn until the device may listen; only turns that opened a channel. */
  OPEN("open_ms", "connect and hello, until it listens", "连接到服务器 hello", Chart.CONNECTING),
  /** From the end of speech until the turn was taken as ended: by the device (manual) or by the server's VAD (auto). */
  ENDPOINT("endpoint_ms", "end of speech to end of turn (VAD wait)", "说完到判定说完（VAD 等待）", Chart.STAGES),
  /** From the end of the turn to stt: {@code stt_ms} without {@code endpoint_ms}. */
  ASR("asr_ms", "end of turn to stt", "判定说完到 stt", Chart.STAGES),
  /** From the end of speech to stt, VAD wait included. */
  STT("stt_ms", "end of speech to stt", "说完到 stt", Chart.NONE),
  /** From stt to llm, or to the first sentence where the server sends no llm. */
  LLM("llm_ms", "stt to llm", "stt 到 llm", Chart.STAGES),
  /** From llm to tts start; from stt where no llm came before it. */
  TTS_START("tts_start_ms", "llm to tts start", "llm 到 tts start", Chart.STAGES),
  /** From tts start to the first audible sample. */
  SOUND("sound_ms", "tts start to first sound", "tts start 到第一声", Chart.STAGES),
  /** From when a turn was meant to begin until it did: the server's slowness held it up, or no device was free. */
  WAIT("wait_ms", "meant to begin until it did", "应当开始到真正开始", Chart.WAITS),
  /** From the end of speech to the first audible sample, and before it the wait. */
  FIRST_SOUND("first_sound_ms", "end of speech to first sound", "说完到第一声", Chart.HEADLINE),
  /** The same without the wait, as testers measure who wait for the server before they ask it again. */
  FIRST_SOUND_NAIVE("first_sound_naive_ms", "end of speech to first sound, wait left out", "说完到第一声（不计等待）", Chart.WAITS),
  /** Length of each audible gap. */
  GAP("gap_ms", "each audible gap", "每个可听见的停顿", Chart.HEADLINE),
  /** From the last audio packet to tts stop. */
  TAIL("tail_ms", "last packet to tts stop", "最后一包到 tts stop", Chart.NONE),
  /** From the user's interruption until the server stopped its answer. */
  INTERRUPT("interrupt_ms", "interruption to tts stop", "打断到 tts stop", Chart.NONE),
  /** From the end of speech until the answer has been played and tts stop is in, and before it the wait. */
  TOTAL("total_ms", "end of speech to answer played", "说完到播放完毕", Chart.HEADLINE),
  /** The same without the wait. */
  TOTAL_NAIVE("total_naive_ms", "end of speech to played, wait left out", "说完到播放完毕（不计等待）", Chart.NONE),
  /**
   * How late our own audio frames were handed to their connection, against their grid. What is due together is written
   * together right after that, so it does not hold the few milliseconds that writing takes in a loop that catches up.
   */
  PACING_LATENESS("pacing_lateness_ms", "our own frames, late by", "本机音频帧的迟到", Chart.GENERATOR);

  private final String label;
  private final String meaning;
  private final String chinese;
  private final Chart chart;

  TurnMeasure(String label, String meaning, String chinese, Chart chart) {
    this.label = label;
    this.meaning = meaning;
    this.chinese = chinese;
    this.chart = chart;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String chinese() {
    return chinese;
  }

  @Override
  public Chart chart() {
    return chart;
  }

  @Override
  public @Nullable TurnMeasure whole() {
    return this == ENDPOINT || this == ASR ? STT : null;
  }

  @Override
  public boolean isOptional() {
    return this == GAP;
  }
}
