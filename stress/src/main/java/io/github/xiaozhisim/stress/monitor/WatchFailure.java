package io.github.xiaozhisim.stress.monitor;

/** Something that is to be watched cannot be; the message is a sentence that says what to do. */
public final class WatchFailure extends Exception {

  private static final long serialVersionUID = 1L;

  WatchFailure(String sentence) {
    super(sentence);
  }
}
