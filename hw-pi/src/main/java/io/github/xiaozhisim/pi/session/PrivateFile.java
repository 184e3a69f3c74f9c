package io.github.xiaozhisim.pi.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their owner may read, where the file system knows owners: what people say and type is nobody else's
 * business. Any thread.
 */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** @throws IOException also when there is such a file already */
  public static FileChannel create(Path path) throws IOException {
    FileAttribute<?>[] owned =
        knowsOwners(path)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    return FileChannel.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), owned);
  }

  /** Makes it when it is missing, and keeps others from reading it when it is there. */
  public static void claim(Path path) throws IOException {
    try {
      create(path).close();
    } catch (FileAlreadyExistsException e) {
      if (knowsOwners(path)) {
        Files.setPosixFilePermissions(path, OWNER);
      }
    }
  }

  private static boolean knowsOwners(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
