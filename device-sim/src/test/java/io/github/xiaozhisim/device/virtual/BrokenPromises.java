package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.ContractRun;

/** Says which promises an implementation breaks, by running its contract. */
final class BrokenPromises {

  private BrokenPromises() {}

  /** The implementation breaks these promises and no other one, and each failure names the promise. */
  static void assertBreaks(Class<?> implementationTest, String... promises) {
    ContractRun run = ContractRun.of(implementationTest);

    assertThat(run.broken()).as("broken by %s", implementationTest.getSimpleName()).containsOnlyKeys(promises);
    run.broken().forEach((promise, report) -> assertThat(report).contains("Contract, promise broken: " + promise));
  }
}
