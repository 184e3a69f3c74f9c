package io.github.xiaozhisim.stress.handover;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A thread's place behind those that have to be in time. Java's own thread priorities mean nothing on Linux without
 * privileges; being nice is everybody's right there, and on Linux it is each thread's own.
 */
public final class Background {

  /** Ten steps: about a tenth of the processor where somebody else wants it, and all of it where nobody does. */
  private static final int NICENESS = 10;

  private static final int THIS_THREAD = 0;

  private Background() {}

  /**
   * Puts the calling thread behind the others of this process. Costs 50 ms of CPU once. Where the system does not do
   * that (anything but Linux), nothing changes.
   *
   * @return whether it did
   */
  public static boolean enter() {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return false;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle setPriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      return (int) setPriority.invokeExact(0, THIS_THREAD, NICENESS) == 0;
    } catch (Throwable e) { // an interpreter without native access, another C library: manners, not a must
      return false;
    }
  }
}
