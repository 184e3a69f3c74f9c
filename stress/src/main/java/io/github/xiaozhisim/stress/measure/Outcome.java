package io.github.xiaozhisim.stress.measure;

/** How a piece of work ended; declared by an enum of that work. */
public interface Outcome {

  /** Place among the outcomes of its {@link Vocabulary}. */
  int ordinal();

  /** Name in files and tables: lower case with hyphens, {@code timed-out-stt}. Part of the schema. */
  String label();

  /** As it should end. */
  boolean isGood();

  /** Says nothing about the server: cut short by the end of the run. */
  boolean isCut();

  /** A few words for a table. */
  default String meaning() {
    return label().replace('-', ' ');
  }

  /** The same in Chinese. */
  default String chinese() {
    return meaning();
  }
}
