package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.ui.Display;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the device does about a message of its server. What changes the state or the screen is queued to the main loop
 * in the order of arrival. // firmware: the OnIncomingJson callback
 */
final class ServerMessages {

  private final DeviceParts parts;
  private final ServerLink link;
  private final Conversation conversation;
  private final DeviceTools tools;
  private final Runnable reboot;

  ServerMessages(
      DeviceParts parts, ServerLink link, Conversation conversation, DeviceTools tools, Runnable reboot) {
    this.parts = parts;
    this.link = link;
    this.conversation = conversation;
    this.tools = tools;
    this.reboot = reboot;
  }

  void handle(ServerMessage message) {
    switch (message) {
      case ServerMessage.Hello hello -> {} // the channel has dealt with it
      case ServerMessage.Auth auth -> {} // so has it with this
      case ServerMessage.TtsStart start -> parts.loop().scheduleNow(() -> parts.states().set(SPEAKING));
      case ServerMessage.TtsStop stop -> parts.loop().scheduleNow(conversation::answerEnded);
      case ServerMessage.SentenceStart sentence -> show(Display.Role.ASSISTANT, sentence.text());
      case ServerMessage.Stt stt -> show(Display.Role.USER, stt.text());
      case ServerMessage.Llm llm -> face(llm.emotion());
      case ServerMessage.Face face -> face(face.emotion());
      case ServerMessage.Hush hush -> parts.loop().scheduleNow(conversation::hushed);
      case ServerMessage.IotCommands iot -> {} // seen by the observer; no board has such parts
      case ServerMessage.Actions actions -> {} // seen by the observer; no board can move
      case ServerMessage.Mcp call -> onMcp(call.payload());
      case ServerMessage.SystemCommand command -> {
        if ("reboot".equals(command.command())) {
          parts.loop().scheduleNow(reboot);
        }
      }
      case ServerMessage.Alert alert -> {
        if (alert.status() != null && alert.message() != null && alert.emotion() != null) {
          parts.screen().alert(alert.status(), alert.message(), alert.emotion());
        }
      }
      case ServerMessage.TtsOther other -> {} // firmware: silently ignored
      case ServerMessage.Goodbye goodbye -> {} // firmware: not known over WebSocket
      case ServerMessage.Unknown unknown -> violation("message.unknown", "type '" + unknown.type() + "'");
      case ServerMessage.Malformed malformed -> violation("message.malformed", malformed.why());
    }
  }

  private void violation(String rule, String detail) {
    parts.observer().onViolation(rule, detail, parts.nowNanos());
  }

  private void face(@Nullable String emotion) {
    if (emotion != null) {
      parts.loop().scheduleNow(() -> parts.screen().emotion(emotion));
    }
  }

  private void show(Display.Role role, @Nullable String text) {
    if (parts.screen().present()) {
      parts.loop().scheduleNow(() -> parts.screen().line(role, text));
    }
  }

  private void onMcp(@Nullable JsonNode payload) {
    if (payload == null) {
      violation("mcp.payload", "mcp message without an object as payload");
      return;
    }
    parts.loop().scheduleNow(() -> tools.answer(payload, this::sendMcp));
  }

  private void sendMcp(String answer) {
    AudioChannel channel = link.channel();
    if (channel != null) {
      channel.sendMcp(answer);
    }
  }
}
