package io.github.xiaozhisim.stress.measure;

/**
 * Something about a process or a machine that is looked at once a second: memory, processors, descriptors. Declared
 * once, and drawn as a line of its lane.
 *
 * @param label name in files: lower case with underscores, ends in its unit: {@code rss_mib}; part of the schema
 * @param lane gauges of one lane share a chart and its unit: {@code generator.memory}
 * @param unit as people read it: {@code MiB}, {@code %}, or empty for plain numbers
 * @param meaning a few words for a legend
 * @param chinese the same in Chinese
 */
public record Gauge(String label, String lane, String unit, String meaning, String chinese) {}
