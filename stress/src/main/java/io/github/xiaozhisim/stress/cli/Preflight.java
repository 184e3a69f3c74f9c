package io.github.xiaozhisim.stress.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is checked before the first device is switched on. Each check gives a sentence, or null when all is well. */
final class Preflight {

  /** Class files, libraries, event loops, report. */
  private static final int OWN_DESCRIPTORS = 200;

  private Preflight() {}

  /**
   * Are there enough descriptors? A server in the same process needs as many connections as the devices; with MQTT a
   * device has a socket for sound beside its connection.
   */
  static @Nullable String descriptors(int devices, boolean embeddedServer, boolean mqtt, OptionalLong limit) {
    long needed = (long) devices * ((embeddedServer ? 2 : 1) + (mqtt ? 1 : 0)) + OWN_DESCRIPTORS;
    if (limit.isEmpty() || limit.getAsLong() >= needed) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%d devices need %d open files, but this process may open only %d; run 'ulimit -n %d' in this shell first,"
            + " or take fewer devices%s",
        devices,
        needed,
        limit.getAsLong(),
        needed,
        embeddedServer ? ", or run the server in another process ('xiaozhi serve')" : "");
  }

  /** What a run will do to a machine that is not this one; null when it is this one. */
  static @Nullable String foreign(URI target, int devices, int frameMillis) {
    String host = target.getHost();
    if (host == null || isThisMachine(host)) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "This run opens %,d connections to %s and sends up to %,d audio frames a second while they talk.",
        devices,
        host,
        devices * 1000L / frameMillis);
  }

  private static boolean isThisMachine(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""))) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
