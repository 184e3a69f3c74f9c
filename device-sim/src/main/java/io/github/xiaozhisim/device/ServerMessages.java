package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.device.mcp.McpServer;
import io.github.xiaozhisim.device.protocol.GlyphPush;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.ui.Display;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the device does about a message of its server. What changes the state or the screen is queued to the main loop
 * in the order of arrival. // firmware: the OnIncomingJson callback
 */
final class ServerMessages {

  /** What a message adds to the answer it carries, long session ids included. */
  private static final int ENVELOPE_BYTES = 200;

  private final DeviceParts parts;
  private final ServerLink link;
  private final Conversation conversation;
  private final DeviceTools tools;

  ServerMessages(DeviceParts parts, ServerLink link, Conversation conversation, DeviceTools tools) {
    this.parts = parts;
    this.link = link;
    this.conversation = conversation;
    this.tools = tools;
  }

  void handle(ServerMessage message) {
    switch (message) {
      case ServerMessage.Hello hello -> checkAudio(hello);
      case ServerMessage.Auth auth -> {} // so has it with this
      case ServerMessage.TtsStart start -> queue(() -> parts.states().set(SPEAKING));
      case ServerMessage.TtsStop stop -> queue(conversation::answerEnded);
      case ServerMessage.SentenceStart sentence -> {
        keep(sentence.glyphs());
        show(Display.Role.ASSISTANT, sentence.text());
      }
      case ServerMessage.Stt stt -> {
        keep(stt.glyphs());
        show(Display.Role.USER, stt.text().isEmpty() ? null : stt.text()); // firmware: ignored without a text
      }
      case ServerMessage.Llm llm -> face(llm.emotion());
      case ServerMessage.Face face -> face(face.emotion());
      case ServerMessage.Hush hush -> queue(conversation::hushed);
      case ServerMessage.IotCommands iot ->
          queue(() -> new IotCommands(tools, this::violation).carryOut(iot.commands()));
      case ServerMessage.Actions actions -> {} // seen by the observer; no board can move
      case ServerMessage.Mcp call -> onMcp(call.payload());
      case ServerMessage.SystemCommand command -> {
        if ("reboot".equals(command.command())) {
          queue(parts.whole()::reboot);
        }
      }
      case ServerMessage.Alert alert -> {
        if (alert.status() != null && alert.message() != null && alert.emotion() != null) {
          parts.screen().alert(alert.status(), alert.message(), alert.emotion());
          parts.sounds().playAside("vibration");
        }
      }
      case ServerMessage.TtsOther other -> {} // firmware: silently ignored
      case ServerMessage.Goodbye goodbye -> {} // firmware: not known over WebSocket
      case ServerMessage.Unknown unknown -> violation("message.unknown", "type '" + unknown.type() + "'");
      case ServerMessage.Custom custom -> {
        if (parts.config().showsCustomMessages()) {
          show(Display.Role.SYSTEM, custom.payload().toString());
        } else {
          violation("message.unknown", "type 'custom'"); // firmware: unknown in the default build
        }
      }
      case ServerMessage.Malformed malformed -> malformed(malformed);
    }
  }

  /** The channel deals with a hello; what it says about sound may be such that none can be heard. */
  private void checkAudio(ServerMessage.Hello hello) {
    AudioChannel channel = link.channel();
    if (channel == null) {
      return;
    }
    int rateHz = hello.sampleRateHz() == 0 ? channel.serverSampleRateHz() : hello.sampleRateHz();
    int frameMillis = hello.frameMillis() == 0 ? channel.serverFrameMillis() : hello.frameMillis();
    if (!AudioService.decodable(rateHz, frameMillis)) {
      violation(
          "hello.audio",
          "sound at " + Math.max(0, rateHz) + " Hz in frames of " + Math.max(0, frameMillis) + " ms");
    }
  }

  private void malformed(ServerMessage.Malformed malformed) {
    if (malformed.rule().equals(ServerMessage.Malformed.TOO_DEEP)) {
      parts.whole().crash(malformed.rule(), malformed.why()); // firmware: the receiving task's 4 KiB stack overflows
    } else {
      violation(malformed.rule(), malformed.why());
    }
  }

  /**
   * Queues what is to be done about a message.
   * // firmware: what was queued by an opening that then failed runs after it; a robust device forgets that
   */
  private void queue(Runnable action) {
    if (parts.loop().blocked() && parts.config().robust()) {
      int failures = link.failedOpenings();
      parts
          .loop()
          .scheduleNow(
              () -> {
                if (link.failedOpenings() == failures) {
                  action.run();
                }
              });
    } else {
      parts.loop().scheduleNow(action);
    }
  }

  private void keep(@Nullable GlyphPush glyphs) {
    if (glyphs == null) {
      return;
    }
    String fault = glyphs.faultFor(parts.board().info().display().font());
    if (fault != null) {
      violation("glyph.push", fault);
    } else if (parts.screen().present()) {
      queue(() -> parts.screen().glyphs(glyphs.glyphs()));
    }
  }

  private void violation(String rule, String detail) {
    parts.observer().onViolation(rule, detail, parts.nowNanos());
  }

  private void face(@Nullable String emotion) {
    if (emotion != null) {
      queue(() -> parts.screen().emotion(emotion));
    }
  }

  private void show(Display.Role role, @Nullable String text) {
    if (parts.screen().present()) {
      queue(() -> parts.screen().line(role, text));
    }
  }

  private void onMcp(@Nullable JsonNode payload) {
    if (payload == null) {
      violation("mcp.payload", "mcp message without an object as payload");
      return;
    }
    queue(
        () ->
            tools.answer(
                payload,
                answer -> {
                  if (!parts.loop().stopped()) { // a slow tool may be done when the device is off
                    parts.observer().onMcpAnswered(payload, answer, parts.nowNanos());
                    sendMcp(answer);
                  }
                }));
  }

  /** firmware: an answer that does not fit a message breaks the channel; robust: an error goes out in its place */
  private void sendMcp(String answer) {
    AudioChannel channel = link.channel();
    if (channel == null) {
      return;
    }
    int bytes = Json.utf8Length(answer);
    if (parts.config().robust() && bytes > channel.maxMessageBytes() - ENVELOPE_BYTES) {
      violation("mcp.oversize", "an answer of " + bytes + " bytes, more than a message holds");
      channel.sendMcp(McpServer.tooLong(answer, bytes));
    } else {
      channel.sendMcp(answer);
    }
  }
}
