package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.StoredIdentity;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a device of this machine keeps what survives a restart, and so who it is: everything that talks to a server as
 * this device takes the same folder. One process at a time.
 */
public final class DeviceFolder {

  /** Kept for good: a channel that nobody reaches is closed, and its lock is gone. */
  private static final Map<Path, FileChannel> CLAIMED = new HashMap<>();

  private static final String LOCK = "lock";
  private static final String FILE = "settings.json";
  private static final String HARDWARE_FILE = "hardware.json";
  private static final String NAMESPACE = "board";
  private static final String MAC_KEY = "mac";
  private static final String MACHINE_KEY = "machine";
  private static final int MAC_BYTES = 6;
  /** Made up, and not a group's. */
  private static final int LOCAL_UNICAST = 0x02;

  private final Path folder;
  private final FileSettings settings;
  private final WriteBehind store = new WriteBehind();

  private DeviceFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " for the device's settings cannot be made (" + e.getMessage()
              + "); name another with --state",
          e);
    }
    this.settings = new FileSettings(folder.resolve(FILE), store);
  }

  /**
   * Opens a folder, or makes it.
   *
   * @throws UncheckedIOException with a sentence, when it cannot be made or what is in it cannot be read
   */
  public static DeviceFolder at(Path folder) {
    return new DeviceFolder(folder);
  }

  /** The folder that is meant where none is named: the service's own, else the user's. */
  public static Path usual(Map<String, String> environment) {
    String service = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!service.isEmpty()) {
      return Path.of(service.split(":", 2)[0]); // systemd gives several, joined by colons
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".local", "state") : Path.of(state);
    return base.resolve("xiaozhi");
  }

  /**
   * Makes sure that no other process is this device at the same time; holds until {@link #release} or this
   * one's end.
   *
   * @return false when this process had it already
   * @throws UncheckedIOException with a sentence, when one is, or when that cannot be found out
   */
  public boolean claim() {
    try {
      Path real = folder.toRealPath();
      synchronized (CLAIMED) {
        boolean free = !CLAIMED.containsKey(real);
        if (free) {
          CLAIMED.put(real, lock(real));
        }
        return free;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "nothing can be written in " + folder + " (" + e.getMessage() + "); name another folder with --state", e);
    }
  }

  /** Others may be this device again. */
  public void release() {
    try {
      synchronized (CLAIMED) {
        FileChannel file = CLAIMED.remove(folder.toRealPath());
        if (file != null) {
          file.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be given back (" + e.getMessage() + ")", e);
    }
  }

  /** Opened once: whoever closes any channel of a file gives up all of its process's locks on it. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      file.close();
      throw new UncheckedIOException(
          "another program is the device whose settings are in " + folder
              + "; stop that one, or name another folder with --state",
          new IOException("locked"));
    }
    return file;
  }

  public Path folder() {
    return folder;
  }

  /**
   * From now on changes of the settings are written by {@code writer}, so that the device's thread never waits for the
   * disk.
   *
   * @param onProblem is told in a sentence, on a thread of {@code writer}'s, when they cannot be
   */
  public void writeBehind(Executor writer, Consumer<String> onProblem) {
    store.begin(writer, onProblem);
  }

  /** Writes what is not written yet; returns when it is. Any thread. */
  public void flush() {
    store.flush();
  }

  /** For one device, on its thread. */
  public Settings settings() {
    return settings;
  }

  /**
   * Who the device is: by the address of the machine's own network card, as the chip's is burnt in; on a machine
   * without one an address is made up. Once found it stays, whatever cards come and go and when the settings are
   * erased, unless the folder has been carried to another machine.
   *
   * @param given another address to use, or null
   * @throws IllegalArgumentException with a sentence, when {@code given} is no such address
   * @throws UncheckedIOException with a sentence, when what was kept cannot be read, or this cannot be written
   */
  public Identity identity(@Nullable String given, ThisMachine machine, Clock clock) {
    String own = given != null ? given.strip().toLowerCase(Locale.ROOT) : machine.macAddress();
    SplittableRandom random = new Seeds(clock.wallMillis()).stream(String.valueOf(own), clock.nowNanos());
    String mac = given != null && own != null ? own : keptMac(own, machine.serialNumber(), random);
    return StoredIdentity.of(settings, mac, null, random);
  }

  /** Beside the settings and not in them: an address is the hardware's, and erasing a device does not change it. */
  private String keptMac(@Nullable String own, String serial, SplittableRandom random) {
    FileSettings hardware = new FileSettings(folder.resolve(HARDWARE_FILE));
    String kept = hardware.getString(NAMESPACE, MAC_KEY);
    String of = hardware.getString(NAMESPACE, MACHINE_KEY);
    boolean here = of == null || serial.isEmpty() || of.equals(serial);
    if (kept != null && here) {
      return kept;
    }
    String earlier = settings.getString(NAMESPACE, MAC_KEY); // where it once was
    String mac = own != null ? own : earlier != null && kept == null ? earlier : madeUp(random);
    hardware.putString(NAMESPACE, MAC_KEY, mac);
    if (!serial.isEmpty()) {
      hardware.putString(NAMESPACE, MACHINE_KEY, serial);
    }
    return mac;
  }

  private static String madeUp(SplittableRandom random) {
    byte[] bytes = new byte[MAC_BYTES];
    random.nextBytes(bytes);
    bytes[0] = LOCAL_UNICAST;
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }
}
