package io.github.xiaozhisim.stress.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.handover.Background;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the live page of a run to browsers on this machine: the page, its data, events as they happen, controls, and
 * figures for Prometheus. On threads of its own that step back behind those that do the work. At most {@link #STREAMS}
 * listen at once; one that does not keep up is let go. {@link #tell}, {@link #end} and {@link #close} by one
 * controlling thread.
 */
public final class PageServer implements AutoCloseable {

  /** How many browser tabs can listen, together. */
  static final int STREAMS = 32;

  private static final int THREADS = 2 * STREAMS;
  private static final long SILENCE_MILLIS = 15_000;
  private static final long GOODBYE_MILLIS = 3_000;
  private static final int LAST_ANSWERS_SECONDS = 1;
  private static final int BACKLOG = 64;

  /** The connection of somebody who is gone shows only when something is sent. */
  private static final long HOLDER_SILENCE_MILLIS = 2_000;

  private static final Pattern FOLLOWED = Pattern.compile("/device/[^/]*");
  private static final Pattern HELD = Pattern.compile("/device/(\\d{1,9})/(hold|let-go)");
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Guard guard;
  private final Replies answers;
  private final Audience audience = new Audience();
  private final FollowedConversations conversations;
  private final Semaphore streams = new Semaphore(STREAMS);
  private final long goodbyeMillis;

  private PageServer(
      HttpServer server, Guard guard, Shown shown, Load load, Workers workers, long goodbyeMillis) {
    this.server = server;
    this.goodbyeMillis = goodbyeMillis;
    this.guard = guard;
    this.answers = new Replies(shown, load, workers, guard.token());
    this.conversations = new FollowedConversations(workers);
    this.threads =
        new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), PageServer::thread);
  }

  /**
   * Begins to serve.
   *
   * @param port on 127.0.0.1; 0 for any that is free
   * @param token what requests that change the run have to carry; nobody must be able to guess it
   * @throws IOException when the port is taken, with a sentence that says what to do
   */
  public static PageServer open(int port, String token, Shown shown, Load load, Workers workers) throws IOException {
    return open(port, token, shown, load, workers, GOODBYE_MILLIS);
  }

  /**
   * @param goodbyeMillis how long who has been told the last event has to read it and to hang up
   */
  static PageServer open(int port, String token, Shown shown, Load load, Workers workers, long goodbyeMillis)
      throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "the live page cannot have port " + port + " of 127.0.0.1; take another one, or none for any that is free",
          e);
    }
    PageServer page = new PageServer(http, new Guard(token), shown, load, workers, goodbyeMillis);
    http.setExecutor(page.threads);
    http.createContext("/", page::handle);
    http.start();
    return page;
  }

  private static Thread thread(Runnable work) {
    Runnable behind =
        () -> {
          Background.enter();
          work.run();
        };
    return Thread.ofPlatform().name("page").daemon().unstarted(behind);
  }

  /** Where to look. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** False as long as nobody listens: then nothing need be made for {@link #tell}. */
  public boolean isWatched() {
    return !audience.isEmpty();
  }

  /** Tells all pages that listen; waits for none of them. */
  public void tell(String event, String json) {
    audience.tell(Event.of(event, json));
  }

  /** Tells all pages that the run is over, and shows it to them for the last time. */
  public void end(String model) {
    conversations.end();
    audience.end(Event.of("end", model));
  }

  /** How many pages were let go because they did not keep up. */
  public long letGo() {
    return audience.letGo();
  }

  /**
   * Stops serving when everybody has read the last event and hung up, or a moment has passed. Until then it answers: a
   * page may ask for something just before it reads that the run is over, and would show an error.
   */
  @Override
  public void close() {
    end("{}");
    try {
      if (!streams.tryAcquire(STREAMS, goodbyeMillis, TimeUnit.MILLISECONDS)) {
        LOG.debug("pages still listen; they are cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(LAST_ANSWERS_SECONDS);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = new Request(exchange);
    try (exchange) {
      Guard.Refusal refusal = guard.refuse(request.method(), request.path(), request::header);
      if (refusal != null) {
        request.answer(refusal.status(), refusal.sentence());
      } else if (request.method().equals("GET") && request.path().equals("/events")) {
        listen(request);
      } else if (request.method().equals("GET") && FOLLOWED.matcher(request.path()).matches()) {
        follow(request, request.number(request.path().substring("/device/".length())));
      } else if (request.method().equals("POST") && HELD.matcher(request.path()).matches()) {
        hold(request);
      } else {
        answers.answer(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server closes
    } catch (RuntimeException e) {
      LOG.warn("the live page could not answer {} {}", request.method(), request.path(), e);
      throw e;
    }
  }

  private void listen(Request request) throws IOException, InterruptedException {
    if (isFull(request)) {
      return;
    }
    Listener listener = new Listener();
    try {
      audience.join(listener);
      request.stream(listener, SILENCE_MILLIS, goodbyeMillis);
    } finally {
      audience.leave(listener);
      streams.release();
    }
  }

  private void follow(Request request, int number) throws IOException, InterruptedException {
    if (isFull(request)) {
      return;
    }
    Listener listener = new Listener();
    String name = request.parameter("as", "");
    boolean named = NAME.matcher(name).matches();
    try {
      if (conversations.join(number, listener, named ? name : "") == null) {
        request.answer(404, Replies.NOBODY);
      } else {
        request.stream(listener, named ? HOLDER_SILENCE_MILLIS : SILENCE_MILLIS, goodbyeMillis);
      }
    } finally {
      conversations.leave(number, listener);
      streams.release();
    }
  }

  /** {@code POST /device/7/hold?words=NAME}, by who follows it with {@code GET /device/7?as=NAME}. */
  private void hold(Request request) throws IOException {
    Matcher held = HELD.matcher(request.path());
    boolean done =
        held.matches()
            && conversations.hold(
                request.number(held.group(1)), request.parameter("words", ""), held.group(2).equals("hold"));
    if (done) {
      request.done();
    } else {
      request.answer(409, "only who follows it may hold it; follow it with /device/NUMBER?as=NAME first");
    }
  }

  private boolean isFull(Request request) throws IOException {
    boolean full = !streams.tryAcquire();
    if (full) {
      request.answer(503, STREAMS + " pages listen already; close some of them");
    }
    return full;
  }
}
