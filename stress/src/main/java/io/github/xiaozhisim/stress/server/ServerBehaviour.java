package io.github.xiaozhisim.stress.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server can be told. Never changes; {@link #defaults()} is a well-behaved server, and each {@code with…}
 * gives a copy with one part replaced.
 *
 * @param seed of all random choices: session ids, latencies, which answer is given
 * @param workers turns served at once; 0 for any number
 * @param longestQueue turns that may wait for a worker; further ones get no answer
 * @param idleCloseMillis a session without a message in either direction for so long is closed; 0 for never
 * @param faults who meets what; see {@link FaultKind}
 */
public record ServerBehaviour(
    long seed,
    Admission admission,
    Ota ota,
    Listening listening,
    Stages stages,
    Answering answering,
    Mcp mcp,
    int workers,
    int longestQueue,
    int idleCloseMillis,
    List<FaultRule> faults) {

  public ServerBehaviour {
    faults = List.copyOf(faults);
  }

  public static ServerBehaviour defaults() {
    return new ServerBehaviour(
        1,
        new Admission(null, Refusal.PLAIN_TEXT),
        new Ota(null, "/xiaozhi/v1/", 1, 480, 0, false),
        new Listening(600, 200, NothingHeard.SILENCE, Listening.USUAL_WAKE_WORDS),
        new Stages(Latency.fixed(200), Latency.fixed(400), Latency.fixed(150), Order.STT_LLM_TTS),
        new Answering(5, 120, 1, true),
        new Mcp(true, null, null, 10_000),
        0,
        10_000,
        120_000,
        List.of());
  }

  /** How a server says no. */
  public enum Refusal {
    /**
     * Accepts the upgrade, sends one line of plain text and closes with code 1000, as the most used server does; in the
     * toyai dialect the line is its refusal.
     */
    PLAIN_TEXT,
    /** Status 401 instead of 101. */
    HTTP_401,
    /** Accepts the upgrade and closes with code 1000. */
    CLOSE
  }

  /** What comes after a turn in which nothing was heard. */
  public enum NothingHeard {
    /** No message at all, as from real servers. */
    SILENCE,
    /** An {@code stt} with an empty text, then {@code tts stop}. */
    EMPTY_STT
  }

  /** What is sent first once the text is known. */
  public enum Order {
    /** {@code tts start} comes last, when the answer can be heard: each stage can be measured. */
    STT_LLM_TTS,
    /** {@code tts start} follows {@code stt} at once, as from the most used real server. */
    STT_TTS_LLM
  }

  /** What carries words and sound. */
  public enum Wire {
    WEBSOCKET,
    /** Words by MQTT, sound by UDP: {@link EmulatedGateway}. */
    MQTT
  }

  /** Which dialect a WebSocket is spoken to in. */
  public enum Speech {
    /** What the device's own query tells. */
    AS_ASKED,
    XIAOZHI,
    TOYAI
  }

  /**
   * Who may come in, and how they are spoken to.
   *
   * @param token what {@code Authorization} must hold, with or without {@code Bearer}; null lets everybody in
   * @param applicationKey what toyai devices must have signed with; null takes any signature
   */
  public record Admission(@Nullable String token, Refusal refusal, Speech speech, @Nullable String applicationKey) {

    /** Everybody is spoken to as they ask for. */
    public Admission(@Nullable String token, Refusal refusal) {
      this(token, refusal, Speech.AS_ASKED, null);
    }

    /** The same, speaking this dialect. */
    public Admission withSpeech(Speech dialect) {
      return new Admission(token, refusal, dialect, applicationKey);
    }

    /** Asks for a signature with this key, where a device speaks that dialect. */
    public Admission withApplicationKey(@Nullable String key) {
      return new Admission(token, refusal, speech, key);
    }

    @Override
    public String toString() {
      return "admission by " + speech; // never token or key
    }
  }

  /**
   * What the configuration request is answered.
   *
   * @param websocketUrl null to make it from the Host header of the request and {@code websocketPath}
   * @param framing {@code websocket.version}, 1 to 3
   * @param timezoneMinutes east of Greenwich
   * @param activationPolls how often a device must ask before it is activated; 0 for no activation
   * @param secure the port speaks TLS, so that the URL begins with {@code wss}
   * @param wire what devices are sent to; whoever puts the server up opens the ports for it
   */
  public record Ota(
      @Nullable String websocketUrl,
      String websocketPath,
      int framing,
      int timezoneMinutes,
      int activationPolls,
      boolean secure,
      Wire wire) {

    /** Devices are sent to the WebSocket. */
    public Ota(
        @Nullable String websocketUrl,
        String websocketPath,
        int framing,
        int timezoneMinutes,
        int activationPolls,
        boolean secure) {
      this(websocketUrl, websocketPath, framing, timezoneMinutes, activationPolls, secure, Wire.WEBSOCKET);
    }

    public Ota withWire(Wire other) {
      return new Ota(websocketUrl, websocketPath, framing, timezoneMinutes, activationPolls, secure, other);
    }

    public Ota withFraming(int version) {
      return new Ota(websocketUrl, websocketPath, version, timezoneMinutes, activationPolls, secure, wire);
    }

    public Ota withSecure(boolean tls) {
      return new Ota(websocketUrl, websocketPath, framing, timezoneMinutes, activationPolls, tls, wire);
    }

    public Ota withActivationPolls(int polls) {
      return new Ota(websocketUrl, websocketPath, framing, timezoneMinutes, polls, secure, wire);
    }
  }

  /**
   * How it listens.
   *
   * @param silenceMillis quiet that ends a turn
   * @param speechMillis less voice than this is a noise, not a turn
   * @param wakeWords texts of {@code listen detect} that are greeted; any other text is a turn of its own
   */
  public record Listening(
      int silenceMillis, int speechMillis, NothingHeard whenNothingHeard, List<String> wakeWords) {

    static final List<String> USUAL_WAKE_WORDS =
        List.of("你好小智", "小智", "小智小智", "嘿你好呀", "你好小鑫", "hey xiaozhi", "hi xiaozhi", "hello xiaozhi");

    public Listening {
      wakeWords = List.copyOf(wakeWords);
    }

    /** Whether {@code text}, in lower case, is one; signs at its end do not matter. */
    boolean isWakeWord(String text) {
      return wakeWords.contains(text.replaceAll("[\\p{Punct}，。！？、]+$", ""));
    }

    public Listening withSilenceMillis(int millis) {
      return new Listening(millis, speechMillis, whenNothingHeard, wakeWords);
    }

    public Listening withWhenNothingHeard(NothingHeard what) {
      return new Listening(silenceMillis, speechMillis, what, wakeWords);
    }
  }

  /**
   * How long each stage takes, from the intended end of the one before; recognition begins when the turn's end is
   * decided.
   *
   * @param stalls when nothing goes on
   */
  public record Stages(Latency asr, Latency llm, Latency tts, Order order, List<Stall> stalls) {

    public Stages {
      stalls = List.copyOf(stalls);
    }

    /** Of a server that never stalls. */
    public Stages(Latency asr, Latency llm, Latency tts, Order order) {
      this(asr, llm, tts, order, List.of());
    }

    public Stages withOrder(Order other) {
      return new Stages(asr, llm, tts, other, stalls);
    }

    public Stages withStalls(List<Stall> others) {
      return new Stages(asr, llm, tts, order, others);
    }
  }

  /**
   * How answers are sent.
   *
   * @param headStart packets sent at once before real time begins
   * @param tailMillis from the end of the answer, as a listener without delay hears it, to {@code tts stop}; with five
   *     packets of head start the default of 120 ms puts {@code tts stop} 420 ms behind the last packet
   * @param sentences clips in an answer, each with its own {@code sentence_start}
   * @param stopWhenIdle an abort is answered with {@code tts stop} even when nothing is being said
   */
  public record Answering(int headStart, int tailMillis, int sentences, boolean stopWhenIdle) {

    public Answering withHeadStart(int packets) {
      return new Answering(packets, tailMillis, sentences, stopWhenIdle);
    }

    public Answering withSentences(int count) {
      return new Answering(headStart, tailMillis, count, stopWhenIdle);
    }
  }

  /**
   * What it does with a device's tools.
   *
   * @param enabled whether it asks for them
   * @param visionUrl where the device should send photos; null for no such capability
   * @param callTool a tool without arguments that is called in each turn; null for none
   * @param timeoutMillis for each request
   */
  public record Mcp(boolean enabled, @Nullable String visionUrl, @Nullable String callTool, int timeoutMillis) {

    public Mcp withEnabled(boolean yes) {
      return new Mcp(yes, visionUrl, callTool, timeoutMillis);
    }

    public Mcp withCallTool(@Nullable String name) {
      return new Mcp(enabled, visionUrl, name, timeoutMillis);
    }
  }

  public ServerBehaviour withSeed(long value) {
    return new ServerBehaviour(
        value, admission, ota, listening, stages, answering, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withAdmission(Admission value) {
    return new ServerBehaviour(
        seed, value, ota, listening, stages, answering, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withOta(Ota value) {
    return new ServerBehaviour(
        seed, admission, value, listening, stages, answering, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withListening(Listening value) {
    return new ServerBehaviour(
        seed, admission, ota, value, stages, answering, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withStages(Stages value) {
    return new ServerBehaviour(
        seed, admission, ota, listening, value, answering, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  /** The same order of messages with other times. */
  public ServerBehaviour withLatencies(Latency asr, Latency llm, Latency tts) {
    return withStages(new Stages(asr, llm, tts, stages.order(), stages.stalls()));
  }

  public ServerBehaviour withAnswering(Answering value) {
    return new ServerBehaviour(
        seed, admission, ota, listening, stages, value, mcp, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withMcp(Mcp value) {
    return new ServerBehaviour(
        seed, admission, ota, listening, stages, answering, value, workers, longestQueue, idleCloseMillis, faults);
  }

  public ServerBehaviour withWorkers(int atOnce, int mayWait) {
    return new ServerBehaviour(
        seed, admission, ota, listening, stages, answering, mcp, atOnce, mayWait, idleCloseMillis, faults);
  }

  public ServerBehaviour withIdleCloseMillis(int millis) {
    return new ServerBehaviour(
        seed, admission, ota, listening, stages, answering, mcp, workers, longestQueue, millis, faults);
  }

  public ServerBehaviour withFaults(List<FaultRule> rules) {
    return new ServerBehaviour(
        seed, admission, ota, listening, stages, answering, mcp, workers, longestQueue, idleCloseMillis, rules);
  }

  /** One fault for everybody, or a list as on the command line: {@code withFaults("refuse@50%")}. */
  public ServerBehaviour withFaults(String... rules) {
    return withFaults(java.util.Arrays.stream(rules).map(FaultRule::parse).toList());
  }
}
