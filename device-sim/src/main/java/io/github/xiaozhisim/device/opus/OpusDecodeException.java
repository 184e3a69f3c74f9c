package io.github.xiaozhisim.device.opus;

/** A packet that could not be decoded. It has no stack trace: a noisy line may cause one for every packet. */
public final class OpusDecodeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** {@code message} says what is wrong with the packet. */
  public OpusDecodeException(String message) {
    super(message, null, false, false);
  }
}
