package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Display.Role;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** JSON and calls of tools where the specification's tables describe them without a case of their own. */
final class OddCases {

  @Case("J04")
  void anObjectWithoutATypeIsIgnored(Stage stage) {
    stage.listening();
    stage.server("{}");
    stage.server("{\"state\":\"start\"}");
    stage.server("{\"type\":null}");
    stage.seesNothingFor(200);
    stage.expect("violations", stage.notes("violation message.malformed"), 3);
  }

  @Case("J09")
  void whatFollowsTheFirstObjectIsIgnored(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"tts\",\"state\":\"start\"} and more");
    stage.sees("[speaking]");
    stage.server("{\"type\":\"tts\",\"state\":\"stop\"}{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(3_000);
  }

  @Case("J10")
  void rawControlCharactersInsideAStringAreAccepted(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"stt\",\"text\":\"a\tb\nc\"}");
    stage.server("\n {\"type\":\"tts\",\t\"state\":\"start\"}\r\n");
    stage.sees("[speaking]");
    stage.expect("whether something is shown", stage.display().line(Role.USER).startsWith("a"), true);
  }

  @Case("J17")
  void commentsQuotesAndCommasOutOfPlaceSpoilAMessage(Stage stage) {
    stage.listening();
    String[] spoilt = {
      "{\"type\":\"tts\",\"state\":\"start\",}",
      "{'type':'tts','state':'start'}",
      "{/* x */\"type\":\"tts\",\"state\":\"start\"}",
      "{type:\"tts\",state:\"start\"}",
      "   ",
      "{\"type\":\"tts\",\"state\":\"start\",\"x\":nul}"
    };
    for (String text : spoilt) {
      stage.server(text);
    }
    stage.seesNothingFor(500);
    stage.expect("violations", stage.notes("violation message.malformed"), spoilt.length);
  }

  @Case("M10")
  void theListBeginsWithTheCommonToolsInTheirOrder(Stage stage) {
    Tool own = new Tool("self.lamp.turn_on", "", List.of(), false, arguments -> "true");
    stage.fitted(board -> board.fitTools((b, device) -> List.of(own)));
    stage.listening();
    JsonNode page = new McpTalk(stage).answer("tools/list", "{}");
    stage.expect(
        "the tools",
        McpTalk.names(page),
        List.of(
            "self.get_device_status", "self.audio_speaker.set_volume", "self.screen.set_theme", "self.lamp.turn_on"));
    stage.expect("a next page", page.path("result").has("nextCursor"), false);
    stage.expect(
        "the schema of the volume",
        page.path("result").path("tools").path(1).path("inputSchema").toString(),
        "{\"type\":\"object\",\"properties\":{\"volume\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}},"
            + "\"required\":[\"volume\"]}");
  }

  @Case("M14")
  void anUnknownCursorIsAnErrorWithoutAName(Stage stage) {
    stage.listening();
    JsonNode answer = new McpTalk(stage).answer("tools/list", "{\"cursor\":\"self.nothing\"}");
    stage.expect(
        "the error",
        answer.path("error").path("message").asString(""),
        "Failed to add tool  because of payload size limit");
  }

  @Case("M14")
  void aCursorThatIsNoTextIsNone(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    List<String> usual = McpTalk.names(mcp.answer("tools/list", "{}"));
    stage.expect("tools", McpTalk.names(mcp.answer("tools/list", "{\"cursor\":5}")), usual);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}");
    stage.run(20);
    stage.expect("an answer without params", stage.peer().texts().getLast().contains("\"id\":9,\"result\""), true);
    stage.forget();
  }

  @Case("M22")
  void aCallWithoutParamsOrNameIsRefused(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}");
    seesError(stage, 1, "Missing params");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{}}");
    seesError(stage, 2, "Missing name");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":5}}");
    seesError(stage, 3, "Missing name");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"\"}}");
    seesError(stage, 4, "Unknown tool: ");
  }

  private static void seesError(Stage stage, int id, String message) {
    stage.sees(
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{" + (stage.strict() ? "" : "\"code\":-32602,")
            + "\"message\":\"" + message + "\"}}");
  }

  @Case("M32")
  void optionalArgumentsOfAnotherTypeTakeTheirDefaultAndOthersAreIgnored(Stage stage) {
    Tool tool =
        new Tool(
            "self.x",
            "",
            List.of(Property.integer("n", 1, 9).withDefault(5)),
            false,
            arguments -> Integer.toString(arguments.integer("n")));
    stage.fitted(board -> board.fitTools((b, device) -> List.of(tool)));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee("self.x", "{}", "5");
    mcp.callAndSee("self.x", "{\"n\":\"7\"}", "5");
    mcp.callAndSee("self.x", "{\"n\":7,\"m\":{}}", "7");
    mcp.callAndSeeRefused("self.x", "{\"n\":10}", "Value exceeds maximum allowed: 9");
  }

  @Case("M33")
  void theErrorOfAToolIsItsText(Stage stage) {
    Tool tool =
        new Tool(
            "self.x",
            "",
            List.of(),
            false,
            (Tool.AtOnce)
                arguments -> {
                  throw new Tool.ToolException("Failed to move");
                });
    stage.fitted(board -> board.fitTools((b, device) -> List.of(tool)));
    stage.listening();
    new McpTalk(stage).callAndSeeRefused("self.x", "{}", "Failed to move");
  }

  @Case("M35")
  void requestsAreAnsweredInTheOrderInWhichTheyCame(Stage stage) {
    stage.speaking();
    McpTalk mcp = new McpTalk(stage);
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"a\"}");
    mcp.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":3}}");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"b\"}");
    mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"c\"}");
    stage.run(20);
    List<String> texts = stage.peer().texts();
    String last = String.join("", texts.subList(texts.size() - 3, texts.size()));
    stage.expect("order", last.replaceAll(".*?implemented: (.).*?", "$1").substring(0, 3), "abc");
    stage.forget();
    stage.expectState("speaking");
  }
}
