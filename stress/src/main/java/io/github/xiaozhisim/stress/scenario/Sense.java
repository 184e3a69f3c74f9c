package io.github.xiaozhisim.stress.scenario;

import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.stress.typed.Typed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a schema cannot say: members that exclude each other, sums, boards and files that must be there. */
final class Sense {

  private static final List<List<String>> EXCLUSIVE =
      List.of(
          List.of("/server/url", "/server/ota"),
          List.of("/server/ca", "/server/insecure"),
          List.of("/devices/board", "/devices/boards"),
          List.of("/speech/files", "/speech/text"));

  private static final List<String> FILES =
      List.of("/server/token-file", "/server/ca", "/devices/identities", "/devices/toyai-key-file", "/devices/picture");

  private final String file;
  private final LocatedYaml yaml;
  private final Path folder;

  Sense(String file, LocatedYaml yaml, Path folder) {
    this.file = file;
    this.yaml = yaml;
    this.folder = folder;
  }

  void check(List<ScenarioProblem> problems) {
    for (List<String> pair : EXCLUSIVE) {
      exclusive(JsonPointer.compile(pair.getFirst()), JsonPointer.compile(pair.getLast()), problems);
    }
    FILES.forEach(pointer -> exists(JsonPointer.compile(pointer), problems));
    JsonPointer spoken = JsonPointer.compile("/speech/files");
    for (int i = 0; i < yaml.root().at(spoken).size(); i++) {
      exists(spoken.appendIndex(i), problems);
    }
    boards(problems);
    waves(problems);
    phases(problems);
  }

  private void exclusive(JsonPointer first, JsonPointer second, List<ScenarioProblem> problems) {
    if (has(first) && has(second)) {
      String other = LocatedYaml.dotted(first) + " in line " + yaml.keyAt(first).line();
      problems.add(at(second, yaml.keyAt(second), "excludes " + other + "; leave one of them out"));
    }
  }

  private void exists(JsonPointer pointer, List<ScenarioProblem> problems) {
    if (has(pointer)) {
      String text = yaml.root().at(pointer).asString();
      if (!isReadable(text)) {
        String name = text.replaceAll("\\p{Cntrl}", "?");
        problems.add(at(pointer, yaml.valueAt(pointer), name + " cannot be read; it is looked for beside this file"));
      }
    }
  }

  private boolean isReadable(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.isReadable(file) && !Files.isDirectory(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void boards(List<ScenarioProblem> problems) {
    JsonPointer one = JsonPointer.compile("/devices/board");
    if (has(one)) {
      board(yaml.root().at(one).asString(), one, yaml.valueAt(one), problems);
    }
    JsonPointer several = JsonPointer.compile("/devices/boards");
    double sum = 0;
    for (Map.Entry<String, JsonNode> entry : yaml.root().at(several).properties()) {
      JsonPointer at = several.appendProperty(entry.getKey());
      board(entry.getKey(), at, yaml.keyAt(at), problems);
      sum += share(entry.getValue());
    }
    if (has(several) && Math.abs(sum - 1) > 1e-4) {
      double percent = Math.round(sum * 1000) / 10.0;
      problems.add(at(several, yaml.keyAt(several), "the shares add up to " + percent + "%; make them 100%"));
    }
  }

  private void board(String name, JsonPointer pointer, Place place, List<ScenarioProblem> problems) {
    try {
      Boards.find(new Beside(folder).board(name));
    } catch (BoardException e) {
      problems.add(at(pointer, place, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private void waves(List<ScenarioProblem> problems) {
    JsonPointer waves = JsonPointer.compile("/users/waves");
    JsonNode talking = yaml.root().at("/users/talking");
    if (has(waves) && (talking.isMissingNode() || share(talking) == 1)) {
      String what = "are for silent devices, and all devices talk; add users.talking: 0%, or a larger share";
      problems.add(at(waves, yaml.keyAt(waves), what));
    }
  }

  /** What is typed may cut a run short; a file that does so itself has a mistake. */
  private void phases(List<ScenarioProblem> problems) {
    JsonPointer phases = JsonPointer.compile("/phases");
    JsonPointer duration = JsonPointer.compile("/run/duration");
    double begin = 0;
    for (int i = 0; has(duration) && i < yaml.root().at(phases).size(); i++) {
      JsonPointer phase = phases.appendIndex(i);
      if (begin >= seconds(yaml.root().at(duration))) {
        String end = LocatedYaml.dotted(duration) + " in line " + yaml.keyAt(duration).line();
        String what = "begins after the end of the run, " + end + "; make that longer, or leave it out";
        problems.add(at(phase, yaml.valueAt(phase), what));
        return;
      }
      begin += seconds(yaml.root().at(phase).path("for"));
    }
  }

  /** A number alone means seconds. */
  private static double seconds(JsonNode duration) {
    String text = duration.asString().strip();
    return text.matches("[0-9.]+") ? Double.parseDouble(text) : new Typed(text).seconds("write it like 30s");
  }

  static double share(JsonNode node) {
    String text = node.asString().strip();
    return text.endsWith("%")
        ? Double.parseDouble(text.substring(0, text.length() - 1).strip()) / 100
        : Double.parseDouble(text);
  }

  private boolean has(JsonPointer pointer) {
    return !yaml.root().at(pointer).isMissingNode();
  }

  private ScenarioProblem at(JsonPointer pointer, Place place, String what) {
    return new ScenarioProblem(file, place, LocatedYaml.dotted(pointer), what);
  }
}
