package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the CPU of a fleet goes, from a recording of Java's own recorder. A sample counts for the method it was taken
 * in, and for the method of this program that is nearest to it, which is the one to look at. Immutable.
 *
 * @param samples how many
 * @param methods samples by method
 * @param ours samples by the nearest method of this program
 * @param packages samples by that method's package
 */
record Profile(long samples, Map<String, Long> methods, Map<String, Long> ours, Map<String, Long> packages) {

  private static final String PROGRAM = "io.github.xiaozhisim.";
  private static final int SHOWN = 15;

  static Profile read(Path recording) throws IOException {
    long samples = 0;
    Map<String, Long> methods = new HashMap<>();
    Map<String, Long> ours = new HashMap<>();
    Map<String, Long> packages = new HashMap<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
          continue;
        }
        samples++;
        methods.merge(name(stack.getFrames().getFirst().getMethod()), 1L, Long::sum);
        String nearest = "(not in this program)";
        String folder = nearest;
        for (RecordedFrame frame : stack.getFrames()) {
          String type = frame.getMethod().getType().getName();
          if (type.startsWith(PROGRAM)) {
            nearest = name(frame.getMethod());
            folder = folder(type);
            break;
          }
        }
        ours.merge(nearest, 1L, Long::sum);
        packages.merge(folder, 1L, Long::sum);
      }
    }
    return new Profile(samples, methods, ours, packages);
  }

  /** The package within the program; what the compiler generates for a class belongs to it. */
  static String folder(String type) {
    int generated = type.indexOf("$$");
    String written = generated < 0 ? type : type.substring(0, generated);
    int dot = written.lastIndexOf('.');
    return dot <= PROGRAM.length() ? written.substring(PROGRAM.length()) : written.substring(PROGRAM.length(), dot);
  }

  private static String name(RecordedMethod method) {
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  /** Three lists for people, the dearest first. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "where the fleet's CPU goes, %,d samples%n", samples));
    list(text, "by package", packages);
    list(text, "by method of this program, with what it calls outside of it", ours);
    list(text, "by method", methods);
    return text.toString();
  }

  private void list(StringBuilder text, String title, Map<String, Long> counts) {
    text.append("  ").append(title).append('\n');
    List<Map.Entry<String, Long>> sorted =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
            .limit(SHOWN)
            .toList();
    for (Map.Entry<String, Long> entry : sorted) {
      text.append(String.format(Locale.ROOT, "    %5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
  }
}
