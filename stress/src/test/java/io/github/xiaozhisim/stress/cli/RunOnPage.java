package io.github.xiaozhisim.stress.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real run of two devices with its live page, stopped by the page's button as soon as it has told enough. */
public final class RunOnPage {

  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]+)\"");

  private RunOnPage() {}

  /** What the run tells Prometheus, once that is {@code enough}. */
  public static String metrics(Path folder, Predicate<String> enough) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + freePort() + "/");
    PrintWriter out = new PrintWriter(Writer.nullWriter());
    Thread run =
        Thread.ofPlatform()
            .start(
                () ->
                    Main.commandLine()
                        .setOut(out)
                        .setErr(out)
                        .execute(
                            "fleet",
                            "--devices",
                            "2",
                            "--duration",
                            "2m",
                            "--mode",
                            "manual",
                            "--think",
                            "0",
                            "--asr",
                            "20ms",
                            "--llm",
                            "20ms",
                            "--tts",
                            "20ms",
                            "--ears",
                            "0%",
                            "--objective",
                            "failed < 99%",
                            "--accept-degraded",
                            "--live",
                            String.valueOf(page.getPort()),
                            "--report",
                            folder.resolve("report").toString()));
    try (HttpClient browser = HttpClient.newHttpClient()) {
      try {
        return Awaitility.await()
            .atMost(1, TimeUnit.MINUTES)
            .ignoreException(ConnectException.class) // not there yet
            .until(() -> get(browser, page.resolve("metrics")), enough);
      } finally {
        stop(browser, page); // also where it never was enough: nobody must come upon a fleet of ours later
        run.join(TimeUnit.MINUTES.toMillis(1));
      }
    }
  }

  private static void stop(HttpClient browser, URI page) throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get(browser, page));
    if (!token.find()) {
      throw new IOException("the page has no token");
    }
    HttpRequest stop =
        HttpRequest.newBuilder(page.resolve("stop"))
            .header("X-Xiaozhi-Token", token.group(1))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    browser.send(stop, HttpResponse.BodyHandlers.discarding());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String get(HttpClient browser, URI uri) throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
