package io.github.xiaozhisim.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that does exactly what a test's script says, on every connection, by plain sockets. */
final class RawServer implements AutoCloseable {

  /** What to do with a connection; it is closed when the script ends. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  /** One accepted connection. */
  static final class Peer {
    final Socket socket;
    final InputStream in;
    final OutputStream out;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    /** The request's head, up to and with the empty line. */
    String head() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        int one = in.read();
        if (one < 0) {
          throw new IOException("ended in the head: " + head);
        }
        head.write(one);
      }
      return head.toString(StandardCharsets.US_ASCII);
    }

    void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Takes the upgrade and says {@code more} in the same write. */
    void upgrade(byte[] more) throws IOException {
      head();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(UPGRADED.getBytes(StandardCharsets.US_ASCII));
      all.write(more);
      say(all.toByteArray());
    }

    /** Closes with RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Everything until the other side closes. */
    byte[] rest() throws IOException {
      return in.readAllBytes();
    }
  }

  static final String UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Test: Yes\r\n\r\n";

  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  final CountDownLatch release = new CountDownLatch(1);
  private final ServerSocket listening;

  RawServer(Script script) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(
        () -> {
          try {
            while (true) {
              Socket socket = listening.accept();
              Thread.ofPlatform().daemon().start(() -> serve(socket, script));
            }
          } catch (IOException closed) {
            // the test is over
          }
        });
  }

  private static void serve(Socket socket, Script script) {
    try (socket) {
      socket.setSoTimeout(10_000);
      script.run(new Peer(socket));
    } catch (Exception ended) {
      // the client went away: scripts do not care
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  String ws() {
    return "ws://127.0.0.1:" + port() + "/";
  }

  String http() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Lets a script wait until the test has seen enough. */
  void hold() throws InterruptedException {
    release.await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    release.countDown();
    listening.close();
  }
}
