/**
 * The contract kit: what every implementation of the HAL must pass. Extend the class that ends in {@code Contract},
 * hand out the implementation, and its tests run. Only JUnit and AssertJ are needed.
 *
 * <p>Each test is a {@link io.github.xiaozhisim.hal.Promise}, and a failure begins with the promise that was broken and
 * where to look first. {@code boards/PORTING.md} has the order of work. What a test is about it says by {@link
 * io.github.xiaozhisim.hal.ContractOf}, and {@link io.github.xiaozhisim.hal.UntestedParts} finds the parts that no test
 * is about.
 *
 * <p>A contract never sleeps and does not know whether time is real: it waits through a method that the implementation
 * gives it, which moves virtual time or waits for real time. <b>Never here:</b> an implementation, or a limit that only
 * one of them keeps.
 */
package io.github.xiaozhisim.hal;
