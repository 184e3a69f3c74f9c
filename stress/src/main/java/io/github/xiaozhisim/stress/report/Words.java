package io.github.xiaozhisim.stress.report;

/** The same in English and in Chinese. */
public record Words(String en, String zh) {}
