package io.github.xiaozhisim.stress.typed;

/** A text that somebody typed cannot be understood: where, why and what to write instead. */
public final class Complaint extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String sentence;
  private final int column;

  Complaint(String text, int column, String sentence) {
    super("'" + text + "', column " + column + ": " + sentence);
    this.sentence = sentence;
    this.column = column;
  }

  /** What is wrong and what to do about it, without the place. */
  public String sentence() {
    return sentence;
  }

  /** Where it begins in the text, from 1. */
  public int column() {
    return column;
  }
}
