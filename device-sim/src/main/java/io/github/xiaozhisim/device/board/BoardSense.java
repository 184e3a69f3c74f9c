package io.github.xiaozhisim.device.board;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a description must hold to and a schema cannot say: parts that need each other, names that must exist. */
final class BoardSense {

  /** Hears of problems. */
  interface Problems {
    void add(JsonNode where, String field, String what);
  }

  private final Problems problems;

  BoardSense(Problems problems) {
    this.problems = problems;
  }

  void check(JsonNode board) {
    parts(board, "", board);
    Set<String> names = new HashSet<>();
    int i = 0;
    for (JsonNode variant : board.path("variants")) {
      String at = "variants." + i++;
      if (!names.add(variant.path("name").asString())) {
        problems.add(variant.path("name"), at + ".name", "two variants have this name; give each its own");
      }
      parts(variant, at + ".", board);
    }
  }

  private void parts(JsonNode part, String at, JsonNode board) {
    JsonNode display = part.has("display") ? part.path("display") : board.path("display");
    if (part.path("backlight").asBoolean(false) && display.isMissingNode()) {
      problems.add(
          part.path("backlight"), at + "backlight", "there is no display to light; add display or leave it out");
    }
    JsonNode audio = part.path("audio");
    if (audio.path("kind").asString("pcm").equals("pcm") && audio.path("frameMillis").asInt(60) != 60) {
      problems.add(
          audio.path("frameMillis"),
          at + "audio.frameMillis",
          "the firmware encodes packets of 60 ms only; other lengths need a codec chip, \"kind\": \"opus\"");
    }
    JsonNode echo = audio.path("echoCancellation");
    if (echo.asString("off").equals("device") && !audio.path("reference").asBoolean(false)) {
      problems.add(
          echo, at + "audio.echoCancellation", "on the device it needs the reference channel, \"reference\": true");
    }
    chip(part, at, board);
    if (part.has("pins")) {
      new PinSense(problems, part, at, board).check(part.path("pins"), at + "pins");
    }
    tools(part, at, board);
  }

  private void chip(JsonNode part, String at, JsonNode board) {
    if (!part.has("chip") && !part.has("flashMiB")) {
      return; // said where the board says it
    }
    JsonNode chip = part.has("chip") ? part.path("chip") : board.path("chip");
    JsonNode flash = part.has("flashMiB") ? part.path("flashMiB") : board.path("flashMiB");
    if (chip.asString().equals("linux") && !flash.isMissingNode()) {
      problems.add(flash, at + "flashMiB", "a board that runs Linux has no flash of the firmware's; leave it out");
    } else if (!chip.asString().equals("linux") && flash.isMissingNode()) {
      problems.add(part, at + "flashMiB", "is missing; add it");
    }
  }

  private void tools(JsonNode part, String at, JsonNode board) {
    JsonNode states = part.has("states") ? part.path("states") : board.path("states");
    Set<String> names = new HashSet<>();
    int i = 0;
    for (JsonNode tool : part.path("tools")) {
      String here = at + "tools." + i++;
      if (!names.add(tool.path("name").asString())) {
        problems.add(tool.path("name"), here + ".name", "two tools have this name; give each its own");
      }
      tool(tool, here, states);
    }
  }

  private void tool(JsonNode tool, String at, JsonNode states) {
    Set<String> known = new HashSet<>(states.propertyNames());
    known.addAll(tool.path("properties").propertyNames());
    tool.path("properties")
        .properties()
        .forEach(property -> property(property.getValue(), at + ".properties." + property.getKey()));
    int i = 0;
    for (JsonNode step : tool.path("does")) {
      step(step, at + ".does." + i++, states, known);
    }
    JsonNode answer = tool.path("answer");
    placeholders(answer, at + ".answer", known);
    answer.properties().forEach(m -> placeholders(m.getValue(), at + ".answer." + m.getKey(), known));
  }

  private void property(JsonNode property, String at) {
    String type = property.path("type").asString();
    JsonNode given = property.path("default");
    boolean fits =
        given.isMissingNode()
            || switch (type) {
              case "boolean" -> given.isBoolean();
              case "integer" -> given.isNumber();
              default -> given.isString();
            };
    if (!fits) {
      problems.add(given, at + ".default", given + " is no " + type + "; write one, or leave it out");
    }
    if (property.has("choices") && !type.equals("string")) {
      problems.add(property.path("choices"), at + ".choices", "only texts can be chosen from; make the type string");
    }
    if ((property.has("minimum") || property.has("maximum")) && !type.equals("integer")) {
      problems.add(property, at, "only integers have a minimum and a maximum; leave them out");
    }
  }

  private void step(JsonNode step, String at, JsonNode states, Set<String> known) {
    long kinds = Stream.of("set", "store", "wake", "do").filter(step::has).count();
    if (kinds != 1) {
      problems.add(step, at, "a step is exactly one of set, store, wake and do; write each as a step of its own");
    } else if ((step.has("set") || step.has("store")) && !step.has("to")) {
      problems.add(step, at + ".to", "is missing; add the value");
    }
    String state = step.path("set").asString("");
    if (step.has("set") && !states.has(state)) {
      problems.add(
          step.path("set"),
          at + ".set",
          "there is no state '" + state + "'; add it to states with its value at the start");
    }
    placeholders(step.path("to"), at + ".to", known);
    placeholders(step.path("wake"), at + ".wake", known);
  }

  private void placeholders(JsonNode text, String at, Set<String> known) {
    if (text.isString()) {
      Matcher found = BoardTools.PLACEHOLDER.matcher(text.asString());
      while (found.find()) {
        if (!known.contains(found.group(1))) {
          problems.add(
              text, at, "{" + found.group(1) + "} is neither a state nor an argument of the tool; name one of those");
        }
      }
    }
  }
}
