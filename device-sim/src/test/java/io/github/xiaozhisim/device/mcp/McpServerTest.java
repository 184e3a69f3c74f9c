package io.github.xiaozhisim.device.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpServerTest {

  private final List<String> calls = new ArrayList<>();
  private final List<String> vision = new ArrayList<>();
  private final McpServer server =
      server(
          new Tool("self.volume", "Sets it.", List.of(Property.integer("volume", 0, 100)), false, this::volume),
          new Tool(
              "self.mixed",
              "Takes everything.",
              List.of(
                  Property.string("text"),
                  Property.bool("flag").withDefault(true),
                  new Property("number", Property.Type.INTEGER, 7, null, null)),
              false,
              a -> a.string("text") + "/" + a.bool("flag") + "/" + a.integer("number")),
          new Tool("self.fails", "Fails.", List.of(), false, a -> {
            throw new ToolException("no \"luck\"");
          }),
          new Tool("self.breaks", "Breaks.", List.of(), false, a -> {
            throw new IllegalStateException("out of film");
          }),
          new Tool("self.secret", "For users.", List.of(), true, a -> "done"));

  private String volume(Arguments arguments) {
    calls.add("volume " + arguments.integer("volume"));
    return "true";
  }

  private McpServer server(Tool... tools) {
    return server(Fidelity.STRICT, tools);
  }

  private McpServer server(Fidelity fidelity, Tool... tools) {
    return new McpServer("bread-compact-wifi", "2.4.2", List.of(tools), fidelity, new MainLoop());
  }

  /** A main loop that only remembers what became of it. */
  private final class MainLoop implements McpServer.Host {
    @Override
    public void block() {
      calls.add("block");
    }

    @Override
    public void resume(Runnable rest) {
      calls.add("resume");
      rest.run();
    }

    @Override
    public void later(Runnable action) {
      action.run();
    }

    @Override
    public void visionServer(String url, String token) {
      vision.add(url + " " + token);
    }

    @Override
    public void overloaded(String what) {
      calls.add("overloaded");
    }
  }

  // ---- requests ----------------------------------------------------------------------------------------------------

  @Test
  void shouldIntroduceItself() {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\","
                + "\"capabilities\":{\"tools\":{}},"
                + "\"serverInfo\":{\"name\":\"bread-compact-wifi\",\"version\":\"2.4.2\"}}}");
    assertThat(vision).isEmpty();
  }

  @Test
  void shouldPassOnWherePicturesGo() {
    ask(request("initialize", "{\"capabilities\":{\"vision\":{\"url\":\"http://h/vl\",\"token\":\"t\"}}}"));
    ask(request("initialize", "{\"capabilities\":{\"vision\":{\"url\":\"http://h/vl2\"}}}"));
    ask(request("initialize", "{\"capabilities\":{\"vision\":{\"token\":\"t\"}}}"));
    ask(request("initialize", "{\"capabilities\":{\"vision\":{\"url\":5}}}"));
    ask(request("initialize", "{\"capabilities\":\"none\"}"));

    assertThat(vision).containsExactly("http://h/vl t", "http://h/vl2 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"notifications/initialized\"}",
        "{\"id\":1,\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"initialize\"}",
        "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":\"x\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "{}"
      })
  void shouldNotAnswerWhatIsNoRequest(String text) {
    assertThat(ask(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, 1", "-1.9, -1", "0, 0", "5000000000, 2147483647", "-5000000000, -2147483648", "1e300, 2147483647", "7, 7"
  })
  void shouldCutIdsTo32Bits(String id, String answered) {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"initialize\"}"))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + answered + ",\"result\":");
  }

  @Test
  void shouldFindMembersWhateverTheirCaseAndPassOverOthers() {
    assertThat(
            ask(
                "{\"JSONRPC\":\"2.0\",\"Id\":3,\"METHOD\":\"tools/call\",\"result\":null,\"error\":null,"
                    + "\"Params\":{\"Name\":\"self.volume\",\"Arguments\":{\"VOLUME\":5}}}"))
        .isEqualTo(result(3, "true"));
  }

  @Test
  void shouldSayThatAMethodIsNotImplementedWithoutACode() {
    assertThat(ask(request("ping", "{}"))).isEqualTo(error(1, "Method not implemented: ping"));
    assertThat(ask(request("resources/list", "{}"))).isEqualTo(error(1, "Method not implemented: resources/list"));
    assertThat(ask(request("Initialize", "{}"))).isEqualTo(error(1, "Method not implemented: Initialize"));
  }

  @Test
  void shouldNotEscapeWhatItQuotesFromTheRequest() {
    assertThat(ask(request("a\\\"b\\\\", "{}"))).isEqualTo(error(1, "Method not implemented: a\"b\\"));
  }

  // ---- calls -------------------------------------------------------------------------------------------------------

  @Test
  void shouldCallAToolAndAnswerWithItsText() {
    assertThat(call("self.volume", "{\"volume\":50}")).isEqualTo(result(1, "true"));
    assertThat(calls).containsExactly("volume 50");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "100, 100", "50.9, 50", "-0.9, 0", "100.9, 100", "5e1, 50"
  })
  void shouldCutFractionsOffIntegers(String given, int taken) {
    assertThat(call("self.volume", "{\"volume\":" + given + "}")).isEqualTo(result(1, "true"));
    assertThat(calls).containsExactly("volume " + taken);
  }

  @ParameterizedTest
  @CsvSource({
    "101, Value exceeds maximum allowed: 100",
    "9999999999999, Value exceeds maximum allowed: 100",
    "-1, Value is below minimum allowed: 0",
    "-1e40, Value is below minimum allowed: 0"
  })
  void shouldRefuseIntegersOutOfRange(String given, String message) {
    assertThat(call("self.volume", "{\"volume\":" + given + "}")).isEqualTo(error(1, message));
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"volume\":\"50\"}",
        "{\"volume\":null}",
        "{\"volume\":true}",
        "{\"volume\":[50]}",
        "{}",
        "{\"vol\":5}"
      })
  void shouldAskForARequiredArgumentThatIsMissingOrOfAnotherType(String arguments) {
    assertThat(call("self.volume", arguments)).isEqualTo(error(1, "Missing valid argument: volume"));
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldAskForARequiredArgumentWhenThereAreNone() {
    assertThat(ask(request("tools/call", "{\"name\":\"self.volume\"}")))
        .isEqualTo(error(1, "Missing valid argument: volume"));
  }

  @Test
  void shouldUseTheDefaultForAnOptionalArgumentThatIsMissingOrOfAnotherType() {
    assertThat(call("self.mixed", "{\"text\":\"a\"}")).isEqualTo(result(1, "a/true/7"));
    assertThat(call("self.mixed", "{\"text\":\"a\",\"flag\":0,\"number\":\"9\"}")).isEqualTo(result(1, "a/true/7"));
    assertThat(call("self.mixed", "{\"text\":\"a\",\"flag\":false,\"number\":-3e12}"))
        .isEqualTo(result(1, "a/false/-2147483648"));
  }

  @Test
  void shouldFindArgumentsWhateverTheirCaseAndPassOverOthers() {
    assertThat(call("self.volume", "{\"more\":{},\"Volume\":12}")).isEqualTo(result(1, "true"));
    assertThat(calls).containsExactly("volume 12");
  }

  @Test
  void shouldEscapeTheTextOfAResult() {
    assertThat(call("self.mixed", "{\"text\":\"a\\\"b\\n\"}")).isEqualTo(result(1, "a\\\"b\\n/true/7"));
  }

  @Test
  void shouldAnswerWithTheTextOfWhatAToolThrows() {
    assertThat(call("self.fails", "{}")).isEqualTo(error(1, "no \"luck\""));
    assertThat(call("self.breaks", "{}")).isEqualTo(error(1, "out of film"));
  }

  @Test
  void shouldSayWhatIsWrongWithACall() {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}")).isEqualTo(error(1, "Missing params"));
    assertThat(ask(request("tools/call", "{}"))).isEqualTo(error(1, "Missing name"));
    assertThat(ask(request("tools/call", "{\"name\":5}"))).isEqualTo(error(1, "Missing name"));
    assertThat(call("self.volume", "[]")).isEqualTo(error(1, "Invalid arguments"));
    assertThat(call("self.volume", "null")).isEqualTo(error(1, "Invalid arguments"));
    assertThat(call("x", "[]")).isEqualTo(error(1, "Invalid arguments"));
    assertThat(call("x", "{}")).isEqualTo(error(1, "Unknown tool: x"));
    assertThat(call("Self.Volume", "{}")).isEqualTo(error(1, "Unknown tool: Self.Volume"));
  }

  @Test
  void shouldCallAUserToolEvenIfItIsHidden() {
    assertThat(call("self.secret", "{}")).isEqualTo(result(1, "done"));
  }

  @Test
  void shouldAnswerTwoCallsInTheirOrder() {
    assertThat(call("self.volume", "{\"volume\":1}")).isEqualTo(result(1, "true"));
    assertThat(call("self.volume", "{\"volume\":2}")).isEqualTo(result(1, "true"));
    assertThat(calls).containsExactly("volume 1", "volume 2");
  }

  // ---- slow tools --------------------------------------------------------------------------------------------------

  /** A tool that answers when the test says so. */
  private static final class Waiting implements Tool.Slow {
    private final List<Tool.Answer> pending = new ArrayList<>();

    @Override
    public void call(Arguments arguments, Tool.Answer answer) {
      pending.add(answer);
    }
  }

  @Test
  void shouldStandStillWhileASlowToolWorks() {
    Waiting work = new Waiting();
    McpServer slow = server(new Tool("self.slow", "", List.of(), false, work));
    List<String> answers = new ArrayList<>();
    slow.answer(Json.MAPPER.readTree(request("tools/call", "{\"name\":\"self.slow\"}")), answers::add);
    assertThat(calls).containsExactly("block");
    assertThat(answers).isEmpty();

    work.pending.getFirst().text("done");
    work.pending.getFirst().error("twice");
    assertThat(calls).containsExactly("block", "resume");
    assertThat(answers).containsExactly(result(1, "done"));
  }

  @Test
  void shouldNotStandStillForASlowToolThatIsDoneAtOnce() {
    McpServer quick =
        server(new Tool("self.slow", "", List.of(), false, (arguments, answer) -> answer.error("no film")));

    assertThat(ask(quick, request("tools/call", "{\"name\":\"self.slow\"}"))).isEqualTo(error(1, "no film"));
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldGoOnMeanwhileWhenRobustAndKeepTheOrderOfAnswers() {
    Waiting work = new Waiting();
    McpServer robust = server(Fidelity.ROBUST, new Tool("self.slow", "", List.of(), false, work));
    List<String> answers = new ArrayList<>();
    robust.answer(Json.MAPPER.readTree(request("tools/call", "{\"name\":\"self.slow\"}")), answers::add);
    robust.answer(Json.MAPPER.readTree(request("ping", "{}")), answers::add);
    assertThat(answers).isEmpty();

    work.pending.getFirst().text("done");
    assertThat(answers).hasSize(2);
    assertThat(answers.getFirst()).isEqualTo(result(1, "done"));
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldLimitWhatWaitsForAnAnswer() {
    Waiting work = new Waiting();
    McpServer robust = server(Fidelity.ROBUST, new Tool("self.slow", "", List.of(), false, work));
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < Replies.CAPACITY + 3; i++) {
      robust.answer(Json.MAPPER.readTree(request("tools/call", "{\"name\":\"self.slow\"}")), answers::add);
    }
    assertThat(calls).containsExactly("overloaded", "overloaded", "overloaded");

    work.pending.forEach(pending -> pending.text("done"));
    assertThat(answers).hasSize(Replies.CAPACITY);
  }

  // ---- robust ------------------------------------------------------------------------------------------------------

  @Test
  void shouldSendCodesAndEscapedTextsWhenRobust() {
    McpServer robust = server(Fidelity.ROBUST);

    assertThat(ask(robust, request("a\\\"b", "{}")))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
                + "{\"code\":-32601,\"message\":\"Method not implemented: a\\\"b\"}}");
    assertThat(ask(robust, request("ping", "[]"))).contains("\"code\":-32602,\"message\":\"Invalid params\"");
    assertThat(ask(robust, "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"initialize\"}"))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":");
    assertThat(ask(robust, "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}")).isNull();
  }

  @Test
  void shouldShortenADescriptionThatFitsOnNoPageWhenRobust() {
    McpServer robust = server(Fidelity.ROBUST, toolOfBytes("huge", 9_000), toolOfBytes("after", 200));

    JsonNode first = list(robust, "{}").get("result");
    assertThat(names(first)).containsExactly("huge");
    assertThat(first.toString().getBytes(StandardCharsets.UTF_8).length).isBetween(7_800, 8_000);
    assertThat(names(list(robust, "{\"cursor\":\"after\"}").get("result"))).containsExactly("after");
  }

  @Test
  void shouldSayThatAResultIsTooLongToBeSentWhenRobust() {
    McpServer robust = server(Fidelity.ROBUST, new Tool("long", "", List.of(), false, a -> "x".repeat(66_000)));

    assertThat(ask(robust, request("tools/call", "{\"name\":\"long\"}"))).contains("\"error\"", "too long to be sent");
  }

  // ---- the list ----------------------------------------------------------------------------------------------------

  @Test
  void shouldDescribeToolsWithTheirSchemas() {
    JsonNode tools = listed("{}").get("tools");

    assertThat(tools.get(0).toString())
        .isEqualTo(
            "{\"name\":\"self.volume\",\"description\":\"Sets "
                + "it.\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
                + "{\"volume\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}},\"required\":[\"volume\"]}}");
    assertThat(tools.get(1).get("inputSchema").toString())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},"
                + "\"flag\":{\"type\":\"boolean\",\"default\":true},\"number\":{\"type\":\"integer\",\"default\":7}},"
                + "\"required\":[\"text\"]}");
    assertThat(tools.get(2).get("inputSchema").toString()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
  }

  @Test
  void shouldHideUserToolsUnlessAskedForThem() {
    assertThat(names(listed("{}"))).doesNotContain("self.secret").hasSize(4);
    assertThat(names(listed("{\"withUserTools\":false}"))).doesNotContain("self.secret");
    assertThat(names(listed("{\"withUserTools\":1}"))).doesNotContain("self.secret");
    assertThat(names(listed("{\"withUserTools\":\"true\"}"))).doesNotContain("self.secret");

    JsonNode all = listed("{\"withUserTools\":true}");
    assertThat(names(all)).hasSize(5).endsWith("self.secret");
    assertThat(all.get("tools").get(4).get("annotations").toString()).isEqualTo("{\"audience\":[\"user\"]}");
    assertThat(all.get("tools").get(0).has("annotations")).isFalse();
  }

  @Test
  void shouldListWithoutParamsAndWithAnEmptyOrStrangeCursorFromTheStart() {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")).contains("self.volume");
    assertThat(names(listed("{\"cursor\":\"\"}"))).hasSize(4);
    assertThat(names(listed("{\"cursor\":5}"))).hasSize(4);
    assertThat(names(listed("{\"cursor\":\"self.fails\"}"))).containsExactly("self.fails", "self.breaks");
  }

  @Test
  void shouldPageThroughAHundredToolsSoThatEachIsSeenOnce() {
    List<Tool> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(toolOfBytes("extra." + i, 200));
    }
    McpServer paged = server(many.toArray(new Tool[0]));

    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = list(paged, "{\"cursor\":\"" + cursor + "\"}").get("result");
      List<String> names = names(page);
      assertThat(cursor.isEmpty() || names.get(0).equals(cursor)).isTrue();
      seen.addAll(names);
      sizes.add(names.size());
      cursor = page.has("nextCursor") ? page.get("nextCursor").stringValue() : "";
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyElementsOf(many.stream().map(Tool::name).toList());
    // 10 bytes of {"tools":[ and 201 for each tool with its comma; 30 are kept free of 8000
    assertThat(sizes).containsExactly(39, 39, 22);
  }

  @Test
  void shouldCountBytesOfAPageExactlyAsTheFirmwareDoes() {
    // {"tools":[ + tool + comma + 30 = 8000
    assertThat(list(server(toolOfBytes("a", 7_959)), "{}").has("result")).isTrue();
    assertThat(list(server(toolOfBytes("a", 7_960)), "{}").get("error").get("message").stringValue())
        .isEqualTo("Failed to add tool a because of payload size limit");

    // {"tools":[ + first + comma + second + comma + 30 = 8000
    assertThat(names(list(server(toolOfBytes("a", 4_000), toolOfBytes("b", 3_958)), "{}").get("result")))
        .containsExactly("a", "b");
    JsonNode cut = list(server(toolOfBytes("a", 4_000), toolOfBytes("b", 3_959)), "{}").get("result");
    assertThat(names(cut)).containsExactly("a");
    assertThat(cut.get("nextCursor").stringValue()).isEqualTo("b");
  }

  @Test
  void shouldCountBytesAndNotCharacters() {
    Tool chinese = new Tool("zh", "音".repeat(2_600), List.of(), false, a -> "");
    assertThat(ToolText.describe(chinese).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(7_800, 7_959);
    assertThat(list(server(chinese), "{}").has("result")).isTrue();

    Tool longer = new Tool("zh", "音".repeat(2_650), List.of(), false, a -> "");
    assertThat(list(server(longer), "{}").has("error")).isTrue();

    Tool faces = new Tool("faces", "😀".repeat(1_960), List.of(), false, a -> "");
    assertThat(ToolText.describe(faces).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(7_800, 7_959);
    assertThat(list(server(faces), "{}").has("result")).isTrue();
  }

  @Test
  void shouldKeepEveryPageBelowTheLimit() {
    List<Tool> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(toolOfBytes("some.tool." + i, 150 + 37 * (i % 11)));
    }
    McpServer paged = server(many.toArray(new Tool[0]));
    String answer = ask(paged, request("tools/list", "{}"));

    assertThat(Json.MAPPER.readTree(answer).get("result").toString().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(7_300, 8_000);
  }

  @Test
  void shouldNameTheToolThatNeverFits() {
    McpServer paged = server(toolOfBytes("small", 200), toolOfBytes("huge", 9_000), toolOfBytes("after", 200));

    JsonNode first = list(paged, "{}").get("result");
    assertThat(first.get("nextCursor").stringValue()).isEqualTo("huge");
    assertThat(list(paged, "{\"cursor\":\"huge\"}").get("error").get("message").stringValue())
        .isEqualTo("Failed to add tool huge because of payload size limit");
    assertThat(names(list(paged, "{\"cursor\":\"after\"}").get("result"))).containsExactly("after");
  }

  @Test
  void shouldAnswerAnUnknownCursorWithTheFirmwaresError() {
    assertThat(ask(request("tools/list", "{\"cursor\":\"nowhere\"}")))
        .isEqualTo(error(1, "Failed to add tool  because of payload size limit"));
  }

  @Test
  void shouldListNothingWhenThereAreNoTools() {
    assertThat(list(server(), "{}").get("result").toString()).isEqualTo("{\"tools\":[]}");
  }

  /** A tool whose description in the list has exactly {@code bytes} bytes. */
  private static Tool toolOfBytes(String name, int bytes) {
    int rest = bytes - ToolText.describe(new Tool(name, "", List.of(), false, a -> "")).length();
    return new Tool(name, "d".repeat(rest), List.of(), false, a -> "");
  }

  private JsonNode listed(String params) {
    return list(server, params).get("result");
  }

  private static JsonNode list(McpServer of, String params) {
    return Json.MAPPER.readTree(ask(of, request("tools/list", params)));
  }

  private static List<String> names(JsonNode result) {
    List<String> names = new ArrayList<>();
    result.get("tools").forEach(tool -> names.add(tool.get("name").stringValue()));
    return names;
  }

  private String call(String name, String arguments) {
    return ask(request("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}"));
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  private String ask(String json) {
    return ask(server, json);
  }

  /** The answer that came at once, or null. */
  private static String ask(McpServer of, String json) {
    List<String> answers = new ArrayList<>();
    of.answer(Json.MAPPER.readTree(json), answers::add);
    assertThat(answers).hasSizeLessThan(2);
    return answers.isEmpty() ? null : answers.getFirst();
  }

  private static String result(int id, String text) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}],\"isError\":false}}";
  }

  private static String error(int id, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"message\":\"" + message + "\"}}";
  }
}
