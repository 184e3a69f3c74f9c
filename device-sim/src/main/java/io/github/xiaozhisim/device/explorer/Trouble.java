package io.github.xiaozhisim.device.explorer;

/** Something that must always hold did not. */
final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  /** {@code rule}: a short stable name; two troubles of one rule count as the same. */
  Trouble(String rule, String detail) {
    super(detail);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
