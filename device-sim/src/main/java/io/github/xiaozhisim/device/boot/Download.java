package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file and looks at it without keeping it: the status must be 200, the announced length above zero and true.
 * No header tells who asks. // firmware: Ota::Upgrade, Assets::Download
 */
final class Download implements DownloadListener {

  private static final int HTTP_OK = 200;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Who wants the file. */
  interface Receiver {

    /** Once a second and at the end. */
    void onProgress(int percent, long bytesPerSecond);

    /** A part of the file; valid only during the call. */
    default void onBytes(ByteBuffer bytes) {}

    /** The end: {@code failure} is null when the file came whole, else a clause for people. */
    void onDone(long bytes, @Nullable String failure);
  }

  private final Board board;
  private final Receiver receiver;
  private long announced;
  private long received;
  private long sinceProgress;
  private long progressNanos;
  private boolean over;

  private Download(Board board, Receiver receiver) {
    this.board = board;
    this.receiver = receiver;
  }

  /** Begins; nothing is called back from inside. */
  static Download start(Board board, String url, int timeoutMillis, Receiver receiver) {
    Download download = new Download(board, receiver);
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      board.scheduler().execute(() -> download.done("the address is not a URL"));
      return download;
    }
    if (uri.getHost() == null) {
      board.scheduler().execute(() -> download.done("the address '" + OtaClient.withoutQuery(uri) + "' has no host"));
      return download;
    }
    board.network().download(new HttpRequest("GET", uri, Map.of(), new byte[0], timeoutMillis), download);
    return download;
  }

  /** Nobody is told anything any more. */
  void cancel() {
    over = true;
  }

  @Override
  public void onHead(int status, long contentLength) {
    progressNanos = board.scheduler().clock().nowNanos();
    announced = contentLength;
    if (status != HTTP_OK) {
      done("it was answered with HTTP " + status);
    } else if (contentLength <= 0) {
      done("the answer does not say how long it is");
    }
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    if (over) {
      return;
    }
    received += bytes.remaining();
    sinceProgress += bytes.remaining();
    receiver.onBytes(bytes);
    if (board.scheduler().clock().nowNanos() - progressNanos >= SECOND_NANOS) {
      progress();
    }
  }

  private void progress() {
    long now = board.scheduler().clock().nowNanos();
    long nanos = Math.max(1, now - progressNanos);
    receiver.onProgress((int) (received * 100 / announced), sinceProgress * SECOND_NANOS / nanos);
    progressNanos = now;
    sinceProgress = 0;
  }

  @Override
  public void onEnd() {
    if (over) {
      return;
    }
    progress();
    done(received == announced ? null : received + " bytes came and " + announced + " were announced");
  }

  @Override
  public void onFailed(OpenFailure failure) {
    done(failure.describe());
  }

  private void done(@Nullable String failure) {
    if (!over) {
      over = true;
      receiver.onDone(received, failure);
    }
  }
}
