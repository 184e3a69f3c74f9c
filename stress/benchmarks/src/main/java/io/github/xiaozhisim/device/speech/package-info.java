/**
 * Benchmarks of speech files. Begin with {@link io.github.xiaozhisim.device.speech.OggBenchmark}; JMH calls them. Never
 * here: encoding and decoding, which nobody does in real time.
 */
package io.github.xiaozhisim.device.speech;
