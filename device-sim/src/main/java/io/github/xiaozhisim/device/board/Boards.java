package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.virtual.VirtualCamera;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds boards: built-in ones by name, others by file. A name is a board's folder or one of its variants; {@code
 * NAME@NETWORK} takes another of its networks. Stateless.
 */
public final class Boards {

  /** The board a fleet uses unless told otherwise. */
  public static final String DEFAULT = "virtual";

  /** Their folders; a test compares them with the repository. */
  static final List<String> FOLDERS =
      List.of(
          "virtual",
          "bread-compact-wifi",
          "bread-compact-ml307",
          "bread-compact-nt26",
          "bread-compact-esp32",
          "esp-box-3",
          "esp-vocat",
          "esp32s3-korvo2-v3",
          "lichuang-dev",
          "m5stack-core-s3",
          "m5stack-tab5",
          "atoms3r-echo-base",
          "xmini-c3",
          "xmini-c3-4g",
          "esp-hi",
          "movecall-moji2-esp32c5",
          "esp32-s3-touch-amoled-1.8",
          "esp32-p4-nano",
          "kevin-box-2",
          "sensecap-watcher",
          "df-s3-ai-cam",
          "esp32-s31-function-coreboard-1",
          "linux-pc",
          "raspberry-pi-3",
          "raspberry-pi-4",
          "raspberry-pi-5",
          "raspberry-pi-zero-2-w",
          "respeaker-2-mics",
          "aiy-voice-hat",
          "codec-zero",
          "template-opus-codec");

  private Boards() {}

  /** All built-in boards with their variants. */
  public static List<BoardDefinition> builtIn() {
    List<BoardDefinition> all = new ArrayList<>();
    FOLDERS.forEach(folder -> all.addAll(folder(folder)));
    return all;
  }

  /** The board of that name, {@code NAME@NETWORK} or file. */
  public static BoardDefinition find(String nameOrFile) throws BoardException {
    NetworkKind network = network(nameOrFile);
    String name = network == null ? nameOrFile : nameOrFile.substring(0, nameOrFile.lastIndexOf('@'));
    BoardDefinition found = looksLikeFile(name) ? fromFile(name) : named(name);
    if (network == null) {
      return found;
    }
    if (!found.networks().contains(network)) {
      throw new BoardException(
          "board " + name + " cannot reach the network by " + network.wireName() + "; it has "
              + String.join(", ", found.networks().stream().map(NetworkKind::wireName).toList()));
    }
    return found.on(network);
  }

  private static @Nullable NetworkKind network(String text) {
    String end = text.substring(text.lastIndexOf('@') + 1);
    for (NetworkKind kind : NetworkKind.values()) {
      if (kind.wireName().equals(end) && end.length() < text.length()) {
        return kind;
      }
    }
    return null;
  }

  /** Whether a name is one of a file, or of a folder, and not of a board that ships with the program. */
  public static boolean looksLikeFile(String name) {
    return name.contains("/") || name.contains("\\") || name.contains(".json");
  }

  private static BoardDefinition named(String name) throws BoardException {
    if (FOLDERS.contains(name)) {
      return folder(name).getFirst();
    }
    List<BoardDefinition> all = builtIn();
    for (BoardDefinition board : all) {
      if (board.key().equals(name)) {
        return board;
      }
    }
    List<String> near = Suggestions.near(name, all.stream().map(BoardDefinition::key).toList());
    throw new BoardException(
        "there is no board '" + name + "'; "
            + (near.isEmpty()
                ? "'xiaozhi boards' lists those there are, and the file of another one is taken, too"
                : "did you mean " + String.join(" or ", near) + "? 'xiaozhi boards' lists all"));
  }

  private static BoardDefinition fromFile(String text) throws BoardException {
    int hash = text.lastIndexOf('#');
    String variant = hash < 0 ? null : text.substring(hash + 1);
    List<BoardDefinition> all = load(hash < 0 ? text : text.substring(0, hash));
    if (variant == null) {
      return all.getFirst();
    }
    for (BoardDefinition board : all) {
      if (board.info().name().equals(variant)) {
        return board;
      }
    }
    throw new BoardException(
        text.substring(0, hash) + " has no variant '" + variant + "'; there are "
            + String.join(", ", all.stream().map(board -> board.info().name()).toList()));
  }

  /** The boards of a file, checked. */
  public static List<BoardDefinition> load(String file) throws BoardException {
    String text = text(file);
    List<BoardProblem> problems = new BoardCheck().check(file, text);
    if (!problems.isEmpty()) {
      throw new BoardException(problems);
    }
    List<String> missing = new ArrayList<>();
    List<BoardDefinition> boards =
        BoardReader.read(
            file,
            (ObjectNode) Json.MAPPER.readTree(text),
            picture -> {
              byte[] jpeg = picture(Path.of(file).resolveSibling(picture));
              if (jpeg.length == 0) {
                missing.add(picture);
              }
              return jpeg;
            });
    if (!missing.isEmpty()) {
      throw new BoardException(
          file + ": camera.picture: " + missing.getFirst() + " is no JPEG that can be read beside it; put one there");
    }
    return boards;
  }

  private static String text(String file) throws BoardException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new BoardException(file + " cannot be read; name a board.json, or a board that 'xiaozhi boards' lists");
    }
  }

  /** The picture's bytes, none when it is no JPEG or cannot be read. */
  private static byte[] picture(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      return VirtualCamera.isJpeg(bytes) ? bytes : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static List<BoardDefinition> folder(String folder) {
    ObjectNode board = (ObjectNode) Json.MAPPER.readTree(resource(folder + "/board.json"));
    return BoardReader.read(folder, board, picture -> bytes(folder + "/" + picture));
  }

  /** A file of the boards' folder, as text. */
  static String resource(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Boards.class.getResourceAsStream("/boards/" + name)) {
      if (in == null) {
        throw new IllegalStateException("boards/" + name + " is missing in the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
