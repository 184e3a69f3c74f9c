package io.github.xiaozhisim.stress.measure;

import org.jspecify.annotations.Nullable;

/**
 * A duration that a kind of work measures: declared once, by an enum of that work, and shown everywhere: in the
 * summary, in the report's JSON, tables and charts, in objectives and for Prometheus.
 */
public interface Measure {

  /** Place among the measures of its {@link Vocabulary}. */
  int ordinal();

  /**
   * Name in files and tables; lower case with underscores, ends in its unit:
   * {@code first_sound_ms}. Part of the schema.
   */
  String label();

  /** A few words for a table. */
  String meaning();

  /** The same in Chinese. */
  String chinese();

  /** What people call it in an objective: the label without its unit, {@code first_sound}. */
  default String objective() {
    return label().endsWith("_ms") ? label().substring(0, label().length() - 3) : label();
  }

  /** Where it is drawn. */
  Chart chart();

  /** The measure that this one is a part of, where that one can be known without its parts; null for most. */
  default @Nullable Measure whole() {
    return null;
  }

  /** Work that went well may have none of it: gaps, say. Then having none is as good as 0. */
  default boolean isOptional() {
    return false;
  }

  /**
   * Of getting ready for work, such as opening a connection: measured when somebody comes, so that a long stretch of a
   * run may hold none of it, and that is neither good nor bad.
   */
  default boolean isOfOpening() {
    return chart() == Chart.CONNECTING;
  }

  /** Charts of durations; measures of one chart lie over each other. */
  enum Chart {
    /** What people notice: the first chart of all. */
    HEADLINE,
    /** What the headline consists of, in order: one follows the other. */
    STAGES,
    /** What the headline holds before anything began, and what it would be without. */
    WAITS,
    /** How connections come about. */
    CONNECTING,
    /** Of the generator itself. */
    GENERATOR,
    /** Only in tables. */
    NONE
  }
}
