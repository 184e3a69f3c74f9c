"use strict";
// Puts the page together, and draws again what has changed.

const SCHEMA = "xiaozhi-simulator/page/1";

const Page = (() => {
  let model = sideBySide(JSON.parse(document.getElementById("model").textContent.trim() || "{}"));
  const main = document.getElementById("main");
  const parts = new Map(); // what was drawn last, by name

  /** The parts of the page from top to bottom; null where the model has nothing for one. */
  const plan = [
    ["answer", () => answer(model)],
    ["controls", () => model.live && Live.controls()],
    ["cards", () => cards(model)],
    ["comparison", () => model.comparison && section("comparison", "comparison", Words.say("comparisonTitle"), Words.say("comparisonHint"), comparison(model))],
    ["capacity", () => model.knee && section("capacity", "capacity", Words.say("capacityTitle"), null, knee(model))],
    ["latency", () => charts("latency", "latency", "latencyTitle", "latencyHint"), "series"],
    ["spread", () => withFigures("spread", Distribution.figure(model)), "series"],
    ["waterfall", () => withFigures("stages", waterfall(model))],
    ["outcomes", () => outcomesAndErrors()],
    ["quality", () => charts("quality", "quality", "qualityTitle"), "series"],
    ["figures", () => withFigures("lists", figureLists(model))],
    ["slowest", () => (model.slowest ?? []).length > 0 && section("slowest", "slowest", Words.say("slowestTitle"), Words.say("slowestHint"), slowest(model))],
    ["devices", () => model.live && !Live.ended && Devices.part(), "series"],
    ["load", () => charts("load", "load", "loadTitle"), "series"],
    ["system", () => charts("system", "system", "systemTitle"), "series"],
    ["generator", () => charts("generator", null, "generatorTitle", "generatorHint"), "series"],
    ["run", () => section("run", "run", Words.say("runTitle"), null, runAgain(model))],
  ];

  function charts(name, word, title, hint) {
    const drawn = Series.group(model, name);
    return drawn && section(name, word, Words.say(title), hint && Words.say(hint), name === "latency" && Zoom.bar(), drawn);
  }

  function withFigures(id, content) {
    return content && h("div", { id, class: ["part", "tight"] }, content);
  }

  function outcomesAndErrors() {
    const left = outcomes(model);
    return (left || (model.errors ?? []).length > 0) &&
      section("outcomes", "outcomes", Words.say("outcomesTitle"), null, h("div", { class: "pair" }, left, errors(model)));
  }

  function times() {
    const t = model.series?.t ?? [];
    Zoom.setFull(0, Math.max(t.at(-1) ?? 1, model.live ? 0 : model.run?.duration_s ?? 0));
  }

  /** Everything from the beginning: first time, other language, other series. */
  function draw() {
    const focused = document.activeElement?.id;
    Series.end();
    Distribution.end();
    parts.clear();
    times();
    document.title = `${headline(model)} – ${Words.say("name")}`;
    document.querySelector(".skip").textContent = Words.say("skip");
    document.getElementById("bar").replaceChildren(topBar(model, (model.live || Live.ended) && Live.bar()));
    fill(document.getElementById("foot"), h("p", {}, Words.say("made", model.run?.version ?? "")),
      model.schema && model.schema !== SCHEMA && h("p", {}, Words.say("notReadable", model.schema)));
    fill(main, plan.map(([name, make]) => {
      const part = make() || h("div", { hidden: true });
      parts.set(name, part);
      return part;
    }), model.live && Live.sure());
    Series.start();
    Distribution.start();
    navigation();
    if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }

  /** What is not drawn over time, where it says something else than before. */
  function update() {
    for (const [name, make, kind] of plan) {
      if (kind !== "series") {
        parts.set(name, put(parts.get(name), make() || h("div", { hidden: true })));
      }
    }
    Distribution.update(model);
    navigation();
  }

  Look.onChange(draw);
  draw();
  if (model.live) {
    Live.begin(model, {
      model(fresh, whole) {
        const before = model;
        model = fresh;
        if (whole || before.live !== fresh.live) {
          draw();
        } else {
          update();
        }
      },
      grown() {
        times();
        Series.grown();
      },
    });
  }
  return { get model() {
    return model;
  } };
})();
