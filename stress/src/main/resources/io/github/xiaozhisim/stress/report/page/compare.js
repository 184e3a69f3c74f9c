"use strict";
// Two runs on one page.

/** Two runs side by side: model.comparison. */
function comparison(model) {
  const { names, rows } = model.comparison;
  const tones = { better: "good", worse: "bad", same: "plain", unknown: "plain" };
  return table(Words.say("comparisonTitle"),
    [{ text: Words.say("measure") }, { text: names[0], number: true }, { text: names[1], number: true },
      { text: Words.say("change"), number: true }, { text: Words.say("judgement") }],
    rows.map((row) => h("tr", { "data-row": row.id },
      h("th", { scope: "row" }, Words.of(row)),
      h("td", { class: "number" }, Units.text(row.a, row.unit)), h("td", { class: "number" }, Units.text(row.b, row.unit)),
      h("td", { class: "number" }, change(row)),
      h("td", {}, h("span", { class: ["judgement", `is-${tones[row.verdict] ?? "plain"}`] },
        icon(tones[row.verdict]), Words.say(row.verdict ?? "unknown")), row.p !== undefined && row.p !== null && h("span", { class: "detail" }, ` p ${row.p < 0.001 ? "<\u202f0.001" : `=\u202f${row.p.toFixed(3)}`}`)))));
}

function change(row) {
  if (row.change_pct === null || row.change_pct === undefined) {
    return "–";
  }
  const signed = (value) => {
    const shown = Units.number(Math.abs(value), 1);
    return shown === Units.number(0, 1) ? shown : `${value > 0 ? "+" : "−"}${shown}`;
  };
  const range = row.lo_pct !== undefined && row.lo_pct !== null ? ` (${signed(row.lo_pct)} … ${signed(row.hi_pct)})` : "";
  return `${signed(row.change_pct)}\u202f%${range}`;
}

/**
 * The model with lines that can be told apart: those that mean the same have one colour in both runs, and each its run's name.
 * Of two runs nothing is stacked, because one would lie on top of the other.
 */
function sideBySide(model) {
  const names = model.comparison?.names;
  if (!names) {
    return model;
  }
  const apart = (lines) => {
    const kinds = [...new Set(lines.map((line) => line.id))];
    return lines.map((line) => (line.run === undefined ? line : {
      ...line, id: line.run === 0 ? line.id : `${line.run}/${line.id}`, hue: kinds.indexOf(line.id),
      en: `${line.en}, ${names[line.run]}`, zh: `${line.zh}，${names[line.run]}`,
    }));
  };
  return {
    ...model,
    distribution: apart(model.distribution ?? []),
    series: model.series && {
      ...model.series,
      charts: model.series.charts.map((each) => ({ ...each, kind: each.kind === "stack" ? "lines" : each.kind, lines: apart(each.lines) })),
    },
  };
}
