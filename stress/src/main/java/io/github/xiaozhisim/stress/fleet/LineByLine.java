package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.stress.fleet.Follower.Kind;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happens to one device into lines for somebody who follows it. Protocol stays as it is on the wire, what
 * people do and hear is said in both languages. On the device's thread.
 */
final class LineByLine implements Commentary {

  private static final int LONGEST_QUOTE = 300;

  private final Follower follower;

  LineByLine(Follower follower) {
    this.follower = follower;
  }

  @Override
  public void turnBegins(Turn turn, boolean typed, long nowNanos) {
    String what = quote(turn.utterance());
    say(
        Kind.USER,
        nowNanos,
        "turn " + turn.number() + (typed ? ": types " : ": wants to say ") + what,
        "第 " + turn.number() + " 轮：" + (typed ? "输入 " : "要说 ") + what);
  }

  @Override
  public void turnEnds(Turn turn, boolean byHand, long nowNanos) {
    TurnOutcome outcome = turn.outcome();
    if (outcome == null) {
      return;
    }
    follower.turnEnded(turn);
    String english = "turn " + turn.number() + " " + outcome.label();
    String chinese = "第 " + turn.number() + " 轮：" + outcome.chinese();
    long firstSoundNanos = turn.nanos(TurnMeasure.FIRST_SOUND);
    if (outcome.isGood() && firstSoundNanos != Turn.UNSET) {
      english += ", first sound after " + millis(firstSoundNanos);
      chinese += "，说完 " + millis(firstSoundNanos) + " 后听到第一声";
    }
    String why = turn.error().isEmpty() ? "" : ": " + turn.error();
    Kind kind = outcome.isGood() || outcome.isCut() ? Kind.USER : Kind.ERROR;
    say(kind, nowNanos, english + why, chinese + why, new Fact.TurnEnded(turn.number(), byHand));
  }

  @Override
  public void moved(DeviceState from, DeviceState to, long nowNanos) {
    State before = TurnWork.state(from);
    State now = TurnWork.state(to);
    String english = before.meaning() + " → " + now.meaning();
    String chinese = before.chinese() + " → " + now.chinese();
    say(Kind.STATE, nowNanos, english, chinese, new Fact.Moved(from, to));
  }

  @Override
  public void connects(long nowNanos) {
    say(Kind.OUT, nowNanos, "connects", "开始连接");
  }

  @Override
  public void connected(long nowNanos) {
    say(Kind.IN, nowNanos, "connected", "已连接");
  }

  @Override
  public void sent(String kind, long nowNanos) {
    same(Kind.OUT, nowNanos, kind, new Fact.Sent(kind));
  }

  @Override
  public void received(ServerMessage message, long nowNanos) {
    same(Kind.IN, nowNanos, inWords(message), new Fact.Received(quoteless(message.kind()), about(message)));
  }

  @Override
  public void beginsToSpeak(long nowNanos) {
    say(Kind.USER, nowNanos, "speaks", "开始说话");
  }

  @Override
  public void hasSpoken(long nowNanos) {
    say(Kind.USER, nowNanos, "has finished speaking", "说完了", new Fact.Spoken());
  }

  @Override
  public void hearsFirstSound(long nowNanos) {
    say(Kind.HEARD, nowNanos, "sound begins", "开始出声");
  }

  @Override
  public void hearsGap(long lengthNanos, long nowNanos) {
    say(Kind.HEARD, nowNanos, "silence of " + millis(lengthNanos), "停顿 " + millis(lengthNanos));
  }

  @Override
  public void heardAll(long nowNanos) {
    say(Kind.HEARD, nowNanos, "all of it has been heard", "已全部听完");
  }

  @Override
  public void wrong(String where, String what, long nowNanos) {
    same(Kind.ERROR, nowNanos, quoteless(where.isEmpty() ? what : where + ": " + what), Fact.NONE);
  }

  @Override
  public void gone(long nowNanos) {
    same(Kind.GONE, nowNanos, "", Fact.NONE);
  }

  private void same(Kind kind, long nowNanos, String text, Fact fact) {
    say(kind, nowNanos, text, text, fact);
  }

  private void say(Kind kind, long nowNanos, String english, String chinese) {
    say(kind, nowNanos, english, chinese, Fact.NONE);
  }

  private void say(Kind kind, long nowNanos, String english, String chinese, Fact fact) {
    follower.on(kind, nowNanos, english, chinese, fact);
  }

  private static String inWords(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Stt stt -> "stt " + quote(stt.text());
      case ServerMessage.Llm llm -> "llm" + spaced(llm.emotion()) + spaced(llm.text());
      case ServerMessage.SentenceStart sentence -> message.kind() + " " + quote(sentence.text());
      case ServerMessage.Alert alert -> "alert " + quote(alert.message());
      case ServerMessage.SystemCommand system -> "system" + spaced(system.command());
      case ServerMessage.Mcp mcp ->
          "mcp" + spaced(mcp.payload() == null ? null : mcp.payload().path("method").asString(""));
      case ServerMessage.Unknown unknown -> "unknown message" + spaced(unknown.type());
      case ServerMessage.Malformed malformed -> "not a message: " + quoteless(malformed.why());
      default -> quoteless(message.kind());
    };
  }

  /** What a message says, without its kind. */
  private static String about(ServerMessage message) {
    String text =
        switch (message) {
          case ServerMessage.Stt stt -> stt.text();
          case ServerMessage.Llm llm -> llm.emotion();
          case ServerMessage.SentenceStart sentence -> sentence.text();
          case ServerMessage.Alert alert -> alert.message();
          case ServerMessage.SystemCommand system -> system.command();
          case ServerMessage.Mcp mcp -> mcp.payload() == null ? "" : mcp.payload().path("method").asString("");
          case ServerMessage.Unknown unknown -> unknown.type();
          case ServerMessage.Malformed malformed -> malformed.why();
          default -> "";
        };
    return text == null ? "" : quoteless(text);
  }

  private static String spaced(@Nullable String text) {
    return text == null || text.isEmpty() ? "" : " " + quoteless(text);
  }

  private static String quote(@Nullable String text) {
    return text == null ? "" : "“" + quoteless(text) + "”";
  }

  private static String quoteless(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,d ms", Math.round(nanos / 1e6));
  }
}
