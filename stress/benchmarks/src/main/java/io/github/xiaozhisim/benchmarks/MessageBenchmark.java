package io.github.xiaozhisim.benchmarks;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.annotations.Param;
import tools.jackson.databind.node.ObjectNode;

/** Messages of the server read, by the device and, for comparison, as a tree; a message of the device written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class MessageBenchmark {

  private static final String SESSION = "0a1b2c3d-0000-4000-8000-0123456789ab";

  /** What a server says in a turn. */
  public enum Kind {
    HELLO(
        "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"session_id\":\""
            + SESSION
            + "\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}"),
    STT("{\"type\":\"stt\",\"text\":\"今天天气怎么样？\",\"session_id\":\"" + SESSION + "\"}"),
    STT_ESCAPED("{\"type\": \"stt\", \"text\": \"\\u4eca\\u5929\\u5929\\u6c14\", \"session_id\": \"" + SESSION + "\"}"),
    LLM("{\"type\":\"llm\",\"text\":\"😊\",\"emotion\":\"happy\",\"session_id\":\"" + SESSION + "\"}"),
    TTS_START("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"" + SESSION + "\"}"),
    SENTENCE(
        "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"It is ten past three.\",\"session_id\":\""
            + SESSION
            + "\"}"),
    MCP(
        "{\"session_id\":\""
            + SESSION
            + "\",\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"id\":3,"
            + "\"params\":{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":50}}}}");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  @Param public Kind kind;

  private final Dialect dialect = XiaozhiDialect.INSTANCE;
  private ByteBuffer utf8;

  @Setup
  public void prepare() {
    utf8 = ByteBuffer.wrap(kind.text.getBytes(StandardCharsets.UTF_8));
  }

  @Benchmark
  public ServerMessage read() {
    return dialect.read(utf8);
  }

  @Benchmark
  public ObjectNode readAsTree() throws Json.NotAnObject {
    return Json.readObject(utf8);
  }

  @Benchmark
  public boolean lookBehind() {
    return Json.hasTextBehindObject(utf8);
  }

  @Benchmark
  public String writeListenStart() {
    return dialect.listenStart(SESSION, ListeningMode.AUTO);
  }
}
