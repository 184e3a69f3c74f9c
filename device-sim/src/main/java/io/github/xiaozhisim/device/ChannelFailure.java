package io.github.xiaozhisim.device;

/**
 * Why there is no channel, by the stage that failed.
 *
 * @param stage where it happened
 * @param detail one sentence for people: what was met and what to look at
 * @param shown whether the device's user sees and hears of it
 */
public record ChannelFailure(Stage stage, String detail, boolean shown) {

  public ChannelFailure(Stage stage, String detail) {
    this(stage, detail, true);
  }

  /** Stages of opening and using a channel. */
  public enum Stage {
    /** No server is configured. */
    NO_SERVER,
    /** The machine that the device runs on had no descriptor, port or memory left for it. */
    LOCAL,
    /** TCP or TLS could not be opened. */
    CONNECT,
    /** TCP is open, the upgrade was refused or not answered. */
    UPGRADE,
    /** Upgraded, but then closed before the server's hello: how some servers refuse. */
    REFUSED,
    /** Upgraded, but the server's hello never came. */
    HELLO_TIMEOUT,
    /** Upgraded, and then told that it may not come in. */
    AUTHENTICATION,
    /** A message could not be sent. */
    SEND
  }
}
