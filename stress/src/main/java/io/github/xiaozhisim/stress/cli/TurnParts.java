package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.capacity.Part;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;

/** What may give way under turns, in the order of a turn. */
final class TurnParts {

  static final List<Part> ALL =
      List.of(
          new Part(
              "devices",
              "the supply of free devices (see --devices)",
              "空闲设备（见 --devices）",
              TurnMeasure.WAIT,
              List.of(TurnOutcome.NO_DEVICE)),
          new Part("boot", "booting (OTA)", "开机（OTA）", TurnMeasure.BOOT, List.of()),
          new Part(
              "network",
              "connecting",
              "建立连接",
              TurnMeasure.CONNECT,
              List.of(TurnOutcome.REFUSED, TurnOutcome.TIMED_OUT_CONNECT, TurnOutcome.DROPPED_CONNECT)),
          new Part(
              "hello",
              "the server's hello",
              "服务器的 hello",
              TurnMeasure.HELLO,
              List.of(TurnOutcome.TIMED_OUT_HELLO, TurnOutcome.DROPPED_HELLO)),
          new Part("endpoint", "finding the end of speech", "判定说完", TurnMeasure.ENDPOINT, List.of()),
          new Part(
              "recognition",
              "recognition (stt)",
              "语音识别（stt）",
              TurnMeasure.ASR,
              List.of(TurnOutcome.TIMED_OUT_STT, TurnOutcome.DROPPED_STT, TurnOutcome.NOTHING_HEARD)),
          new Part(
              "model",
              "the model (llm)",
              "大模型（llm）",
              TurnMeasure.LLM,
              List.of(TurnOutcome.TIMED_OUT_ANSWER, TurnOutcome.DROPPED_ANSWER)),
          new Part(
              "speech",
              "the voice (tts)",
              "语音合成（tts）",
              TurnMeasure.TTS_START,
              List.of(TurnOutcome.TIMED_OUT_TTS, TurnOutcome.DROPPED_TTS)),
          new Part("pacing", "the pacing of answers (gaps)", "回答的发送节奏（停顿）", TurnMeasure.GAP, List.of()));

  private TurnParts() {}
}
