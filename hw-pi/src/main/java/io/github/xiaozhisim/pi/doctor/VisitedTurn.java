package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.SERVER;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.Clock;
import java.util.Locale;

/** The one turn of a {@link ServerVisit}: what was heard of it so far, and what that means. On the device's thread. */
final class VisitedTurn implements VirtualPcmSpeaker.Ear {

  static final long PATIENCE_NANOS = 30_000_000_000L;

  private static final String SUBJECT = "turn";

  /** Of 32,768: a listener at a usual volume hears nothing below. */
  private static final int AUDIBLE = 100;

  private static final double SECONDS = 1e9;

  private final Clock clock;
  private final String words;
  private final StringBuilder answer = new StringBuilder();
  private boolean asked;
  private boolean understood;
  private boolean thought;
  private boolean began;
  private long askedNanos;
  private long firstSoundNanos = -1;
  private int packets;
  private int loudest;

  VisitedTurn(Clock clock, String words) {
    this.clock = clock;
    this.words = words;
  }

  void sent(String kind) {
    if (kind.equals("listen text") && !asked) {
      asked = true;
      askedNanos = clock.nowNanos();
    }
  }

  void packet() {
    if (asked) {
      packets++;
    }
  }

  /** Hears what the device plays. */
  @Override
  public void hear(short[] samples, long startNanos) {
    if (!began) {
      return; // the device's own sounds
    }
    for (short sample : samples) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    if (loudest >= AUDIBLE && firstSoundNanos < 0) {
      firstSoundNanos = startNanos;
    }
  }

  /** Whether the answer is complete with this. */
  boolean heard(ServerMessage message) {
    switch (message) {
      case ServerMessage.Stt stt -> understood = true;
      case ServerMessage.Llm llm -> thought = true;
      case ServerMessage.TtsStart start -> began = true;
      case ServerMessage.SentenceStart sentence -> {
        if (sentence.text() != null) {
          answer.append(answer.isEmpty() ? "" : " ").append(sentence.text());
        }
      }
      default -> {}
    }
    return message instanceof ServerMessage.TtsStop && began;
  }

  /** The answer is complete. */
  Finding answered() {
    if (packets == 0) {
      return Finding.warning(
          SERVER,
          SUBJECT,
          said() + " was answered in words only, without sound" + quoted(),
          "look at the server's speech (TTS)");
    }
    if (firstSoundNanos < 0) {
      return Finding.warning(
          SERVER,
          SUBJECT,
          said() + " was answered with " + packets + " packets in which nothing can be heard" + quoted(),
          "look at the server's speech (TTS): is it Opus, and is it loud enough?");
    }
    double seconds = (firstSoundNanos - askedNanos) / SECONDS;
    return Finding.ok(
        SERVER,
        SUBJECT,
        String.format(Locale.ROOT, "%s: the first sound came after %.1f s%s", said(), seconds, quoted()));
  }

  /** It took too long. */
  Finding gaveUp() {
    if (packets > 0) {
      return Finding.warning(
          SERVER,
          SUBJECT,
          said() + " was answered, but the answer did not end within 30 s" + quoted(),
          "that is no mistake where the answer is long; else look into the server's log for tts stop");
    }
    return Finding.error(SERVER, SUBJECT, "within 30 s " + how(), where());
  }

  /** The connection ended meanwhile. */
  Finding broken(String why) {
    return Finding.error(SERVER, SUBJECT, why + "; until then " + how(), "look into the server's log");
  }

  private String how() {
    if (!asked) {
      return "the device could not say " + said();
    }
    String far =
        began
            ? "answered without a packet of sound"
            : thought
                ? "thought about, and not spoken about"
                : understood ? "understood, and not answered" : "not answered with a word";
    return said() + " was " + far;
  }

  private String where() {
    if (began || thought) {
      return "look at the server's speech (TTS)";
    }
    return understood
        ? "look at the server's model (LLM)"
        : "look into the server's log: does it take text (listen detect)?";
  }

  private String said() {
    return "'" + words + "'";
  }

  private String quoted() {
    return answer.isEmpty() ? "" : ": " + (answer.length() > 80 ? answer.substring(0, 80) + "…" : answer);
  }
}
