package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.Words;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Keeps the turns whose first sound was the longest in coming. One thread. */
final class SlowestTurns {

  static final int MOST = 20;

  private static final Comparator<Turn> BY_WAIT =
      Comparator.comparingLong(SlowestTurns::waitNanos).thenComparing(Comparator.comparingInt(Turn::device).reversed());

  private final PriorityQueue<Turn> slowest = new PriorityQueue<>(BY_WAIT);

  private static long waitNanos(Turn turn) {
    return turn.nanos(TurnMeasure.FIRST_SOUND);
  }

  /** Takes an ended turn, and forgets the fastest of those it has when there are too many. */
  void add(Turn turn) {
    if (waitNanos(turn) == Turn.UNSET) {
      return;
    }
    slowest.add(turn);
    if (slowest.size() > MOST) {
      slowest.poll();
    }
  }

  /** The slowest first; those that somebody heard are among them even where {@link #MOST} others were slower. */
  List<PageFacts.Slow> list(List<HeardTurn> heard) {
    List<Turn> all = new ArrayList<>(slowest);
    heard.stream().map(HeardTurn::turn).filter(turn -> !slowest.contains(turn)).forEach(all::add);
    all.sort(BY_WAIT.reversed());
    return all.stream().map(turn -> slow(turn, heard)).toList();
  }

  private PageFacts.Slow slow(Turn turn, List<HeardTurn> heard) {
    double fromMillis = at(turn, Mark.LAST_VOICED);
    double untilMillis = at(turn, Mark.FIRST_SOUND);
    return new PageFacts.Slow(
        ErrorExamples.title(turn),
        waitNanos(turn) / 1e6,
        fromMillis,
        untilMillis,
        marks(turn),
        note(turn),
        sound(turn, heard));
  }

  private @Nullable Words note(Turn turn) {
    return slowest.contains(turn)
        ? null
        : new Words(
            "Others were slower; this is one of the slowest of those that were listened to.", "还有更慢的；这是有人收听的回答中最慢的之一。");
  }

  private static PageFacts.@Nullable Sound sound(Turn turn, List<HeardTurn> heard) {
    for (HeardTurn each : heard) {
      if (each.turn() == turn) {
        String file = "heard-device-%d-turn-%d.wav".formatted(turn.device() + 1, turn.number());
        return new PageFacts.Sound(file, Base64.getEncoder().encodeToString(each.wav().bytes()));
      }
    }
    return null;
  }

  /** Counted from the moment at which the user meant to begin. */
  private static List<PageFacts.Mark> marks(Turn turn) {
    List<PageFacts.Mark> marks = new ArrayList<>();
    for (Mark mark : Mark.values()) {
      if (turn.has(mark)) {
        marks.add(new PageFacts.Mark(mark.name().toLowerCase(Locale.ROOT), words(mark), at(turn, mark)));
      }
    }
    marks.sort(Comparator.comparingDouble(PageFacts.Mark::atMillis));
    return marks;
  }

  private static double at(Turn turn, Mark mark) {
    return (turn.at(mark) - turn.at(Mark.INTENDED_START)) / 1e6;
  }

  private static Words words(Mark mark) {
    return switch (mark) {
      case INTENDED_START -> new Words("meant to begin", "计划开始");
      case ACTUAL_START -> new Words("begun", "实际开始");
      case CONNECT_START -> new Words("connecting", "开始连接");
      case CONNECTED -> new Words("connected", "已连接");
      case HELLO_DONE -> new Words("server hello", "服务器 hello");
      case SPEECH_START -> new Words("user speaks", "用户开口");
      case FIRST_SENT -> new Words("first packet sent", "发出首包");
      case LAST_SENT -> new Words("last packet sent", "发出末包");
      case LAST_VOICED -> new Words("user has finished", "用户说完");
      case LISTEN_STOP -> new Words("listening ends", "停止聆听");
      case STT -> new Words("stt", "stt");
      case LLM -> new Words("llm", "llm");
      case TTS_START -> new Words("tts start", "tts start");
      case SENTENCE -> new Words("first sentence", "第一句");
      case FIRST_PACKET -> new Words("first packet in", "收到首包");
      case LAST_PACKET -> new Words("last packet in", "收到末包");
      case FIRST_SOUND -> new Words("first sound", "第一声");
      case INTERRUPTED -> new Words("user interrupts", "用户打断");
      case TTS_STOP -> new Words("tts stop", "tts stop");
      case DRAINED -> new Words("answer played", "播放完毕");
      case ENDED -> new Words("turn over", "本轮结束");
    };
  }
}
