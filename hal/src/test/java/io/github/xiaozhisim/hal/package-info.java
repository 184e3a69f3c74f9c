/**
 * The contract kit: what every implementation of the HAL must pass. Extend the class that ends in {@code Contract},
 * hand out the implementation, and its tests run. Only JUnit and AssertJ are needed.
 *
 * <p>A contract never sleeps and does not know whether time is real: it waits through a method that the implementation
 * gives it, which moves virtual time or waits for real time.
 */
package io.github.xiaozhisim.hal;
