package io.github.xiaozhisim.hal;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A contract's tests run inside a test, for proofs that a contract fails an implementation that deserves it. Porters do
 * not need this class; whoever adds a contract does. Wants {@code junit-platform-launcher} on the class path.
 *
 * @param passed how many tests passed
 * @param broken the promises that were broken, each with what the report says; a test without a promise is there by its
 *     name
 */
public record ContractRun(int passed, Map<String, String> broken) {

  /** Runs the tests of one implementation, in this thread. */
  public static ContractRun of(Class<?> implementationTest) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(implementationTest)).build();
    LauncherConfig nobodyElseListens =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build();
    Counter counter = new Counter();
    LauncherFactory.create(nobodyElseListens).execute(request, counter);
    if (counter.passed + counter.broken.size() == 0) {
      throw new IllegalArgumentException(implementationTest.getName() + " has no tests; it must extend a contract");
    }
    return new ContractRun(counter.passed, Map.copyOf(counter.broken));
  }

  private static final class Counter implements TestExecutionListener {
    private final Map<String, String> broken = new TreeMap<>();
    private int passed;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed += test.isTest() ? 1 : 0;
        return;
      }
      String message = result.getThrowable().map(Throwable::getMessage).orElse("");
      broken.merge(promise(test), message == null ? "" : message, (one, other) -> one + "\n" + other);
    }

    private static String promise(TestIdentifier test) {
      if (test.getSource().orElse(null) instanceof MethodSource source) {
        Method method = source.getJavaMethod();
        Promise promise = method.getAnnotation(Promise.class);
        return promise == null ? method.getName() : promise.value();
      }
      return test.getDisplayName();
    }
  }
}
