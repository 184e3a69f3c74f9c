package io.github.xiaozhisim.pi.session;

/** A wish that cannot be fulfilled; the message is one sentence for the person who had it. */
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  public SessionException(String message) {
    super(message);
  }
}
