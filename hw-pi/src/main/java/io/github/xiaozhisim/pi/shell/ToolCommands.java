package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import io.github.xiaozhisim.pi.shell.Command.Choice;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What servers may do with the device, done by hand. */
final class ToolCommands {

  private static final long LIMIT_MILLIS = 30_000;

  /** Whoever presses Tab does not wait longer. */
  private static final long COMPLETION_MILLIS = 300;

  private static final Pattern PLAIN_VALUE =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|true|false|null");
  private static final Pattern PAIR = Pattern.compile("[A-Za-z_][\\w.-]*=.*");

  private ToolCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(Group.LOOK, "tools", "what servers may do with this device", ToolCommands::tools)
            .takes(0, 1, "[PART OF A NAME]"),
        Command.of(Group.CHANGE, "call", "calls a tool as a server does", ToolCommands::call)
            .takes(1, Command.SENTENCE, "TOOL [NAME=VALUE…|JSON]")
            .checked(ToolCommands::verifyCall)
            .completed((before, begun, desk) -> completions(before, desk))
            .more("For example: call self.audio_speaker.set_volume volume=40"));
  }

  private static void tools(Order order, Desk desk) throws ShellFailure, InterruptedException {
    List<ToolText> tools = desk.result(desk.session().tools(), LIMIT_MILLIS, "the device does not tell its tools");
    String part = order.word(0).toLowerCase(Locale.ROOT);
    List<ToolText> wanted = tools.stream().filter(tool -> tool.name().toLowerCase(Locale.ROOT).contains(part)).toList();
    if (wanted.isEmpty()) {
      throw ShellFailure.failed(
          tools.isEmpty() ? "this device has no tools" : "no tool has " + order.word(0) + " in its name");
    }
    for (ToolText tool : wanted) {
      Shown line = new Shown().add("  ").add(tool.name(), Shown.TOOL);
      line.add(tool.parameters().isEmpty() ? "" : "  " + String.join(", ", tool.parameters()));
      desk.screen().say(line.done());
      desk.screen().say(new Shown().add("      " + firstLine(tool.description()), Shown.FAINT).done());
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static void call(Order order, Desk desk) throws ShellFailure, InterruptedException {
    int failedBefore = desk.witness().failedCalls();
    String result;
    try {
      result =
          desk.result(
              desk.session().call(order.word(0), arguments(order)),
              LIMIT_MILLIS,
              "the tool did not answer within " + Figure.millis(LIMIT_MILLIS));
    } catch (ShellFailure failure) {
      throw desk.witness().failedCalls() > failedBefore ? failure.thatWasTold() : failure;
    }
    for (String line : result.lines().toList()) {
      desk.screen().say(new Shown().add("  ").add(line).done());
    }
  }

  private static void verifyCall(Order order) throws ShellFailure {
    arguments(order);
  }

  /** Arguments as a server sends them: JSON as it was typed, or made of pairs. */
  private static String arguments(Order order) throws ShellFailure {
    String typed = order.textAfter(1).strip();
    if (typed.isEmpty() || (typed.startsWith("{") && typed.endsWith("}"))) {
      return typed.isEmpty() ? "{}" : typed;
    }
    List<String> pairs = order.words().subList(1, order.words().size());
    for (String pair : pairs) {
      if (!PAIR.matcher(pair).matches()) {
        throw ShellFailure.mistake("arguments are NAME=VALUE, or one JSON object, not " + pair);
      }
    }
    return pairs.stream().map(ToolCommands::member).collect(Collectors.joining(",", "{", "}"));
  }

  private static String member(String pair) {
    int equals = pair.indexOf('=');
    String value = pair.substring(equals + 1);
    String name = Json.quote(pair.substring(0, equals));
    return name + ":" + (PLAIN_VALUE.matcher(value).matches() ? value : Json.quote(value));
  }

  private static List<Choice> completions(List<String> before, Desk desk) {
    List<ToolText> tools;
    try {
      tools = desk.session().tools().toCompletableFuture().get(COMPLETION_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    if (before.isEmpty()) {
      return tools.stream().map(tool -> new Choice(tool.name(), firstLine(tool.description()))).toList();
    }
    return tools.stream()
        .filter(tool -> tool.name().equals(before.getFirst()))
        .flatMap(tool -> tool.parameters().stream())
        .map(parameter -> new Choice(parameter.split("[ :=]", 2)[0] + "=", parameter, false))
        .filter(choice -> before.stream().noneMatch(word -> word.startsWith(choice.value())))
        .toList();
  }
}
