package io.github.xiaozhisim.pi.sound;

/** A sound card that cannot be used; the message is one sentence for people, with what to do about it. */
public final class SoundException extends Exception {
  private static final long serialVersionUID = 1L;

  public SoundException(String message) {
    super(message);
  }
}
