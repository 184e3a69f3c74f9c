package io.github.xiaozhisim.stress.measure;

/** Something that a kind of work counts; declared by an enum of that work. */
public interface Count {

  /** Place among the counts of its {@link Vocabulary}. */
  int ordinal();

  /** Name in files: lower case with underscores, {@code packets_sent}. Part of the schema. */
  String label();

  /** A level rises and falls, and its value now is what counts; anything else is a sum that only grows. */
  boolean isLevel();
}
