"use strict";
// How durations are spread: percentiles stretched towards the slow end, and the stages of a usual turn end to end.

/** Where a percentile stands: 0 at 0 %, 1 at 90 %, 2 at 99 %, 3 at 99.9 %… */
function stretched(percentile) {
  return -Math.log10(1 - Math.min(percentile, 99.99999) / 100);
}

/** The values of `points` at each place, in steps: what so many per cent did not exceed. Null beyond the last. */
function atPlaces(points, places) {
  let at = 0;
  return places.map((place) => {
    while (at < points.length && stretched(points[at][0]) < place - 1e-9) at++;
    return at < points.length ? points[at][1] : null;
  });
}

const Distribution = (() => {
  let plotted = null;
  let sizes = null;
  let start = null;
  let again = null;

  function draw(model, plot, legend) {
    plotted?.destroy();
    const lines = model.distribution.filter((each) => each.points.length > 0);
    const last = Math.max(...lines.flatMap((each) => each.points.filter((point) => point[0] < 100).map((point) => stretched(point[0]))), 1);
    const places = [...new Set(lines.flatMap((each) => each.points.filter((point) => point[0] < 100).map((point) => stretched(point[0]))))].sort((a, b) => a - b);
    const data = lines.map((each) => atPlaces(each.points.toSorted((a, b) => a[0] - b[0]), places));
    const visible = lines.filter((each) => !hiddenLines.has(each.id));
    const color = (line, at) => (line.tone ? Look.color(line.tone) : Look.hue(line.hue ?? at));
    const unit = { unit: "ms" };
    const ticks = [0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 99.999, 99.9999];
    const readout = plot.parentElement.querySelector(".readout");
    const values = [];
    const tell = (at) => {
      const percentile = at === null || at === undefined ? null : 100 - 100 * 10 ** -places[at];
      readout.textContent = percentile === null ? "" : `${Number(percentile.toFixed(4))}\u202f%`;
      values.forEach((place, i) => {
        const value = percentile === null ? null : data[i][at];
        place.textContent = value === null ? "" : Units.text(value, "ms");
      });
    };
    legend.replaceChildren(...lines.map((line, at) => {
      const on = !hiddenLines.has(line.id);
      const swatch = h("span", { class: ["swatch", line.run === 1 && "dashed"], style: { "--c": color(line, at) } });
      values[at] = h("span", { class: "value" });
      return h("li", {}, h("button", {
        type: "button", class: "key", "aria-pressed": String(on), "data-line": line.id,
        onclick: () => {
          on ? hiddenLines.add(line.id) : hiddenLines.delete(line.id);
          draw(model, plot, legend);
          legend.querySelector(`[data-line="${CSS.escape(line.id)}"]`)?.focus();
        },
      }, swatch, h("span", { class: "name" }, Words.of(line)), values[at]));
    }));
    const [x, y] = chartAxes(unit);
    plotted = new uPlot({
      width: Math.max(200, plot.clientWidth), height: 280, legend: { show: false }, padding: [12, 26, 0, 0],
      scales: { x: { time: false, range: () => [0, last] }, y: { range: (_, least, most) => chartRange(visible.length ? unit : {}, 0, most) } },
      axes: [{ ...x, incrs: undefined, space: 20,
        splits: (self) => ticks.map(stretched).filter((each, i, all) => each <= last + 1e-9 && roomFor(self, ticks[i], last)),
        values: (_, splits) => splits.map((each) => `${Number((100 - 100 * 10 ** -each).toFixed(5))} %`) }, y],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      hooks: { setCursor: [(self) => tell(self.cursor.idx)] },
      series: [{}, ...lines.map((line, at) => ({
        show: !hiddenLines.has(line.id), stroke: color(line, at), width: 1.75, spanGaps: true, points: { show: false },
        dash: line.run === 1 ? [5, 4] : undefined, label: line.id,
      }))],
    }, [places, ...data], plot);
    tell(null);
    Distribution.plotted = plotted;
  }

  /** On a narrow screen only the main percentiles have their names. */
  function roomFor(self, tick, last) {
    return self.width / last > 190 || ![0, 75, 95, 99.5].includes(tick);
  }

  return {
    plotted: null,
    /** The same figure with what the model says now. */
    update: (model) => plotted && again(model),
    figure(model) {
      if (!(model.distribution ?? []).some((each) => each.points.length > 0)) {
        start = null;
        return null;
      }
      const plot = h("div", { class: "plot", role: "img", "aria-label": summary(model), style: { height: "280px" } });
      const legend = h("ul", { class: "legend" });
      again = (now) => draw(now, plot, legend);
      start = () => {
        again(model);
        sizes = new ResizeObserver(() => plot.clientWidth > 0 && plotted.setSize({ width: plot.clientWidth, height: 280 }));
        sizes.observe(plot);
      };
      return h("figure", { class: "chart wide", "data-chart": "distribution" },
        h("figcaption", {}, h("span", { class: "chart-title" }, Words.say("distributionTitle")), h("span", { class: "unit" }, "ms"),
          h("output", { class: "readout", "aria-hidden": "true" })),
        plot, legend, h("p", { class: "hint" }, Words.say("distributionHint")));
    },
    start: () => start?.(),
    end() {
      sizes?.disconnect();
      plotted?.destroy();
      plotted = null;
    },
  };

  function summary(model) {
    const said = model.distribution.map((line) => {
      const [half, most] = [50, 99].map((wanted) => line.points.find((point) => point[0] >= wanted)?.[1] ?? null);
      return `${Words.of(line)}: 50 % ${Units.text(half, "ms")}, 99 % ${Units.text(most, "ms")}`;
    });
    return `${Words.say("distributionTitle")}. ${said.join("; ")}`;
  }
})();

/** The stages of a turn, each beginning where the median of the one before ends. */
function waterfall(model) {
  const all = (model.waterfall ?? []).filter((each) => each.p50 !== null && each.p50 !== undefined);
  if (all.length === 0) {
    return null;
  }
  let from = 0;
  const laid = all.map((each) => {
    const row = { ...each, from, until: from + each.p50 };
    from = row.until;
    return row;
  });
  const end = Math.max(...laid.map((each) => each.from + Math.max(each.p50, each.p95 ?? 0)));
  const part = (value) => `${((100 * value) / (end || 1)).toFixed(3)}%`;
  return h("div", { class: "figure-box" },
    h("h3", {}, Words.say("waterfallTitle")),
    table(Words.say("waterfallTitle"),
      [{ text: Words.say("stage") }, { text: "" }, { text: Words.say("median"), number: true }, { text: Words.say("p95"), number: true }],
      laid.map((each, at) => h("tr", { "data-stage": each.id },
        h("th", { scope: "row" }, Words.of(each)),
        h("td", { class: "track-cell", "aria-hidden": "true" }, h("div", { class: "track" },
          h("span", { class: "reach", style: { left: part(each.from), width: part(Math.max(each.p50, each.p95 ?? 0)) } }),
          h("span", { class: "block", style: { left: part(each.from), width: part(each.p50), "--c": `var(--hue-${at % 12})` } }))),
        h("td", { class: "number" }, Units.text(each.p50, "ms")), h("td", { class: "number" }, Units.text(each.p95, "ms")))), "waterfall"),
    h("p", { class: "hint" }, Words.say("waterfallHint")));
}
