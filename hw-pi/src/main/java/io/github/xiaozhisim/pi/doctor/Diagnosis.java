package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that was found. A value; any thread.
 *
 * @param wallMillis when, in milliseconds since 1970
 * @param findings in the order in which they were found
 */
public record Diagnosis(long wallMillis, List<Finding> findings) {

  /** Raised when what reads the JSON could fail over a change. */
  private static final String SCHEMA = "xiaozhi-simulator/doctor/1";

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * Has all examinations look, one after the other, on the caller's thread.
   *
   * @param watcher hears of each finding when it is made; on the thread that made it, one at a time
   * @throws InterruptedException when the caller's thread is interrupted meanwhile
   */
  public static Diagnosis make(long wallMillis, List<Examination> examinations, Consumer<Finding> watcher)
      throws InterruptedException {
    List<Finding> all = new ArrayList<>();
    Consumer<Finding> keeper =
        finding -> {
          all.add(finding);
          watcher.accept(finding);
        };
    for (Examination each : examinations) {
      try {
        each.look(keeper);
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        // A part of the machine that is so ill that its library fails: the others are looked at all the same.
        keeper.accept(
            Finding.error(
                each.area(),
                "examination",
                "this part cannot be looked at: " + e,
                "mend what the sentence names, or report it"));
      }
    }
    return new Diagnosis(wallMillis, all);
  }

  public int count(Grade grade) {
    return (int) findings.stream().filter(each -> each.grade() == grade).count();
  }

  /** Whether the device can do its work, with or without warnings. */
  public boolean fit() {
    return count(Grade.ERROR) == 0;
  }

  /**
   * For support: an object with {@code schema}, {@code version}, {@code at}, the counts and {@code findings}. Holds
   * addresses of this machine and of the server; no tokens and no codes ({@link Finding#aside}).
   *
   * @param version of this program
   */
  public String json(String version) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("version", version);
    root.put("at", Instant.ofEpochMilli(wallMillis).toString());
    root.put("fit", fit());
    root.put("errors", count(Grade.ERROR));
    root.put("warnings", count(Grade.WARNING));
    ArrayNode list = root.putArray("findings");
    for (Finding each : findings) {
      list.addObject()
          .put("area", each.area().word())
          .put("subject", each.subject())
          .put("grade", each.grade().word())
          .put("sentence", each.sentence())
          .put("mend", each.mend());
    }
    return Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
  }
}
