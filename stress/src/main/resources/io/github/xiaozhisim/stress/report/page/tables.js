"use strict";
// Outcomes, errors, the search for the limit, and how to run it again.

/** The name of an outcome's colour: the same in table and chart. */
function outcomeTone(model, id) {
  const all = model.outcomes ?? [];
  const hues = [1, 4, 3, 5, 6, 8, 9, 10, 11];
  const bad = all.filter((each) => !each.good).findIndex((each) => each.id === id);
  return bad < 0 ? "good-fill" : `hue-${hues[bad % hues.length]}`;
}

function outcomes(model) {
  const all = (model.outcomes ?? []).filter((each) => each.count > 0);
  const sum = all.reduce((sofar, each) => sofar + each.count, 0);
  if (sum === 0) {
    return null;
  }
  const color = all.map((each) => `var(--${outcomeTone(model, each.id)})`);
  return h("div", { class: "figure-box" },
    h("div", { class: "shares", "aria-hidden": "true" }, all.map((each, at) => h("span", { style: { "flex-grow": String(each.count), "--c": color[at] } }))),
    table(Words.say("outcomesTitle"),
      [{ text: Words.say("outcome") }, { text: Words.say("count"), number: true }, { text: Words.say("share"), number: true }],
      all.map((each, at) => h("tr", { "data-outcome": each.id },
        h("th", { scope: "row" }, h("span", { class: "swatch", style: { "--c": color[at] } }), Words.of(each)),
        h("td", { class: "number" }, Units.text(each.count, "count")),
        h("td", { class: "number" }, Units.percent(each.count / sum))))));
}

function errors(model) {
  const all = model.errors ?? [];
  if (all.length === 0 && (model.outcomes ?? []).some((each) => !each.good && each.count > 0)) {
    return null; // the table of outcomes says what there is to say
  }
  return h("div", { class: "figure-box" }, h("h3", {}, Words.say("errorsTitle")),
    all.length === 0
      ? h("p", { class: "none" }, icon("good"), Words.say("errorsNone"))
      : h("ul", { class: "errors" }, all.map((each) => h("li", {},
        h("span", { class: "times" }, `${Units.text(each.count, "count")}\u00d7`),
        h("div", {}, h("div", { class: "message" }, each.message),
          (each.examples ?? []).length > 0 && h("details", { "data-key": each.message }, h("summary", {}, Words.say("examples")),
            h("ul", {}, each.examples.map((example) => h("li", {}, Words.who(example))))))))));
}

/** The search for the limit: model.knee. Levels from small to large, each held or not. */
function knee(model) {
  const { points, unit, limit } = model.knee;
  const most = Math.max(limit ?? 0, ...points.map((each) => each.value ?? 0)) || 1;
  const part = (value) => `${Math.min(100, (100 * value) / most).toFixed(2)}%`;
  return table(Words.say("capacityTitle"),
    [{ text: Words.of(model.knee.x), number: true }, { text: "" }, { text: Words.of(model.knee.y), number: true }, { text: "" }],
    points.toSorted((a, b) => a.level - b.level).map((each) => h("tr", { class: each.level === model.knee.best && "best" },
      h("th", { scope: "row", class: "number" }, Units.text(each.level, "count")),
      h("td", { class: "track-cell", "aria-hidden": "true" }, h("div", { class: "track" },
        h("span", { class: "block", style: { left: "0", width: part(each.value ?? 0), "--c": each.met ? "var(--good-fill)" : "var(--bad-fill)" } }),
        limit && h("span", { class: "bound", style: { left: part(limit) } }))),
      h("td", { class: "number" }, Units.text(each.value, unit)),
      h("td", {}, h("span", { class: ["judgement", each.met ? "is-good" : "is-bad"] }, icon(each.met ? "good" : "bad"), Words.say(each.met ? "met" : "missed")),
        each.note && h("span", { class: "detail" }, ` ${Words.of(each.note)}`)))), "waterfall");
}

function runAgain(model) {
  const run = model.run ?? {};
  const command = (Array.isArray(run.command) ? run.command.map(quoted).join(" ") : run.command) ?? "";
  const facts = [["seed", run.seed], ["started", run.started && Units.date(run.started)],
    ["duration", run.duration_s !== undefined && run.duration_s !== null && Units.clock(run.duration_s)], ["version", run.version]];
  return [
    command && h("div", { class: "command" }, h("pre", { tabindex: "0", "aria-label": Words.say("command") }, h("code", {}, command)),
      h("button", { type: "button", class: "button", id: "copy", onclick: () => copy(command) }, Words.say("copy"))),
    h("div", { class: "pair" },
      h("div", { class: "list" }, h("h3", {}, Words.say("run")),
        h("dl", {}, facts.filter(([, value]) => value || value === 0).map(([word, value]) => h("div", {}, h("dt", {}, Words.say(word)), h("dd", {}, String(value)))))),
      Object.keys(run.environment ?? {}).length > 0 && h("div", { class: "list" }, h("h3", {}, Words.say("environment")),
        h("dl", {}, Object.entries(run.environment).map(([key, value]) => h("div", {}, h("dt", {}, environmentKey(key)), h("dd", {}, spelled(value))))))),
  ];
}

/** In the reader's language where it has a word for it. */
function environmentKey(key) {
  const word = `env_${key}`;
  return Words.has(word) ? Words.say(word) : key.replaceAll("_", " ");
}

function spelled(value) {
  return value !== null && typeof value === "object"
    ? Object.entries(value).map(([key, each]) => `${environmentKey(key)}: ${spelled(each)}`).join(", ") : String(value);
}

function quoted(word) {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission: select it, so that one key copies it.
    getSelection().selectAllChildren(document.querySelector(".command code"));
    document.execCommand("copy");
  }
  toast(Words.say("copied"));
}
