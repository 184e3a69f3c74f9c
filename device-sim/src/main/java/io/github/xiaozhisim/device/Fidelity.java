package io.github.xiaozhisim.device;

/** How far the device follows the firmware where the firmware hangs, crashes or is lax. */
public enum Fidelity {
  /** The firmware's behaviour, quirks included. */
  STRICT,
  /** Rejects and counts instead of crashing, ends every wait, escapes every string. */
  ROBUST
}
