package io.github.xiaozhisim.stress.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every device id the server has met, and what was decided about it. Who meets a fault is decided when a device id is
 * seen for the first time, by counting and not by chance: each rule adds its share to an account, and the device that
 * fills it up is the one. So of the first N devices exactly N times the share meet the fault, whatever event loop they
 * arrive on, and a device that comes back meets what it met before. The accounts of several rules start apart, so that
 * small shares fall on different devices.
 *
 * <p>Safe for use by all event loops. At most {@link #REMEMBERED} ids are kept; later ones are new each time they come,
 * and counted.
 */
final class KnownDevices {

  static final int REMEMBERED = 500_000;

  private final List<FaultRule> rules;
  private final int[] accounts;
  private final ServerCounters counters;
  private final Map<String, Device> known = new HashMap<>();

  /** {@code before}: how many devices other servers have met already, for the shares of all of them together. */
  KnownDevices(List<FaultRule> rules, long before, ServerCounters counters) {
    this.rules = List.copyOf(rules);
    this.counters = counters;
    this.accounts = new int[rules.size()];
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = (int) ((before + i) * rules.get(i).sharePerMillion() % FaultRule.EVERYBODY);
    }
  }

  /** What is known of one device. Read and written under the lock of {@link KnownDevices} only. */
  private static final class Device {
    private @Nullable Faults faults;
    private int connections;
    private int activationPolls;
  }

  /**
   * One connection of a device.
   *
   * @param ordinal how often it has connected, this time included
   */
  record Visit(Faults faults, int ordinal) {}

  /**
   * A device connects.
   *
   * @param deviceId null for one that does not say: it is new each time
   */
  synchronized Visit connects(@Nullable String deviceId) {
    Device device = deviceId == null ? new Device() : find(deviceId);
    Faults faults = device.faults;
    if (faults == null) {
      faults = decide();
      device.faults = faults;
    }
    device.connections++;
    return new Visit(faults, device.connections);
  }

  /** Counts one poll for activation and says whether there were at least {@code needed} by now. */
  synchronized boolean polls(String deviceId, int needed) {
    return ++find(deviceId).activationPolls >= needed;
  }

  /** True once the device has polled at least {@code needed} times. */
  synchronized boolean activated(String deviceId, int needed) {
    return find(deviceId).activationPolls >= needed;
  }

  private Device find(String deviceId) {
    Device found = known.get(deviceId);
    if (found == null) {
      found = new Device();
      if (known.size() < REMEMBERED) {
        known.put(deviceId, found);
      } else {
        counters.devicesForgotten.increment();
      }
    }
    return found;
  }

  private Faults decide() {
    List<FaultRule> met = new ArrayList<>();
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] += rules.get(i).sharePerMillion();
      if (accounts[i] >= FaultRule.EVERYBODY) {
        accounts[i] -= FaultRule.EVERYBODY;
        met.add(rules.get(i));
      }
    }
    return met.isEmpty() ? Faults.NONE : new Faults(met);
  }
}
