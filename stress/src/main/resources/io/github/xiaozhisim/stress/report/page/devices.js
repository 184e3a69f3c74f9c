"use strict";
// One device of a live run: a list to choose from, and its conversation as it happens.

const Devices = (() => {
  const MOST_LINES = 500;
  let part = null;
  let watched = null; // {id, name, lines}
  let source = null;
  let timer = 0;
  let search = "";

  function build() {
    const find = h("input", { id: "find", type: "search", value: search, autocomplete: "off", placeholder: Words.say("find"), "aria-label": Words.say("find"),
      oninput: () => {
        search = find.value;
        list();
      } });
    part = section("devices", "devices", Words.say("devicesTitle"), Words.say("pick"),
      h("div", { class: "devices" },
        h("div", { class: "picker" }, find, h("ul", { id: "device-list", tabindex: "0", "aria-label": Words.say("devices") }), h("p", { class: "hint", id: "device-count" })),
        h("div", { class: "talk", id: "talk" })));
    talk();
    clearInterval(timer);
    timer = setInterval(() => document.hidden || list(), 2_000);
    list();
    return part;
  }

  async function list() {
    try {
      const answer = await fetch(`devices?q=${encodeURIComponent(search)}&limit=100`, { cache: "no-store" });
      if (!answer.ok || !part) {
        return;
      }
      const { total, devices } = await answer.json();
      const place = part.querySelector("#device-list");
      const fresh = h("ul", { id: "device-list", tabindex: "0", "aria-label": Words.say("devices") }, devices.map((each) => h("li", {},
        h("button", { type: "button", id: `device-${each.id}`, "aria-pressed": String(watched?.id === each.id), onclick: () => watch(each) },
          h("span", { class: "name" }, each.name), h("span", { class: "state" }, Words.of(each) || each.state)))));
      const from = place.scrollTop;
      put(place, fresh).scrollTop = from;
      part.querySelector("#device-count").textContent = Words.say("shown", ...(Words.language === "zh"
        ? [Units.number(devices.length, 0), Units.number(total, 0)] : [Units.number(devices.length, 0), Units.number(total, 0)]));
    } catch {
      return; // the bar says already that the connection is lost
    }
  }

  function watch(device) {
    source?.close();
    watched = { id: device.id, name: device.name, lines: [] };
    talk();
    list();
    source = new EventSource(`device/${encodeURIComponent(device.id)}`);
    source.addEventListener("open", () => {
      watched.lines = []; // what is remembered is sent again first
      talk();
    });
    source.addEventListener("line", (event) => {
      watched.lines.push(JSON.parse(event.data));
      if (watched.lines.length > MOST_LINES) {
        watched.lines.shift();
      }
      said(watched.lines.at(-1));
    });
    source.addEventListener("end", () => {
      source.close();
      said({ dir: "state", text: Words.say("gone"), at: "" });
    });
  }

  function line(each) {
    return h("li", { class: `dir-${each.dir}` }, h("time", {}, each.at ?? Units.clock(each.t_s, true)),
      h("span", { class: "dir" }, Words.say(each.dir === "heard" ? "heardLine" : each.dir)), h("span", { class: "text" }, Words.language === "zh" && each.zh ? each.zh : each.text));
  }

  function said(each) {
    const log = document.getElementById("log");
    if (!log) {
      talk();
      return;
    }
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const lines = log.firstChild;
    lines.append(line(each));
    while (lines.children.length > MOST_LINES) {
      lines.firstChild.remove();
    }
    if (atEnd) {
      log.scrollTop = log.scrollHeight;
    }
  }

  function talk() {
    const place = part?.querySelector("#talk");
    if (!place) {
      return;
    }
    place.replaceChildren(...(watched
      ? [h("h3", {}, Words.say("conversation", watched.name)),
        watched.lines.length > 0
          ? h("div", { id: "log", tabindex: "0", role: "log", "aria-label": Words.say("conversation", watched.name) }, h("ol", { id: "lines" }, watched.lines.map(line)))
          : h("p", { class: "hint" }, Words.say("quiet"))]
      : [h("p", { class: "hint" }, Words.say("pick"))]));
    const log = place.querySelector("#log");
    if (log) {
      log.scrollTop = log.scrollHeight;
    }
  }

  return {
    part: build,
    /** The run is over: nothing can be looked at any more. */
    end() {
      clearInterval(timer);
      source?.close();
      source = null;
      part?.remove();
      part = null;
    },
  };
})();
