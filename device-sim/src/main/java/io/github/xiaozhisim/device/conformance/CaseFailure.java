package io.github.xiaozhisim.device.conformance;

/** A device did something else than a case expects; the message says what was expected and what was seen. */
public final class CaseFailure extends AssertionError {

  private static final long serialVersionUID = 1;

  CaseFailure(String message) {
    super(message);
  }
}
