package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.pi.session.PlainText;
import org.jspecify.annotations.Nullable;

/** What happens, in words for the person at the device. Pure functions. */
final class Wording {

  private static final int LONGEST = 300;

  private Wording() {}

  /** What a message of the server says, short; empty where its kind says it all. */
  static String of(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Stt stt -> clipped(stt.text());
      case ServerMessage.Llm llm -> joined(llm.emotion(), llm.text());
      case ServerMessage.SentenceStart sentence -> clipped(sentence.text());
      case ServerMessage.Alert alert -> clipped(alert.message());
      case ServerMessage.SystemCommand system -> clipped(system.command());
      case ServerMessage.Hello hello -> hello.sampleRateHz() <= 0 ? "" : hello.sampleRateHz() + " Hz";
      case ServerMessage.Mcp mcp -> mcp.payload() == null ? "" : clipped(mcp.payload().path("method").asString(""));
      case ServerMessage.Unknown unknown -> clipped(unknown.type());
      case ServerMessage.Malformed malformed -> clipped(malformed.why());
      default -> "";
    };
  }

  /** Why a device in this state cannot be talked to, and what to do. */
  static String notReady(DeviceState state) {
    return switch (state) {
      case UNKNOWN, STARTING -> "the device is still starting; wait until it is idle";
      case ACTIVATING -> "the device is not ready yet: it waits for its server; wait until it is idle";
      case CONNECTING -> "the device is connecting; wait until it listens";
      case UPGRADING -> "the device is downloading a firmware; wait until it is idle";
      case WIFI_CONFIGURING, AUDIO_TESTING -> "the device is being set up; finish that first";
      case IDLE -> "the device is idle: there is no conversation";
      case LISTENING -> "the device is listening already";
      case SPEAKING -> "the device is speaking; abort that first";
      case FATAL_ERROR -> "the device has failed; start it again";
    };
  }

  static String clipped(@Nullable String text) {
    String some = text == null ? "" : PlainText.of(text.strip());
    return some.length() <= LONGEST ? some : some.substring(0, LONGEST) + "…";
  }

  private static String joined(@Nullable String first, @Nullable String second) {
    return clipped((clipped(first) + " " + clipped(second)).strip());
  }
}
