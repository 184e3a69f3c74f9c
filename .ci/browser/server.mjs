// Speaks what the live page's server speaks, as the test wants it: a run of ten devices that goes on as long as told.

import http from "node:http";
import { html } from "./browser.mjs";
import { sample } from "./sample.mjs";

export async function liveServer() {
  const { series, ...rest } = sample({ seconds: 20 });
  const model = { ...rest, live: true, objectives: [], slowest: [], control: { state: "running", devices: 10, can_add: true } };
  const listeners = new Set();
  const watchers = new Set();
  const asked = []; // what was posted: [path, token]
  let now = 20;
  let late = null; // answers that wait

  const stream = (response, all) => {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": hello\n\n");
    all.add(response);
    response.on("close", () => all.delete(response));
  };
  const send = (all, event, data) => all.forEach((each) => each.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  const json = (response, value) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(value));
  };

  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    if (request.method === "POST") {
      asked.push([url.pathname + url.search, request.headers["x-xiaozhi-token"]]);
      if (url.pathname === "/add") {
        response.writeHead(409, { "Content-Type": "text/plain; charset=utf-8" });
        response.end("no more devices fit here");
        return;
      }
      model.control = { ...model.control, state: { "/pause": "paused", "/resume": "running", "/stop": "stopping" }[url.pathname] };
      response.writeHead(204);
      response.end();
      send(listeners, "model", model);
    } else if (url.pathname === "/") {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
      response.end(html("live", { schema: model.schema, live: true, token: "secret" }));
    } else if (url.pathname === "/data") {
      const answer = { ...model, series };
      if (late) {
        late.push(() => json(response, answer));
      } else {
        json(response, answer);
      }
    } else if (url.pathname === "/events") {
      stream(response, listeners);
    } else if (url.pathname === "/devices") {
      const all = Array.from({ length: 10 }, (_, i) => ({ id: i, name: `device-${i + 1}`, state: "listening", en: "listening", zh: "聆听", note: "3 turns" }));
      const found = all.filter((each) => each.name.includes(url.searchParams.get("q") ?? ""));
      json(response, { total: found.length, devices: found.slice(0, Number(url.searchParams.get("limit"))) });
    } else if (url.pathname.startsWith("/device/")) {
      stream(response, watchers);
      send(watchers, "line", { t_s: 1, dir: "out", text: '{"type":"listen","state":"start"}', at: "14:03:22.120" });
    } else {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));

  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    asked,
    model,
    /** A second goes by. */
    tick(values = {}) {
      now++;
      send(listeners, "tick", { t: now, v: { "first_sound.p50": 700, "state.idle": 10, ...values } });
      return now;
    },
    addLine(line) {
      series.charts.find((each) => each.id === "states").lines.push({ ...line, v: series.t.map(() => 1) });
    },
    show: () => send(listeners, "model", model),
    say: (line) => send(watchers, "line", line),
    /** Cuts all connections; the page has to come back by itself. */
    cut: () => listeners.forEach((each) => each.destroy()),
    /** From now on nobody gets the whole, until they are let. */
    answerLate: () => {
      late = [];
    },
    waiting: () => late.length,
    answerNow: () => late.splice(0).forEach((each) => each()),
    listening: () => listeners.size,
    watching: () => watchers.size,
    finish: () => send(listeners, "end", { ...model, series, answer: { good: true, en: "All went well.", zh: "一切顺利。" } }),
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
