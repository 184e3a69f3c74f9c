package io.github.xiaozhisim.stress.scenario;

import io.github.xiaozhisim.device.board.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds scenarios: those that ship with the program by name, others by file. Stateless. */
public final class Scenarios {

  /** Presets, small ones first; the resources of this package. */
  public static final List<String> PRESETS = List.of("quick", "standard", "stress", "extreme", "soak");

  /** What {@code xiaozhi scenario new} writes. */
  private static final String TEMPLATE = "template";

  private static final long LARGEST_BYTES = 1 << 20;

  private Scenarios() {}

  /**
   * The scenario of that name or file, checked by itself: what its options mean together is for the command to say.
   *
   * @throws ScenarioException with everything that is wrong
   */
  public static ScenarioFile find(String nameOrFile) throws ScenarioException {
    if (PRESETS.contains(nameOrFile)) {
      return new ScenarioCheck().read(nameOrFile, Path.of(""), preset(nameOrFile));
    }
    Path path = path(nameOrFile);
    Path folder = path.getParent();
    return new ScenarioCheck().read(nameOrFile, folder == null ? Path.of("") : folder, text(nameOrFile, path));
  }

  /** The text of a preset. */
  public static String preset(String name) {
    return resource("presets/" + name + ".yaml");
  }

  /** A scenario to begin with: what there is, and what it means. */
  public static String template() {
    return resource(TEMPLATE + ".yaml");
  }

  /** The published schema. */
  public static String schema() {
    return ScenarioSchema.text();
  }

  /** A sentence about options as one about members of a file: {@code run.duration} for {@code --duration}. */
  public static String inWordsOfFiles(String sentence) {
    return new ScenarioSchema().inWordsOfFiles(sentence);
  }

  private static Path path(String nameOrFile) throws ScenarioException {
    try {
      return Path.of(nameOrFile);
    } catch (InvalidPathException e) {
      throw new ScenarioException("'" + nameOrFile + "' is no name of a file");
    }
  }

  private static String text(String named, Path path) throws ScenarioException {
    try {
      if (Files.size(path) > LARGEST_BYTES) {
        throw new ScenarioException(named + ": larger than a MiB; this is no scenario");
      }
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new ScenarioException(missing(named));
    } catch (MalformedInputException e) {
      throw new ScenarioException(named + ": not a text in UTF-8; save it as one");
    } catch (IOException e) {
      throw new ScenarioException(named + ": cannot be read; name a scenario's file, or a preset: " + presets());
    }
  }

  private static String missing(String named) {
    List<String> near = Suggestions.near(named, PRESETS);
    return named
        + ": there is no such file, and no preset of that name; "
        + (near.isEmpty() ? "there are " + presets() : "did you mean " + near.getFirst() + "?");
  }

  private static String presets() {
    return String.join(", ", PRESETS);
  }

  private static String resource(String name) {
    InputStream resource = resourceStream(name);
    if (resource == null) {
      throw new IllegalStateException(name + " is missing in the program");
    }
    try (resource) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream resourceStream(String name) {
    return Scenarios.class.getResourceAsStream(name);
  }
}
