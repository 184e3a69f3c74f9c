"use strict";
// One chart over time: caption, plot, legend. Drawn by uPlot; all of them share cursor and zoom.

const SYNC = "run";
const hiddenLines = new Set(); // by line id; survives a change of language or theme
const knownLines = new Set();

function chart(model, series, options) {
  const lines = () => model.lines.filter((line) => model.kind !== "stack" || line.v.some((value) => value));
  const readout = h("output", { class: "readout", "aria-hidden": "true" });
  const plot = h("div", { class: "plot", tabindex: "0", role: "group", style: { height: `${options.height}px` } }); // has its place before it is drawn
  const legend = h("ul", { class: "legend" });
  const spoken = h("div", { class: "sr", "aria-live": "polite" });
  const figure = h("figure", { class: ["chart", options.wide && "wide"], "data-chart": model.id },
    h("figcaption", {}, h("span", { class: "chart-title" }, Words.title(model)), h("span", { class: "unit" }, unitInCaption()), readout),
    plot, legend, spoken, model.note && h("p", { class: "hint" }, Words.of(model.note)));
  let plotted = null;
  let values = [];
  for (const line of model.lines) {
    if (!knownLines.has(line.id) && isExtreme(model, line)) {
      hiddenLines.add(line.id);
    }
    knownLines.add(line.id);
  }

  function unitInCaption() {
    return /^([KMGT]i)?B/.test(model.unit ?? "") ? "" : Units.unitName(model.unit);
  }

  function colorOf(line, at, count) {
    const tone = options.toneOf(line);
    return tone ? Look.color(tone) : isExtreme(model, line) ? Look.color("muted")
      : model.kind === "band" && line.run === undefined ? Look.ramp(at, model.lines.filter((each) => !isExtreme(model, each)).length || count) : Look.hue(line.hue ?? at);
  }

  function build() {
    plotted?.destroy();
    const drawn = chartData(model, lines(), series.t, (line, at, count) => colorOf(line, at, count));
    plotted = new uPlot({
      width: Math.max(200, plot.clientWidth),
      height: options.height,
      legend: { show: false },
      scales: {
        x: { time: false, range: (_, from, until) => (from === null || (from <= series.t[0] && until >= series.t.at(-1)) ? Zoom.full : [from, until]) },
        y: { range: (_, least, most) => chartRange(model, least, most) },
      },
      axes: chartAxes(model),
      padding: [12, 16, 0, 0],
      cursor: { y: false, sync: { key: SYNC, setSeries: false }, drag: { x: true, y: false, dist: 4 }, points: { size: 7 } },
      series: drawn.series,
      bands: drawn.bands,
      hooks: {
        drawClear: [(self) => drawPhases(self, options.phases ?? [], options.wide)],
        draw: [(self) => drawLimits(self, model.limits)],
        setScale: [(self, key) => key === "x" && Zoom.moved(me, self.scales.x.min, self.scales.x.max)],
        setCursor: [(self) => tell(self.cursor.idx)],
      },
    }, drawn.data, plot);
    me.plotted = plotted;
    zoomByTouch(plotted);
    me.showRange(...Zoom.range);
    keys();
    describe();
  }

  function describe() {
    const bounds = (model.limits ?? []).map((each) => Words.say("bound", each.text)).join(" ");
    plot.setAttribute("aria-label", `${Words.say("chartKeys", Words.of(model))} ${bounds}`.trim());
    spoken.textContent = "";
  }

  /** The legend: each line can be switched off and on, and shows its value under the cursor. */
  function keys() {
    const all = lines();
    values = all.map(() => h("span", { class: "value" }));
    legend.replaceChildren(...all.map((line, at) => {
      const shown = !hiddenLines.has(line.id);
      const swatch = h("span", { class: ["swatch", line.run === 1 && "dashed"] });
      swatch.style.setProperty("--c", colorOf(line, at, all.length));
      return h("li", {}, h("button", {
        type: "button", class: "key", "aria-pressed": String(shown), "data-line": line.id,
        onclick: (event) => {
          shown ? hiddenLines.add(line.id) : hiddenLines.delete(line.id);
          build();
          legend.querySelector(`[data-line="${CSS.escape(line.id)}"]`)?.focus();
          event.preventDefault();
        },
      }, swatch, h("span", { class: "name" }, Words.of(line)), values[at]));
    }));
    legend.hidden = all.length === 1 && Words.of(all[0]) === Words.of(model); // it would say the same again
    tell(null);
  }

  function tell(at) {
    const place = at ?? (options.live ? series.t.length - 1 : null);
    const moment = at === null || at === undefined ? "" : Units.clock(series.t[at], series.t[at] % 1 !== 0);
    const only = legend.hidden && place !== null ? Units.text(lines()[0].v[place], model.unit) : "";
    readout.textContent = [moment, only].filter(Boolean).join(" · ");
    lines().forEach((line, i) => {
      const value = place === null ? undefined : line.v[place];
      values[i].textContent = value === undefined || value === null ? "" : Units.text(value, model.unit);
    });
  }

  function say(at) {
    spoken.textContent = `${Units.clock(series.t[at])}: ` + lines().filter((line) => !hiddenLines.has(line.id))
      .map((line) => `${Words.of(line)} ${Units.text(line.v[at], model.unit)}`).join(", ");
  }

  function step(by) {
    const [from, until] = Zoom.range;
    const last = series.t.length - 1;
    let at = plotted.cursor.idx ?? series.t.findIndex((each) => each >= from);
    at = by === Infinity ? last : by === -Infinity ? 0 : at + by;
    at = Math.max(0, Math.min(last, at));
    while (at > 0 && series.t[at] > until) at--;
    while (at < last && series.t[at] < from) at++;
    plotted.setCursor({ left: plotted.valToPos(series.t[at], "x"), top: plotted.over.clientHeight / 2 }, true, true);
    tell(at);
    say(at);
  }

  plot.addEventListener("keydown", (event) => {
    const [from, until] = Zoom.range;
    const at = plotted.cursor.idx;
    const middle = at === null || at === undefined ? (from + until) / 2 : series.t[at];
    const action = {
      ArrowLeft: () => step(event.shiftKey ? -10 : -1), ArrowRight: () => step(event.shiftKey ? 10 : 1),
      Home: () => step(-Infinity), End: () => step(Infinity),
      "+": () => Zoom.by(0.5, middle), "=": () => Zoom.by(0.5, middle), "-": () => Zoom.by(2, middle),
      0: () => Zoom.show(null), Escape: () => Zoom.show(null),
    }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey && series.t.length > 0) {
      event.preventDefault();
      action();
    }
  });

  const sizes = new ResizeObserver(() => {
    if (plotted && plot.clientWidth > 0 && plot.clientWidth !== plotted.width) {
      plotted.setSize({ width: plot.clientWidth, height: options.height });
    }
  });

  const me = {
    figure,
    plotted: null,
    /** To be called once the figure is in the page. */
    start() {
      Zoom.join(me);
      build();
      sizes.observe(plot);
    },
    showRange: (from, until) => plotted.setScale("x", { min: from, max: until }),
    /** More has come in: the model's arrays have grown. */
    grown() {
      if (lines().length !== values.length) {
        build(); // one that had been nothing but zeros has begun
        return;
      }
      plotted.setData(chartData(model, lines(), series.t, () => "").data, false);
      me.showRange(...Zoom.range);
      tell(plotted.cursor.idx ?? null);
    },
    /** Other lines than before have something to show. */
    rebuild: build,
    lineCount: () => lines().length,
    end() {
      sizes.disconnect();
      Zoom.leave(me);
      plotted?.destroy();
    },
  };
  return me;
}
