package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools in their order, told page by page. // firmware: McpServer::GetToolsList */
final class ToolList {

  /** firmware: a page of tools/list stays below this */
  static final int MAX_PAGE_BYTES = 8_000;

  private static final int PAGE_RESERVE = 30;
  private static final String BEGIN = "{\"tools\":[";

  private final List<Tool> tools;
  private final boolean strict;

  ToolList(List<Tool> tools, boolean strict) {
    this.tools = List.copyOf(tools);
    this.strict = strict;
  }

  @Nullable Tool find(String name) {
    for (Tool tool : tools) {
      if (tool.name().equals(name)) {
        return tool;
      }
    }
    return null;
  }

  /**
   * One page.
   *
   * @param cursor the name of its first tool, empty: from the start
   * @throws ToolException when nothing would be on it; a robust device shortens the description of a tool that is too
   *     long for any page
   */
  String page(String cursor, boolean userTools) throws ToolException {
    StringBuilder json = new StringBuilder(BEGIN);
    int bytes = json.length();
    boolean found = cursor.isEmpty();
    boolean any = false;
    String next = "";
    for (Tool tool : tools) {
      found = found || tool.name().equals(cursor);
      if (!found || (tool.userOnly() && !userTools)) {
        continue;
      }
      String described = describe(tool) + ",";
      int more = Json.utf8Length(described);
      // firmware: counts bytes, every tool with a comma, also the last
      if (bytes + more + PAGE_RESERVE > MAX_PAGE_BYTES) {
        next = tool.name();
        break;
      }
      json.append(described);
      bytes += more;
      any = true;
    }
    if (any) {
      json.setLength(json.length() - 1);
    } else if (!tools.isEmpty()) {
      throw new ToolException("Failed to add tool " + next + " because of payload size limit");
    }
    json.append(']');
    if (!next.isEmpty()) {
      json.append(",\"nextCursor\":").append(Json.quote(next));
    }
    return json.append('}').toString();
  }

  private String describe(Tool tool) {
    return strict
        ? ToolText.describe(tool)
        : ToolText.shortened(tool, MAX_PAGE_BYTES - PAGE_RESERVE - BEGIN.length() - 1);
  }
}
