package io.github.xiaozhisim.stress.measure;

/** Something that a kind of work counts; declared once, by an enum of that work, and shown wherever figures are. */
public interface Count {

  /** Place among the counts of its {@link Vocabulary}. */
  int ordinal();

  /** Name in files: lower case with underscores, {@code packets_sent}. Part of the schema. */
  String label();

  /** A level rises and falls, and its value now is what counts; anything else is a sum that only grows. */
  boolean isLevel();

  /** A few words for a table. */
  default String meaning() {
    return label().replace('_', ' ');
  }

  /** The same in Chinese. */
  default String chinese() {
    return meaning();
  }

  /** What it tells about, and so where it is shown. */
  default Topic topic() {
    return Topic.NONE;
  }

  /** What counts tell about; those of one topic share a chart and a part of the report. */
  enum Topic {
    /** Work begun and ended. */
    WORK,
    /** How connections come about and end. */
    CONNECTIONS,
    /** What a user would notice besides waiting. */
    QUALITY,
    /** What goes over the wire. */
    TRAFFIC,
    /** Of the generator itself. */
    GENERATOR,
    /** Only in files. */
    NONE
  }
}
