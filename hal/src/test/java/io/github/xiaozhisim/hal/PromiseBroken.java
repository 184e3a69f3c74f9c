package io.github.xiaozhisim.hal;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the broken {@link Promise} in front of whatever a contract's test saw, so that a report can be read alone. */
public final class PromiseBroken implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
    throw named(test, thrown, "");
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
    throw named(test, thrown, " (it could not even be opened)");
  }

  private static Throwable named(ExtensionContext test, Throwable thrown, String when) {
    Promise promise = test.getRequiredTestMethod().getAnnotation(Promise.class);
    if (promise == null || thrown instanceof TestAbortedException) {
      return thrown;
    }
    String contract = test.getRequiredTestMethod().getDeclaringClass().getSimpleName();
    String seen = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage().strip();
    return new AssertionError(
        "%s, promise broken%s: %s%n%s%nSeen: %s".formatted(contract, when, promise.value(), promise.mend(), seen),
        thrown);
  }
}
