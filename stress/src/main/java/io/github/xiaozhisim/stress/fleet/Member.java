package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Identity;
import org.jspecify.annotations.Nullable;

/**
 * One device of the fleet, before it exists.
 *
 * @param index from 0
 * @param token what it authenticates with, or null to use the fleet's
 */
public record Member(int index, Identity identity, @Nullable String token) {

  /** What reports call it. */
  public String name() {
    return "device-" + (index + 1);
  }

  @Override
  public String toString() {
    return name() + " " + identity.deviceId(); // never the token
  }
}
