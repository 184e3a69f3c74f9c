package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings in one JSON file: an object of namespaces, each an object of strings and whole numbers. Every change writes
 * the whole file beside the old one and moves it into place, so that a crash leaves either the old or the new. The file
 * may hold a token: only its owner may read it, where the file system knows owners.
 *
 * <p>One device at a time uses a file, on its thread.
 */
public final class FileSettings implements Settings {

  /** Writes the whole of the settings; in place of {@link FileSettings#replace}, for who has another thread do that. */
  @FunctionalInterface
  public interface Store {
    /** @throws UncheckedIOException with a sentence that says what to do, when it cannot be written */
    void write(Path file, byte[] content);
  }

  private final Path file;
  private final Store store;
  private final MemorySettings values = new MemorySettings();
  private final TreeSet<String> namespaces = new TreeSet<>();

  /**
   * Reads {@code file}, which need not exist yet.
   *
   * @throws UncheckedIOException when it cannot be read or does not hold settings; the message says what to do
   */
  public FileSettings(Path file) {
    this(file, FileSettings::replace);
  }

  /** The same; each change goes to {@code store}, and is there for who reads in any case. */
  public FileSettings(Path file, Store store) {
    this.file = file;
    this.store = store;
    try {
      read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      // a new device: the first change makes the file
    } catch (IOException e) {
      throw new UncheckedIOException("the settings in " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void read(byte[] bytes) throws IOException {
    JsonNode root;
    try {
      root = Json.readObject(ByteBuffer.wrap(bytes));
    } catch (Json.NotAnObject e) {
      throw new IOException("it is " + e.getMessage() + "; mend or delete it", e);
    }
    for (Map.Entry<String, JsonNode> namespace : root.properties()) {
      for (Map.Entry<String, JsonNode> entry : namespace.getValue().properties()) {
        String at = namespace.getKey() + "/" + entry.getKey();
        try {
          if (entry.getValue().isString()) {
            values.putString(namespace.getKey(), entry.getKey(), entry.getValue().stringValue());
          } else if (entry.getValue().isInt()) {
            values.putInt(namespace.getKey(), entry.getKey(), entry.getValue().intValue());
          } else {
            throw new IOException(at + " is neither a text nor a whole number of 32 bits; mend or delete it");
          }
        } catch (IllegalArgumentException e) {
          throw new IOException(e.getMessage() + "; mend or delete it", e);
        }
        namespaces.add(namespace.getKey());
      }
    }
  }

  @Override
  public @Nullable String getString(String namespace, String key) {
    return values.getString(namespace, key);
  }

  @Override
  public @Nullable Integer getInt(String namespace, String key) {
    return values.getInt(namespace, key);
  }

  @Override
  public void putString(String namespace, String key, String value) {
    values.putString(namespace, key, value);
    namespaces.add(namespace);
    write();
  }

  @Override
  public void putInt(String namespace, String key, int value) {
    values.putInt(namespace, key, value);
    namespaces.add(namespace);
    write();
  }

  @Override
  public void remove(String namespace, String key) {
    values.remove(namespace, key);
    write();
  }

  @Override
  public Map<String, Object> namespace(String namespace) {
    return values.namespace(namespace);
  }

  @Override
  public void erase() {
    values.erase();
    namespaces.clear();
    write();
  }

  private void write() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    for (String namespace : namespaces) {
      ObjectNode entries = root.putObject(namespace);
      for (Map.Entry<String, Object> entry : values.namespace(namespace).entrySet()) {
        if (entry.getValue() instanceof Integer number) {
          entries.put(entry.getKey(), number);
        } else {
          entries.put(entry.getKey(), (String) entry.getValue());
        }
      }
    }
    store.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  /**
   * Writes {@code content} beside the file and moves it into its place; durable when it returns.
   *
   * @throws UncheckedIOException with a sentence, when it cannot be written
   */
  public static void replace(Path file, byte[] content) {
    try {
      moveInto(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("the settings cannot be written to " + file + ": " + e.getMessage(), e);
    }
  }

  private static void moveInto(Path file, byte[] bytes) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
    Files.deleteIfExists(beside);
    if (absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(beside);
    }
    try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
