package io.github.xiaozhisim.device.explorer;

import java.util.List;

/** What servers say, and what they should not. */
final class Sayings {

  static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";

  static final String TTS_START = "{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s1\"}";
  static final String TTS_STOP = "{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s1\"}";
  static final String STT = "{\"type\":\"stt\",\"text\":\"今天天气怎么样\",\"session_id\":\"s1\"}";
  static final String SENTENCE =
      "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"今天多云。\",\"session_id\":\"s1\"}";

  /** Each as some server sends it. */
  static final List<String> VALID =
      List.of(
          HELLO,
          TTS_START,
          TTS_START,
          TTS_STOP,
          TTS_STOP,
          STT,
          SENTENCE,
          "{\"type\":\"tts\",\"state\":\"sentence_end\",\"text\":\"今天多云。\"}",
          "{\"type\":\"llm\",\"emotion\":\"happy\",\"text\":\"🙂\"}",
          "{\"type\":\"alert\",\"status\":\"Warning\",\"message\":\"Battery low\",\"emotion\":\"sad\"}",
          "{\"type\":\"system\",\"command\":\"reboot\"}",
          "{\"type\":\"custom\",\"payload\":{\"message\":\"hi\"}}",
          "{\"type\":\"goodbye\",\"session_id\":\"s1\"}",
          "{\"type\":\"iot\",\"commands\":[{\"name\":\"Speaker\",\"method\":\"SetVolume\","
              + "\"parameters\":{\"volume\":30}}]}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
              + "\"params\":{\"capabilities\":"
              + "{\"vision\":{\"url\":\"http://server.example/vision\",\"token\":\"t\"}}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\","
              + "\"params\":{\"cursor\":\"\","
              + "\"withUserTools\":true}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.get_device_status\",\"arguments\":{}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":55}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.screen.set_brightness\",\"arguments\":{\"brightness\":40}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.camera.take_photo\",\"arguments\":{\"question\":\"what is this\"}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.reboot\",\"arguments\":{}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}}");

  /** Each not as any server should. */
  static final List<String> ODD =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "42",
          "\"tts\"",
          "{",
          "{}",
          "not json",
          "{\"type\":null}",
          "{\"type\":42}",
          "{\"type\":\"\"}",
          "{\"type\":\"tts\"}",
          "{\"type\":\"tts\",\"state\":null}",
          "{\"type\":\"tts\",\"state\":7}",
          "{\"type\":\"tts\",\"state\":\"start\",\"state\":\"stop\"}",
          "{\"type\":\"tts\",\"state\":\"sentence_start\"}",
          "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":{}}",
          "{\"type\":\"stt\"}",
          "{\"type\":\"stt\",\"text\":null}",
          "{\"type\":\"llm\"}",
          "{\"type\":\"llm\",\"emotion\":[]}",
          "{\"type\":\"alert\"}",
          "{\"type\":\"alert\",\"status\":1,\"message\":2,\"emotion\":3}",
          "{\"type\":\"system\"}",
          "{\"type\":\"system\",\"command\":{}}",
          "{\"type\":\"system\",\"command\":\"format\"}",
          "{\"type\":\"custom\"}",
          "{\"type\":\"custom\",\"payload\":\"x\"}",
          "{\"type\":\"goodbye\"}",
          "{\"type\":\"hello\"}",
          "{\"type\":\"hello\",\"transport\":\"udp\"}",
          "{\"type\":\"hello\",\"transport\":null,\"session_id\":7}",
          "{\"type\":\"hello\",\"transport\":\"websocket\",\"audio_params\":{\"sample_rate\":-1,\"frame_duration\":0}}",
          "{\"type\":\"hello\",\"transport\":\"websocket\",\"audio_params\":{\"sample_rate\":44100,"
              + "\"frame_duration\":7}}",
          "{\"type\":\"hello\",\"transport\":\"websocket\",\"audio_params\":\"none\"}",
          "{\"type\":\"mcp\"}",
          "{\"type\":\"mcp\",\"payload\":null}",
          "{\"type\":\"mcp\",\"payload\":[]}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"tools/list\"}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":7}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\"}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\","
              + "\"params\":{\"name\":\"no.such\"}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":\"loud\"}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1e99,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":101}}}}",
          "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\","
              + "\"params\":{\"cursor\":\"nowhere\"}}}",
          "{\"type\":\"mcp\",\"payload\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}",
          "{\"type\":\"stt\",\"text\":\"" + "长".repeat(30_000) + "\"}",
          "{\"type\":\"stt\",\"text\":\"\\ud800\"} trailing");

  private Sayings() {}
}
