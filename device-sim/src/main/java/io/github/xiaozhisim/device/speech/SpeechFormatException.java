package io.github.xiaozhisim.device.speech;

/**
 * A file that cannot be taken as speech. The message is one sentence for people: it names the file, what is wrong with
 * it, and what to do.
 */
public final class SpeechFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  public SpeechFormatException(String message) {
    super(message);
  }

  public SpeechFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
