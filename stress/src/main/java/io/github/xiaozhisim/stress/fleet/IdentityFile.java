package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Identity;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads identities from a CSV file: {@code device_id,client_id[,token]}, one device a line; a header line, empty lines
 * and lines that begin with {@code #} are skipped.
 */
public final class IdentityFile {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private IdentityFile() {}

  /** A file that cannot be used; the message names file, line and field and says what to do. */
  public static final class IdentityFileException extends Exception {
    private static final long serialVersionUID = 1L;

    IdentityFileException(String message) {
      super(message);
    }
  }

  public static List<Member> read(Path file) throws IdentityFileException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IdentityFileException(file + ": there is no such file; give --identities a CSV file");
    } catch (MalformedInputException e) {
      throw new IdentityFileException(file + ": not a text file in UTF-8; give --identities a CSV file");
    } catch (IOException e) {
      throw new IdentityFileException(file + ": cannot be read (" + e.getMessage() + ")");
    }
    List<Member> members = new ArrayList<>();
    Map<String, Integer> devices = new HashMap<>();
    Map<String, Integer> clients = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (i == 0 && line.startsWith("\uFEFF")) {
        line = line.substring(1);
      }
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("device_id,")) {
        continue;
      }
      Line at = new Line(file, i + 1);
      Member member = parse(at, line, members.size());
      at.unique(devices, "device_id", member.identity().deviceId());
      at.unique(clients, "client_id", member.identity().clientId());
      members.add(member);
    }
    if (members.isEmpty()) {
      throw new IdentityFileException(file + ": holds no identities; write lines like 02:00:00:00:00:01,UUID");
    }
    return members;
  }

  private static Member parse(Line at, String text, int index) throws IdentityFileException {
    String[] fields = text.split(",", -1);
    if (fields.length < 2 || fields.length > 3) {
      throw at.error(
          "line", "has " + fields.length + " fields; write device_id,client_id or device_id,client_id,token");
    }
    String deviceId = fields[0].strip();
    String clientId = fields[1].strip();
    if (!UUID_FORM.matcher(clientId).matches()) {
      throw at.error(
          "field client_id", "'" + clientId + "' is not a UUID; write it like 5f0c7a52-2f34-4b6e-9d3a-0123456789ab");
    }
    Identity identity;
    try {
      identity = new Identity(deviceId, clientId);
    } catch (IllegalArgumentException e) {
      throw at.error("field device_id", e.getMessage() + "; mend the line or take it out");
    }
    String token = fields.length == 3 && !fields[2].isBlank() ? fields[2].strip() : null;
    return new Member(index, identity, token);
  }

  private record Line(Path file, int number) {

    IdentityFileException error(String where, @Nullable String what) {
      return new IdentityFileException(file + " line " + number + ", " + where + ": " + what);
    }

    void unique(Map<String, Integer> seen, String field, String value) throws IdentityFileException {
      Integer before = seen.putIfAbsent(value, number);
      if (before != null) {
        throw error(
            "field " + field, "'" + value + "' stands in line " + before + " already; each device needs its own");
      }
    }
  }
}
