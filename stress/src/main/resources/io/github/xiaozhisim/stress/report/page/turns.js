"use strict";
// The slowest pieces of work, each with its steps on a common scale, and what was heard where that was kept.

function slowest(model) {
  const all = model.slowest ?? [];
  const end = Math.max(1, ...all.flatMap((each) => [each.ms ?? 0, ...each.marks.map((mark) => mark.at_ms)]));
  return h("div", { class: "turns" }, all.map((each, at) => turn(each, at, end)));
}

function turn(each, number, end) {
  const marks = each.marks.toSorted((a, b) => a.at_ms - b.at_ms);
  const spans = marks.map((mark, at) => ({ mark, from: at === 0 ? 0 : Math.max(0, marks[at - 1].at_ms), until: mark.at_ms }))
    .filter((span) => span.until > span.from);
  const part = (value) => `${((100 * value) / end).toFixed(3)}%`;
  const color = (mark) => `var(--hue-${marks.indexOf(mark) % 12})`;
  return h("details", { class: "turn", "data-key": `turn-${number}-${each.title}` },
    h("summary", {}, h("span", { class: "title" }, each.title),
      h("span", { class: "track", "aria-hidden": "true" }, spans.map((span) =>
        h("span", { class: ["block", span.from >= each.ms && "after"], style: { left: part(span.from), width: part(span.until - span.from), "--c": color(span.mark) } }))),
      h("span", { class: "took number" }, Units.text(each.ms, "ms"))),
    h("div", { class: "turn-in" },
      each.note && h("p", { class: "hint" }, Words.of(each.note)),
      table(each.title, [{ text: Words.say("moment") }, { text: Words.say("at", ""), number: true }, { text: Words.say("took"), number: true }],
        marks.map((mark, at) => h("tr", {},
          h("th", { scope: "row" }, h("span", { class: "swatch", style: { "--c": color(mark) } }), Words.of(mark)),
          h("td", { class: "number" }, Units.text(mark.at_ms, "ms")),
          h("td", { class: "number" }, at === 0 ? "" : Units.text(mark.at_ms - marks[at - 1].at_ms, "ms"))))),
      each.wav && h("div", { class: "ear" }, h("span", {}, Words.say("heard")),
        h("audio", { controls: true, preload: "none", "aria-label": `${Words.say("heard")}: ${each.title}`, src: `data:audio/wav;base64,${each.wav}` }))));
}
