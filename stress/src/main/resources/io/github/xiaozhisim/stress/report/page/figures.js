"use strict";
// Groups of charts over time, and the lists of figures beside them.

const Series = (() => {
  const places = { latency: true, load: false, quality: false, system: false, generator: false };
  let shown = [];

  /** All charts of one group, or null when there is none. The first one of the latencies is large. */
  function group(model, name) {
    const series = model.series ?? { t: [], charts: [] };
    const mine = series.charts.filter((each) => (each.section in places ? each.section : "system") === name && each.lines.length > 0);
    if (mine.length === 0) {
      return null;
    }
    return h("div", { class: "charts" }, mine.map((each, at) => {
      const wide = places[name] && at === 0;
      const made = chart(each, series, { wide, height: wide ? 300 : 190, phases: model.phases, live: model.live,
        toneOf: (line) => line.tone ?? (line.id.startsWith("outcome.") && !model.comparison ? outcomeTone(model, line.id.slice("outcome.".length)) : null) });
      shown.push(made);
      return made.figure;
    }));
  }

  return {
    group,
    /** Draws what group() has made, once it is in the page. */
    start: () => shown.forEach((each) => each.start()),
    end() {
      shown.forEach((each) => each.end());
      shown = [];
    },
    grown: () => shown.forEach((each) => each.grown()),
    redraw: () => shown.forEach((each) => each.rebuild()),
    get all() {
      return shown;
    },
  };
})();

/** Lists of figures: sound, traffic, whatever the model brings. */
function figureLists(model) {
  const all = (model.sections ?? []).filter((each) => (each.rows ?? []).length > 0);
  const tables = all.map(statistics).filter(Boolean);
  return all.length > 0 && h("div", {}, tables, h("div", { class: "lists" }, all.filter((each) => statistics(each) === null).map((each) =>
    h("div", { class: "list" }, h("h3", {}, Words.title(each)),
      h("dl", {}, each.rows.map((row) => h("div", { "data-row": row.id }, h("dt", {}, Words.of(row)), h("dd", { class: typeof row.value === "number" && "number" }, Units.text(row.value, row.unit)))))))));
}

/** A list that has several figures of the same things, boot.p50 and boot.p95: a table. Null for any other. */
function statistics(list) {
  const things = new Map();
  const columns = new Set();
  for (const row of list.rows) {
    const [, thing, kind] = /^(.+)\.(p[\d.]+|mean|max)$/.exec(row.id ?? "") ?? [];
    if (!thing) {
      return null;
    }
    things.set(thing, { ...things.get(thing), [kind]: row });
    columns.add(kind);
  }
  if (columns.size < 2) {
    return null;
  }
  const kinds = [...columns];
  return h("div", { class: "list full" }, h("h3", {}, Words.title(list)),
    table(Words.title(list), [{ text: Words.say("measure") }, ...kinds.map((kind) => ({ text: Words.say(kind), number: true }))],
      [...things].map(([thing, row]) => h("tr", { "data-row": thing }, h("th", { scope: "row" }, Words.of(row[kinds[0]] ?? Object.values(row)[0])),
        kinds.map((kind) => h("td", { class: "number" }, Units.text(row[kind]?.value, row[kind]?.unit)))))));
}
