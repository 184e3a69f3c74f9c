/**
 * Benchmarks of what thousands of devices do all the time: reading and writing messages, wrapping packets, recording
 * turns. Begin with {@link io.github.xiaozhisim.benchmarks.MessageBenchmark}; JMH calls them, and {@code
 * stress/docs/benchmarks.md} tells how. Those that look into another package's insides lie in a package of its name
 * beside this one. Never here: anything that opens a connection; {@code ./xiaozhi bench} measures the whole.
 */
package io.github.xiaozhisim.benchmarks;
