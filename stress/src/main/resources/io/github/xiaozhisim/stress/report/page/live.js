"use strict";
// The page while a run goes on: whole model from `data`, then a value a line each second from `events`.

const Live = (() => {
  const MOST_POINTS = 4_000; // then the server's own, shorter series are fetched again
  let model = null;
  let events = null;
  let opened = 0;
  let fetched = -5; // when the whole was asked for because of a new line
  let refresh = null;
  let bar = null;
  let status = "live";

  const control = () => model?.control ?? { state: "running", can_add: true };

  async function whole() {
    const answer = await fetch("data", { cache: "no-store" });
    if (!answer.ok) {
      throw new Error(await answer.text());
    }
    return answer.json();
  }

  async function send(path) {
    try {
      const answer = await fetch(path, { method: "POST", headers: { "X-Xiaozhi-Token": model.token ?? "" } });
      if (!answer.ok) {
        toast(Words.say("failed", (await answer.text()).trim() || answer.statusText));
      }
    } catch (problem) {
      toast(Words.say("failed", problem.message));
    }
  }

  function tick(event) {
    const { t, v } = JSON.parse(event.data);
    const series = model.series;
    if (!series || (series.t.length > 0 && t <= series.t.at(-1))) {
      return;
    }
    series.t.push(t);
    const known = new Set(series.charts.flatMap((each) => each.lines.map((line) => line.id)));
    const isNew = Object.entries(v).some(([id, value]) => value && !known.has(id));
    for (const each of series.charts) {
      for (const line of each.lines) {
        const value = v[line.id] ?? null;
        line.v.push(value);
        line.lo?.push(value);
        line.hi?.push(value);
      }
    }
    model.run = { ...model.run, duration_s: t };
    if (series.t.length > MOST_POINTS || (isNew && t - fetched >= 2)) {
      fetched = t;
      again();
    } else if (!document.hidden) {
      refresh.grown();
      clock();
    }
  }

  function merge(fresh) {
    model = { ...fresh, token: fresh.token ?? model.token, series: fresh.series ?? model.series };
    refresh.model(model, Boolean(fresh.series));
    clock();
  }

  async function again() {
    try {
      const fresh = await whole();
      if (status !== "ended") { // nothing that was asked for before the end comes after it
        merge(fresh);
        set("live");
      }
    } catch {
      if (status !== "ended") {
        set("lost");
      }
    }
  }

  function set(to) {
    status = to;
    clock();
  }

  function listen() {
    events = new EventSource("events");
    events.addEventListener("open", () => {
      if (opened++ > 0) {
        again();
      } else {
        set("live");
      }
    });
    document.addEventListener("visibilitychange", () => document.hidden || refresh.grown());
    events.addEventListener("error", () => status !== "ended" && set("lost"));
    events.addEventListener("tick", tick);
    events.addEventListener("model", (event) => merge(JSON.parse(event.data)));
    events.addEventListener("end", (event) => {
      events.close();
      status = "ended";
      const last = event.data ? JSON.parse(event.data) : null;
      merge({ ...(last?.schema ? last : model), live: false, control: { state: "ended", can_add: false } });
      Devices.end();
    });
  }

  /** State and time of the run, in the bar at the top. */
  function clock() {
    if (!bar) {
      return;
    }
    const state = status !== "live" ? status : control().state === "running" ? "live" : control().state;
    bar.dataset.state = state;
    const fresh = h("span", { class: "state", id: "live-state" }, h("span", { class: "dot", "aria-hidden": "true" }), Words.say(state));
    bar.querySelector(".state").replaceWith(fresh);
    bar.querySelector("time").textContent = Units.clock(model?.run?.duration_s ?? 0);
  }

  function controls() {
    const { state, can_add: canAdd } = control();
    const over = status === "ended" || state === "ended" || state === "stopping";
    const paused = state === "paused";
    const amount = h("input", { id: "amount", type: "number", min: "1", max: "100000", value: "10", "aria-label": Words.say("addDevices") });
    return h("div", { class: "controls", id: "controls", hidden: over },
      h("button", { type: "button", id: "pause", class: "button", onclick: () => send(paused ? "resume" : "pause") }, Words.say(paused ? "resume" : "pause")),
      canAdd !== false && h("form", { class: "add", onsubmit: (event) => {
        event.preventDefault();
        send(`add?n=${encodeURIComponent(amount.value)}`);
      } }, amount, h("button", { class: "button", id: "add" }, Words.say("add"))),
      h("button", { type: "button", id: "stop", class: "button danger", onclick: () => document.getElementById("sure").showModal() }, Words.say("stop")));
  }

  function sure() {
    return h("dialog", { id: "sure", "aria-labelledby": "sure-text" }, h("p", { id: "sure-text" }, Words.say("stopSure")),
      h("form", { method: "dialog" },
        h("button", { class: "button", id: "sure-no" }, Words.say("cancel")),
        h("button", { class: "button danger solid", id: "sure-yes", onclick: () => send("stop") }, Words.say("stop"))));
  }

  return {
    /** Begins with what the page brought; `how` draws: {model(model, whole), grown()}. */
    async begin(first, how) {
      model = first;
      refresh = how;
      if (!model.series) {
        try {
          merge({ token: first.token, ...(await whole()) });
        } catch {
          status = "lost";
        }
      }
      listen();
    },
    bar() {
      bar = h("div", { class: "live" }, h("span", { class: "state" }), h("time", { "aria-live": "off" }));
      clock();
      return bar;
    },
    controls,
    sure,
    get ended() {
      return status === "ended";
    },
  };
})();
