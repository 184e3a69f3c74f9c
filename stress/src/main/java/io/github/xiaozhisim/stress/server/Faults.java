package io.github.xiaozhisim.stress.server;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one device will meet; decided once and kept for as long as the server remembers the device. */
public final class Faults {

  static final Faults NONE = new Faults(List.of());

  private final Map<FaultKind, Integer> arguments = new EnumMap<>(FaultKind.class);

  Faults(List<FaultRule> rules) {
    for (FaultRule rule : rules) {
      arguments.put(rule.kind(), rule.argument());
    }
  }

  public boolean has(FaultKind kind) {
    return arguments.containsKey(kind);
  }

  /** The fault's argument in packets or milliseconds; 0 when the device does not meet it. */
  public int argument(FaultKind kind) {
    return arguments.getOrDefault(kind, 0);
  }

  public boolean isEmpty() {
    return arguments.isEmpty();
  }
}
