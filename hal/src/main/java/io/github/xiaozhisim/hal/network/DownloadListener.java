package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/**
 * Hears a download, on the owner's thread: once {@link #onHead}, then any number of {@link #onBytes}, then once {@link
 * #onEnd}; {@link #onFailed} instead of whatever is still to come.
 */
public interface DownloadListener {

  /**
   * The answer began.
   *
   * @param status such as 200
   * @param contentLength bytes announced, or -1
   */
  void onHead(int status, long contentLength);

  /** A part of the body; {@code bytes} is valid only during the call. */
  void onBytes(ByteBuffer bytes);

  /** The body is complete as far as HTTP can tell. */
  void onEnd();

  void onFailed(OpenFailure failure);
}
