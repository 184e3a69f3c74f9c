/**
 * Benchmarks of the network's insides: frames laid out and taken apart, timers turned. Begin with {@link
 * io.github.xiaozhisim.transport.FramingBenchmark}; JMH calls them. Never here: sockets.
 */
package io.github.xiaozhisim.transport;
