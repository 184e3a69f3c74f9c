package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.hal.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The list of tools: pages, hidden tools, tools that are too long. */
final class ToolListCases {

  private static final int PAGE_BYTES = 8_000;

  /** A tool that takes exactly {@code bytes} in the list. */
  private static Tool tool(String name, int bytes) {
    int frame =
        ("{\"name\":\"" + name + "\",\"description\":\"\",\"inputSchema\":{\"type\":\"object\",\"properties\":{}}}")
            .length();
    return new Tool(name, "d".repeat(bytes - frame), List.of(), false, arguments -> "true");
  }

  @Case("M11")
  void aHundredToolsComePageByPageAndEachOnce(Stage stage) {
    List<Tool> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(tool("self.extra." + i, 200));
    }
    stage.fitted(board -> board.fitTools((b, device) -> many));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = mcp.answer("tools/list", "{\"cursor\":\"" + cursor + "\"}");
      List<String> names = McpTalk.names(page);
      if (!cursor.isEmpty()) {
        stage.expect("the first tool of a page", names.getFirst(), cursor);
      }
      int bytes = page.path("result").toString().length();
      stage.expectBetween("bytes of a page", bytes, 1, PAGE_BYTES);
      seen.addAll(names);
      cursor = page.path("result").path("nextCursor").asString("");
      pages++;
    } while (!cursor.isEmpty());
    stage.expect("tools in all", seen.stream().distinct().count(), (long) seen.size());
    stage.expect("extra tools", seen.stream().filter(name -> name.startsWith("self.extra.")).count(), 100L);
    stage.expect("pages", pages, 3);
  }

  @Case("M12")
  void userToolsAreListedToWhoAsksAndMarked(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    List<String> usual = McpTalk.names(mcp.answer("tools/list", "{}"));
    JsonNode all = mcp.answer("tools/list", "{\"withUserTools\":true}");
    List<String> names = McpTalk.names(all);
    stage.expect("the usual tools come first", names.subList(0, usual.size()), usual);
    stage.expect("self.reboot without asking", usual.contains("self.reboot"), false);
    stage.expect("self.reboot", names.contains("self.reboot"), true);
    for (JsonNode tool : all.path("result").path("tools")) {
      boolean hidden = !usual.contains(tool.path("name").asString());
      stage.expect(
          "annotations of " + tool.path("name"),
          tool.path("annotations").toString(),
          hidden ? "{\"audience\":[\"user\"]}" : "");
    }
  }

  @Case("M13")
  void userToolsAreNotListedForAnythingButTrue(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    List<String> usual = McpTalk.names(mcp.answer("tools/list", "{}"));
    stage.expect("tools", McpTalk.names(mcp.answer("tools/list", "{\"withUserTools\":1}")), usual);
  }

  @Case("M15")
  void aToolTooLongForAPageIsInTheWayUnlessItsDescriptionIsShortened(Stage stage) {
    stage.fitted(board -> board.fitTools((b, device) -> List.of(tool("self.huge", 9_000), tool("self.after", 200))));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    JsonNode first = mcp.answer("tools/list", "{}");
    stage.expect("the next page", first.path("result").path("nextCursor").asString(""), "self.huge");
    JsonNode next = mcp.answer("tools/list", "{\"cursor\":\"self.huge\"}");
    if (stage.strict()) {
      stage.expect(
          "the error",
          next.path("error").path("message").asString(""),
          "Failed to add tool self.huge because of payload size limit");
    } else {
      stage.expect("the page of the long tool", McpTalk.names(next), List.of("self.huge"));
      stage.expect("what follows", next.path("result").path("nextCursor").asString(""), "self.after");
    }
  }
}
