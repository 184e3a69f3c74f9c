package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.JAVA;

import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;

/** The Java that runs this, and the memory it may have. */
public final class JavaExamination implements Examination {

  /** The oldest Java that the program's classes are made for. */
  private static final int NEEDED = 25;

  /** A device lives well in this much (measured with a conversation over a sound card). */
  private static final long NEEDED_HEAP_BYTES = 64L << 20;

  /** Beside the heap a device needs code, threads and the buffers of its network. */
  private static final long NEEDED_MEMORY_KIB = 160L << 10;

  private final MachineFiles files;
  private final Properties properties;
  private final long heapBytes;

  /**
   * @param properties as {@link System#getProperties}
   * @param heapBytes the most that Java may take, as {@link Runtime#maxMemory}
   */
  public JavaExamination(MachineFiles files, Properties properties, long heapBytes) {
    this.files = files;
    this.properties = properties;
    this.heapBytes = heapBytes;
  }

  @Override
  public Finding.Area area() {
    return JAVA;
  }

  @Override
  public void look(Consumer<Finding> findings) {
    findings.accept(version());
    findings.accept(heap());
    memory(findings);
  }

  private Finding version() {
    String version = property("java.version");
    String what = "Java " + version + " of " + property("java.vendor") + " for " + property("os.arch");
    String system = files.value("etc/os-release", "PRETTY_NAME");
    String where = " on " + (system.isEmpty() ? property("os.name") + " " + property("os.version") : system);
    String model = files.model();
    String whole = what + where + (model.isEmpty() ? "" : ", " + model);
    if (property("sun.arch.data.model").equals("32")) {
      return Finding.error(
          JAVA, "java", whole + ": a 32-bit system", "install the 64-bit Raspberry Pi OS and a 64-bit Java " + NEEDED);
    }
    if (feature(version) < NEEDED) {
      return Finding.error(
          JAVA, "java", whole + ": too old", "install Java " + NEEDED + ": hw-pi/docs/raspberry-pi.md says how");
    }
    return Finding.ok(JAVA, "java", whole);
  }

  private static int feature(String version) {
    String digits = version.replaceFirst("[^0-9].*", "");
    return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
  }

  private Finding heap() {
    String may = "Java may take " + mebibytes(heapBytes) + " for objects";
    return heapBytes >= NEEDED_HEAP_BYTES
        ? Finding.ok(JAVA, "heap", may)
        : Finding.warning(
            JAVA, "heap", may + ", and a device lives well in 64 MiB", "start with XIAOZHI_JAVA_OPTS=-Xmx96m");
  }

  private void memory(Consumer<Finding> findings) {
    long available = kibibytes("MemAvailable:");
    if (available < 0) {
      return; // not Linux
    }
    String free = mebibytes(available << 10) + " of " + mebibytes(kibibytes("MemTotal:") << 10) + " are free";
    findings.accept(
        available >= NEEDED_MEMORY_KIB
            ? Finding.ok(JAVA, "memory", free)
            : Finding.warning(
                JAVA,
                "memory",
                free + ", and a device takes up to 160 MiB",
                "end other programs (ps aux --sort=-rss | head), or use Raspberry Pi OS Lite without a desktop"));
  }

  private long kibibytes(String name) {
    for (String line : files.lines("proc/meminfo")) {
      if (line.startsWith(name)) {
        String digits = line.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
      }
    }
    return -1;
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }

  private String property(String name) {
    return properties.getProperty(name, "");
  }
}
