"use strict";
// The slowest pieces of work, each with its steps on a common scale, and what was heard where that was kept.

function slowest(model) {
  const all = model.slowest ?? [];
  // One colour for one moment, in all rows.
  const laid = all.map((each) => stretches(each));
  const inBars = laid.flat().filter((span) => span.mark).map((span) => span.mark.id);
  const kinds = [...new Set([...inBars, ...all.flatMap((each) => each.marks.map((mark) => mark.id))])];
  const color = (mark) => `var(--hue-${kinds.indexOf(mark.id) % 12})`;
  const end = Math.max(1, ...laid.flat().map((span) => span.until));
  const shown = new Map(laid.flat().filter((span) => span.mark).map((span) => [span.mark.id, span.mark]));
  const legend = h("ul", { class: "legend", "aria-hidden": "true" }, kinds.filter((id) => shown.has(id)).map((id) =>
    h("li", { class: "key" }, h("span", { class: "swatch", style: { "--c": color(shown.get(id)) } }), Words.say("until", Words.of(shown.get(id))))));
  return h("div", { class: "turns" }, legend, all.map((each, at) => turn(each, at, laid[at], end, color)));
}

/**
 * What the bar of a row consists of, from 0 on: the stretch that was measured, split at the marks within, and before it
 * what it began too late. Where the model does not say which stretch that is: all of it.
 */
function stretches(each) {
  const marks = each.marks.toSorted((a, b) => a.at_ms - b.at_ms);
  const first = each.from_ms ?? marks[0]?.at_ms ?? 0;
  const last = each.until_ms ?? marks.at(-1)?.at_ms ?? 0;
  const late = (each.from_ms ?? null) === null ? 0 : Math.max(0, each.ms - (last - first));
  const spans = late > 0 ? [{ mark: null, from: 0, until: late }] : [];
  let from = first;
  for (const mark of marks) {
    if (mark.at_ms > from && mark.at_ms <= last) {
      spans.push({ mark, from: late + from - first, until: late + mark.at_ms - first });
      from = mark.at_ms;
    }
  }
  return spans;
}

function turn(each, number, spans, end, color) {
  const marks = each.marks.toSorted((a, b) => a.at_ms - b.at_ms);
  const part = (value) => `${((100 * value) / end).toFixed(3)}%`;
  return h("details", { class: "turn", "data-key": `turn-${number}-${each.title}` },
    h("summary", {}, h("span", { class: "title" }, Words.who(each.title), each.wav && h("span", { class: "kept", role: "img", "aria-label": Words.say("heard"), title: Words.say("heard") }, " ♪")),
      h("span", { class: "track", "aria-hidden": "true" }, spans.map((span) =>
        h("span", { class: ["block", !span.mark && "late"], style: { left: part(span.from), width: part(span.until - span.from), "--c": span.mark ? color(span.mark) : "var(--muted)" } }))),
      h("span", { class: "took number" }, Units.text(each.ms, "ms"))),
    h("div", { class: "turn-in" },
      each.note && h("p", { class: "hint" }, Words.of(each.note)),
      table(Words.who(each.title), [{ text: Words.say("moment") }, { text: Words.say("when"), number: true }, { text: Words.say("took"), number: true }],
        marks.map((mark, at) => h("tr", {},
          h("th", { scope: "row" }, h("span", { class: "swatch", style: { "--c": color(mark) } }), Words.of(mark)),
          h("td", { class: "number" }, Units.text(mark.at_ms, "ms")),
          h("td", { class: "number" }, at === 0 ? "" : Units.text(mark.at_ms - marks[at - 1].at_ms, "ms"))))),
      each.wav && h("div", { class: "ear" }, h("span", {}, Words.say("heard")),
        h("audio", { controls: true, preload: "none", "aria-label": `${Words.say("heard")}: ${Words.who(each.title)}`, src: `data:audio/wav;base64,${each.wav}` }))));
}
