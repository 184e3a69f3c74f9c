package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.virtual.VirtualCamera;
import io.github.xiaozhisim.hal.network.HttpRequest;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** JSON-RPC inside {@code mcp} messages: what is a request, what an answer looks like. */
final class McpCases {

  private static final String INTRODUCTION =
      "\"result\":{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},\"serverInfo\":"
          + "{\"name\":\"bread-compact-wifi\",\"version\":\"2.4.2\"}}}";

  @Case("M01")
  void initializeIsAnsweredWithNameAndVersion(Stage stage) {
    stage.listening();
    new McpTalk(stage).ask("initialize", "{}");
    stage.sees("D> mcp {\"jsonrpc\":\"2.0\",\"id\":1," + INTRODUCTION);
  }

  @Case("M02")
  void initializeNamesTheServerForPhotos(Stage stage) {
    stage.fitted(board -> board.fit(new VirtualCamera(stage.time())));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.ask(
        "initialize", "{\"capabilities\":{\"vision\":{\"url\":\"http://vision.example/explain\",\"token\":\"t1\"}}}");
    stage.sees("D> mcp {\"jsonrpc\":\"2.0\",\"id\":1," + INTRODUCTION);
    stage.peer().answersHttp(200, "{\"success\":true,\"response\":\"a cat\"}");
    int id = mcp.call("self.camera.take_photo", "{\"question\":\"what is it?\"}");
    stage.seesWithin(1_000, "D> POST /explain");
    mcp.seesText(id, "{\"success\":true,\"response\":\"a cat\"}");
    HttpRequest upload = stage.peer().requests().getLast();
    stage.expect("Authorization", upload.headers().get("authorization"), "Bearer t1");
    stage.expect("Device-Id", upload.headers().get("device-id"), "02:00:00:00:00:01");
    stage.expect("Client-Id", upload.headers().get("client-id"), "11111111-2222-4333-8444-555555555555");
    stage.expect(
        "Content-Type",
        upload.headers().get("content-type"),
        "multipart/form-data; boundary=----ESP32_CAMERA_BOUNDARY");
    String body = new String(upload.body(), StandardCharsets.ISO_8859_1);
    stage.expect(
        "the parts of the form",
        body.startsWith(
                "------ESP32_CAMERA_BOUNDARY\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nwhat is "
                    + "it?\r\n"
                    + "------ESP32_CAMERA_BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; "
                    + "filename=\"camera.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
            && body.endsWith("\r\n------ESP32_CAMERA_BOUNDARY--\r\n"),
        true);
  }

  @Case("M03")
  void notificationsAreNotAnswered(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"notifications/initialized\"}");
    stage.seesNothingFor(1_000);
  }

  @Case("M04")
  void anotherVersionOfJsonRpcIsNotAnswered(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"id\":1,\"method\":\"initialize\"}");
    mcp.send("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"initialize\"}");
    stage.seesNothingFor(1_000);
  }

  @Case("M05")
  void onlyRobustDevicesAnswerAnIdThatIsAText(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}");
    stage.seesNothingFor(100);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"initialize\"}");
    if (stage.strict()) {
      stage.seesNothingFor(1_000);
    } else {
      stage.sees("D> mcp {\"jsonrpc\":\"2.0\",\"id\":\"7\"," + INTRODUCTION);
    }
  }

  @Case("M06")
  void numbersOfIdsAreCutTo32Bits(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1.9,\"method\":\"initialize\"}");
    stage.sees("D> mcp {\"jsonrpc\":\"2.0\",\"id\":1," + INTRODUCTION);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":5000000000,\"method\":\"initialize\"}");
    stage.sees("D> mcp {\"jsonrpc\":\"2.0\",\"id\":2147483647," + INTRODUCTION);
  }

  @Case("M07")
  void paramsThatAreNoObjectGetAnErrorFromRobustDevicesOnly(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int id = mcp.ask("initialize", "[]");
    if (stage.strict()) {
      stage.seesNothingFor(1_000);
    } else {
      mcp.seesError(id, -32_602, "Invalid params");
    }
  }

  @Case("M08")
  void anUnknownMethodIsNotImplemented(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.seesError(mcp.ask("ping", "{}"), -32_601, "Method not implemented: ping");
  }

  @Case("M09")
  void onlyRobustDevicesEscapeWhatTheyQuote(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int id = mcp.ask("a\\\"b", "{}");
    if (stage.strict()) {
      stage.sees(
          "D> invalid {\"session_id\":\"s1\",\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,"
              + "\"error\":{\"message\":\"Method not implemented: a\"b\"}}}");
    } else {
      mcp.seesError(id, -32_601, "Method not implemented: a\"b");
    }
  }

  @Case("M36")
  void aPayloadThatIsNoObjectIsIgnored(Stage stage) {
    stage.listening();
    new McpTalk(stage).send("\"initialize\"");
    stage.seesNothingFor(1_000);
  }

  @Case("M37")
  void aRequestDuringTheOpeningIsAnsweredAfterListenStart(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.server(Peer.HELLO);
    new McpTalk(stage).ask("initialize", "{}");
    stage.sees("[listening]", "D> LS(auto)", "D> mcp {\"jsonrpc\":\"2.0\",\"id\":1," + INTRODUCTION);
    JsonNode none = new McpTalk(stage).answer("tools/list", "{}");
    stage.expect("the list afterwards", none.has("result"), true);
  }
}
