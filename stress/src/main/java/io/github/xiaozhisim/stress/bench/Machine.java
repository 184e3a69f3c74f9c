package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What this machine is, and how busy. Any thread. */
final class Machine {

  private static final double TICKS_A_SECOND = 100;
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STOLEN = 7;

  private Machine() {}

  /** For people who compare tables: name to value. */
  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("system", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
    facts.put("architecture", System.getProperty("os.arch", ""));
    facts.put("java", System.getProperty("java.vm.name", "") + " " + Runtime.version());
    return facts;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** CPU seconds that all processors together have worked for somebody here since the machine began. */
  static double busySeconds() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElse("").replaceFirst("cpu +", "").split(" ");
      double ticks = 0;
      for (int i = 0; i <= STOLEN && i < fields.length; i++) {
        if (i != IDLE && i != WAITING && i != STOLEN) {
          ticks += Long.parseLong(fields[i]);
        }
      }
      return ticks / TICKS_A_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }
}
