"use strict";
// What stands first: the bar, the answer, the verdict on the run, the objectives, the cards.

/** The bar at the top; the live page puts its own parts into it. */
function topBar(model, extra) {
  return h("div", { class: "bar-in" },
    h("a", { class: "brand", href: "#answer" }, brand(), h("span", {}, Words.say("name"))),
    h("nav", { id: "nav", "aria-label": Words.say("sections") }),
    extra,
    h("div", { class: "tools" },
      h("button", { type: "button", id: "language", class: "button quiet", "aria-label": Words.say("languageLabel"), onclick: Look.toggleLanguage },
        Words.say("language")),
      h("button", { type: "button", id: "theme", class: "button quiet square", "aria-label": Words.say("theme"), title: Words.say("theme"), onclick: Look.toggleTheme },
        h("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" }, h("circle", { cx: 8, cy: 8, r: 5.5, class: "ring" }), h("path", { d: "M8 2.5a5.5 5.5 0 0 1 0 11z" }))),
      h("button", { type: "button", id: "print", class: "button quiet square wide-only", "aria-label": Words.say("print"), title: Words.say("print"), onclick: () => print() },
        h("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" }, h("path", { class: "ring", d: "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" })))));
}

function brand() {
  return h("svg", { viewBox: "0 0 32 32", class: "logo", "aria-hidden": "true" }, h("rect", { width: 32, height: 32, rx: 7 }),
    h("path", { d: "M6 16h3m3-5v10m4-14v18m4-14v10m4-5h3" }));
}

/** Links to the parts that are there. */
function navigation() {
  document.getElementById("nav").replaceChildren(...[...document.querySelectorAll("main > [data-word]:not([hidden])")]
    .map((part) => h("a", { href: `#${part.id}` }, Words.say(part.dataset.word))));
}

function headline(model) {
  return model.answer ? Words.of(model.answer)
    : model.live && model.control?.devices !== undefined ? Words.say("liveTitle", Units.number(model.control.devices, 0))
      : Words.say(model.live ? "liveSince" : "noAnswer");
}

const TONES = { VALID: "good", DEGRADED: "warn", INVALID: "bad" };

function answer(model) {
  const run = model.run ?? {};
  const verdict = model.verdict?.value ? model.verdict : null;
  const trusted = TONES[verdict?.value] ?? "good";
  // Good news from a run that cannot be trusted is no good news.
  const tone = trusted === "bad" || model.answer?.good === false ? "bad" : trusted === "warn" ? "warn" : model.answer ? "good" : "plain";
  const judgement = verdict && h("div", { class: ["verdict", `is-${TONES[verdict.value] ?? "plain"}`] },
    h("p", {}, h("span", { class: "chip" }, icon(TONES[verdict.value]), Words.say(verdict.value)), " ", h("span", {}, Words.say(`${verdict.value}means`))),
    (verdict.reasons ?? []).length > 0 && h("ul", { class: "reasons" }, verdict.reasons.map((reason) => h("li", {}, Words.of(reason)))));
  const notice = model.live ? null : run.unfinished ? "unfinished" : run.interrupted ? "interrupted" : null;
  return h("section", { id: "answer", class: ["answer", `is-${tone}`], "data-word": "answer", "aria-labelledby": "answer-title" },
    h("p", { class: "when" }, [run.started && Units.date(run.started), run.duration_s !== undefined && Units.clock(run.duration_s)].filter(Boolean).join(" · ")),
    trusted === "bad" && judgement,
    h("h1", { id: "answer-title" }, headline(model)),
    notice && h("p", { class: "notice" }, icon("warn"), Words.say(notice)),
    trusted !== "bad" && judgement,
    objectives(model.objectives ?? []));
}

function objectives(all) {
  return all.length > 0 && h("ul", { class: "objectives", "aria-label": Words.say("objectives") }, all.map((each) => {
    const tone = each.met === true ? "good" : each.met === false ? "bad" : "plain";
    const worst = each.worst !== null && each.worst !== undefined && Words.say("worst", Units.text(each.worst, each.unit));
    const at = each.at_s !== null && each.at_s !== undefined && Words.say("at", Units.clock(each.at_s));
    return h("li", { class: `is-${tone}` }, icon(tone), h("div", {}, h("code", {}, each.text), " ",
      h("span", { class: "state" }, Words.say(each.met === true ? "met" : each.met === false ? "missed" : "open")), " ",
      h("span", { class: "detail" }, [worst, worst && at].filter(Boolean).join(" "))));
  }));
}

function cards(model) {
  const all = model.cards ?? [];
  const columns = all.length <= 6 ? all.length : Math.ceil(all.length / Math.ceil(all.length / 6));
  return h("section", { id: "cards", class: "cards", "aria-label": Words.say("figuresTitle"), hidden: all.length === 0, style: { "--columns": String(columns || 1), "--rest": String(1 + ((columns - (all.length % columns)) % columns || 0)) } },
    all.map((card) => {
      const [figure, unit] = Units.parts(card.value, card.unit);
      return h("div", { class: ["card", `is-${card.tone ?? "plain"}`], "data-card": card.id },
        h("div", { class: "label" }, Words.title(card)),
        h("div", { class: "figure" }, figure, unit && h("span", { class: "unit" }, unit)),
        card.note && h("div", { class: "note" }, Words.of(card.note)));
    }));
}
