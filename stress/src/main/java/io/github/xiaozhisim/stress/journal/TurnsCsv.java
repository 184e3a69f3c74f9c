package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.report.Csv;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.time.Instant;
import java.util.Objects;

/**
 * Lines of {@code turns.csv}, one for each turn in the order in which they ended. Durations are milliseconds, named as
 * in {@code report.json}; {@code start_delay_ms} is how late the generator began the turn; {@code gap_ms} is the sum
 * over the turn; {@code heard_speech_ms} is what an emulated server says it heard.
 */
final class TurnsCsv {

  static final String HEADER =
      "started,device,turn,outcome,utterance,heard,start_delay_ms,connect_ms,hello_ms,endpoint_ms,asr_ms,stt_ms,llm_ms,"
          + "tts_start_ms,first_sound_ms,tail_ms,total_ms,gaps,gap_ms,cut_tails,late_frames,dropped_frames,"
          + "packets_sent,"
          + "bytes_sent,packets_received,bytes_received,heard_speech_ms,board,error\n";

  private final Csv csv = new Csv();

  String line(Turn turn) {
    TurnOutcome outcome = Objects.requireNonNull(turn.outcome());
    return csv.text(Instant.ofEpochMilli(turn.startedWallMillis()).toString())
        .text("device-" + (turn.device() + 1))
        .number(turn.number())
        .text(outcome.label())
        .text(turn.utterance())
        .text(turn.heard())
        .nanos(turn.at(Mark.ACTUAL_START) - turn.at(Mark.INTENDED_START))
        .nanos(turn.nanos(TurnMeasure.CONNECT))
        .nanos(turn.nanos(TurnMeasure.HELLO))
        .nanos(turn.nanos(TurnMeasure.ENDPOINT))
        .nanos(turn.nanos(TurnMeasure.ASR))
        .nanos(turn.nanos(TurnMeasure.STT))
        .nanos(turn.nanos(TurnMeasure.LLM))
        .nanos(turn.nanos(TurnMeasure.TTS_START))
        .nanos(turn.nanos(TurnMeasure.FIRST_SOUND))
        .nanos(turn.nanos(TurnMeasure.TAIL))
        .nanos(turn.nanos(TurnMeasure.TOTAL))
        .number(turn.gaps())
        .nanos(turn.gapNanos())
        .number(turn.cutTails())
        .number(turn.lateFrames())
        .number(turn.droppedFrames())
        .number(turn.packetsSent())
        .number(turn.bytesSent())
        .number(turn.packetsReceived())
        .number(turn.bytesReceived())
        .millis(turn.heardMillis())
        .text(turn.board())
        .text(turn.error())
        .take();
  }
}
