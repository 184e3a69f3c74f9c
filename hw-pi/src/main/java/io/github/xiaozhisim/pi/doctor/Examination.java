package io.github.xiaozhisim.pi.doctor;

import java.util.function.Consumer;

/** Looks at one part of the machine and changes nothing. */
public interface Examination {

  /** The part that it looks at. */
  Finding.Area area();

  /**
   * Looks, and tells each finding as soon as it is there. May block for as long as the slowest part takes to answer,
   * some seconds; what cannot be looked at is a finding, not an exception. On the caller's thread, never on a
   * device's.
   *
   * @throws InterruptedException when the caller's thread is interrupted meanwhile
   */
  void look(Consumer<Finding> findings) throws InterruptedException;
}
