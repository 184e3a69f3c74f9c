package io.github.xiaozhisim.stress.web;

import io.github.xiaozhisim.stress.arrivals.Load;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers requests that are over when they are answered. On the server's threads. */
final class Replies {

  private static final int MOST_LISTED = 1_000;
  private static final String USUALLY_LISTED = "200";
  private static final JsonMapper JSON = new JsonMapper();

  /** One of those who work, and what is wanted of it. */
  private static final Pattern ONE = Pattern.compile("/device/(\\d{1,9})/([a-z-]{1,40})");

  static final String NOBODY = "nobody here has the number of this address; the list says who there is";

  private final Shown shown;
  private final Load load;
  private final Workers workers;
  private final String token;

  Replies(Shown shown, Load load, Workers workers, String token) {
    this.shown = shown;
    this.load = load;
    this.workers = workers;
    this.token = token;
  }

  void answer(Request request) throws IOException, InterruptedException {
    switch (request.method() + " " + request.path()) {
      case "GET /" -> request.answer("text/html; charset=utf-8", out -> shown.writePage(out, token));
      case "GET /data" -> request.answer("application/json", shown::writeModel);
      case "GET /metrics" -> request.answer("text/plain; version=0.0.4; charset=utf-8", shown::writeMetrics);
      case "GET /devices" -> devices(request);
      case "GET /favicon.ico" -> request.done();
      case "POST /pause" -> act(request, load::pause);
      case "POST /resume" -> act(request, load::resume);
      case "POST /stop" -> act(request, () -> load.stop("stopped from the live page"));
      case "POST /add" -> add(request);
      default -> other(request);
    }
  }

  /** {@code GET /device/7/now} asks about one of them, {@code POST /device/7/press} does something with it. */
  private void other(Request request) throws IOException, InterruptedException {
    Matcher one = ONE.matcher(request.path());
    if (!one.matches()) {
      request.answer(404, "there is nothing at this address; the page is at /");
      return;
    }
    int number = request.number(one.group(1));
    Workers.Answer answer =
        request.method().equals("GET")
            ? workers.ask(number, one.group(2))
            : workers.touch(number, one.group(2), request.parameter("words", ""));
    switch (answer) {
      case Workers.Granted(String json) when json.isEmpty() -> request.done();
      case Workers.Granted(String json) -> request.answer("application/json", out -> out.write(json));
      case Workers.Refused(String why) -> request.answer(409, why);
      case Workers.NotYet(String why) -> request.answer(423, why);
      case Workers.Nobody() -> request.answer(404, NOBODY);
    }
  }

  private static void act(Request request, Runnable action) throws IOException {
    try {
      action.run();
      request.done();
    } catch (UnsupportedOperationException e) {
      request.answer(409, String.valueOf(e.getMessage()));
    }
  }

  private void add(Request request) throws IOException {
    int more = request.number(request.parameter("n", ""));
    if (more <= 0) {
      request.answer(400, "how many to add is missing; write it like /add?n=10");
      return;
    }
    double room = load.model() == Load.Model.CLOSED ? load.most() - load.level() : Integer.MAX_VALUE;
    if (more > room) {
      request.answer(409, more + " more are too many; there is room for " + (long) Math.max(0, room));
      return;
    }
    act(request, () -> load.add(more));
  }

  private void devices(Request request) throws IOException, InterruptedException {
    int limit = request.number(request.parameter("limit", USUALLY_LISTED));
    Workers.Found found = workers.find(request.parameter("q", ""), Math.clamp(limit, 0, MOST_LISTED));
    ObjectNode answer = JSON.createObjectNode();
    answer.put("total", found.total());
    ArrayNode list = answer.putArray("devices");
    for (Workers.Entry entry : found.entries()) {
      list.addObject()
          .put("id", entry.number())
          .put("name", entry.name())
          .put("state", entry.state().label())
          .put("en", entry.state().meaning())
          .put("zh", entry.state().chinese())
          .put("note", entry.note());
    }
    request.answer("application/json", out -> out.write(answer.toString()));
  }
}
