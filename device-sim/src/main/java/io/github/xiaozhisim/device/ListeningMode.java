package io.github.xiaozhisim.device;

/** Who ends listening, and whether the microphone stays open while the answer plays. */
public enum ListeningMode {
  /** The server ends it by its voice detection; the uplink stops while it speaks. */
  AUTO("auto"),
  /** The user ends it by letting the button go. */
  MANUAL("manual"),
  /** Nobody ends it: the uplink stays open while the server speaks (echo cancellation needed). */
  REALTIME("realtime");

  private final String wireName;

  ListeningMode(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
