package io.github.xiaozhisim.stress.scenario;

import io.github.xiaozhisim.device.board.Boards;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Names of files in a scenario: they are looked for beside it, wherever the program was started.
 *
 * @param folder where the scenario's file is
 */
record Beside(Path folder) {

  private static final Pattern TRACE = Pattern.compile("(?<=trace\\()[^()]+(?=\\))");
  private static final Pattern CLIPS = Pattern.compile("(?<=clips=)[^;]+");

  /** The text with the names of files that these rules say are in it found. */
  String found(JsonNode rules, String text) {
    if (rules.path("x-file").asBoolean(false)) {
      return file(text);
    }
    if (rules.path("x-board").asBoolean(false)) {
      return board(text);
    }
    return switch (rules.path("x-language").asString("")) {
      case "schedule" -> TRACE.matcher(text).replaceAll(name -> Matcher.quoteReplacement(file(name.group())));
      case "persona" -> CLIPS.matcher(text).replaceAll(names -> Matcher.quoteReplacement(files(names.group())));
      default -> text;
    };
  }

  /** The name of a board, which may be one of a file. */
  String board(String name) {
    return Boards.looksLikeFile(name) ? file(name) : name;
  }

  private String files(String names) {
    return Arrays.stream(names.split(",", -1)).map(this::file).collect(Collectors.joining(","));
  }

  private String file(String name) {
    try {
      return folder.resolve(name.strip()).toString();
    } catch (InvalidPathException e) {
      return name; // whoever reads it will say so
    }
  }
}
