package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;

/** A download that comes over an impaired line; it fails when much more comes than fits through. */
final class ImpairedDownload implements DownloadListener {

  private final Line line;
  private final DownloadListener listener;
  private boolean over;

  ImpairedDownload(Line line, DownloadListener listener) {
    this.line = line;
    this.listener = listener;
  }

  @Override
  public void onHead(int status, long contentLength) {
    comes(0, () -> listener.onHead(status, contentLength));
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    byte[] copy = ImpairedWebSocket.copy(bytes);
    comes(copy.length, () -> listener.onBytes(ByteBuffer.wrap(copy)));
  }

  @Override
  public void onEnd() {
    comes(0, listener::onEnd);
  }

  @Override
  public void onFailed(OpenFailure failure) {
    comes(0, () -> listener.onFailed(failure));
  }

  private void comes(int bytes, Runnable arrive) {
    if (!over && !line.send(bytes, arrive)) {
      over = true;
      line.clear();
      listener.onFailed(
          new OpenFailure(
              OpenFailure.Kind.CLOSED_EARLY, "the network dropped the download: more came than fits through"));
    }
  }
}
