"use strict";
// What uPlot is told to draw: arrays, colours, axes; and what is drawn by hand behind and above the lines.

/** The single longest one flattens everything else: of many percentiles it is the one that is off at first. */
function isExtreme(model, line) {
  return model.kind === "band" && model.lines.length > 3 && /[./]max$/.test(line.id);
}

/** Times, then values in the order of the series: {data, series, bands}. */
function chartData(model, lines, times, colorOf) {
  const data = [times];
  const series = [{}];
  const bands = [];
  const stack = model.kind === "stack";
  let below = null;
  let place = null; // of the line below, among the series
  lines.forEach((line, at) => {
    const show = !hiddenLines.has(line.id);
    const color = colorOf(line, at, lines.length) || "#888888";
    const values = stack && show ? stacked(model, lines, line, below) : line.v;
    series.push({
      show, stroke: color, width: stack ? 0 : isExtreme(model, line) ? 1 : 1.75, label: line.id,
      dash: line.run === 1 ? [5, 4] : undefined,
      fill: stack && place === null ? Look.faint(color, 0.7) : undefined,
      gaps: (self, _, __, ___, gaps) => gaps.filter(([from, until]) => isLong(self, from, until)),
      points: { show: !stack, size: 4, fill: color, width: 0, filter: stack ? () => [] : lonely },
    });
    data.push(values);
    const mine = data.length - 1;
    if (show && place !== null && (stack || (model.kind === "band" && line.run === undefined && !isExtreme(model, line)))) {
      bands.push({ series: [mine, place], fill: Look.faint(color, stack ? 0.7 : 0.13) });
    }
    if (show) {
      below = stack ? values : null;
      place = mine;
    }
    if (!stack && line.lo && line.hi) {
      data.push(line.hi, line.lo);
      series.push({ show, width: 0, points: { show: false } }, { show, width: 0, points: { show: false } });
      bands.push({ series: [mine + 1, mine + 2], fill: Look.faint(color, 0.16) });
    }
  });
  return { data, series, bands };
}

/** The values of a line on top of those below it. A stage that did not end in some second keeps its last median there. */
function stacked(model, lines, line, below) {
  let last = 0;
  return line.v.map((value, i) => {
    if (lines.every((each) => (each.v[i] ?? null) === null)) {
      return null;
    }
    last = value ?? (model.unit === "ms" ? last : 0);
    return last + (below?.[i] ?? 0);
  });
}

/** Seconds in which nothing ended do not tear a line apart; a stretch in which nothing came does. */
function isLong(self, from, until) {
  const seconds = self.posToVal(until, "x", true) - self.posToVal(from, "x", true);
  return seconds > Math.max(6, (self.scales.x.max - self.scales.x.min) * 0.03);
}

/** A value that no line leads to or from would not be seen: it gets a dot. */
function lonely(self, at) {
  const values = self.data[at];
  const filled = [];
  values.forEach((value, i) => value !== null && value !== undefined && filled.push(i));
  const apart = (a, b) => a === undefined || b === undefined ||
    (b - a > 1 && isLong(self, self.valToPos(self.data[0][a], "x", true), self.valToPos(self.data[0][b], "x", true)));
  return filled.filter((each, i) => apart(filled[i - 1], each) && apart(each, filled[i + 1]));
}

/** From zero, with some air above; the limit is in sight when it is anywhere near. */
function chartRange(model, least, most) {
  let top = most === null || most === undefined || most <= 0 ? 0 : most;
  for (const { value } of model.limits ?? []) {
    if (top === 0 || value < 3 * most) {
      top = Math.max(top, value);
    }
  }
  const bottom = model.from_zero === false && least !== null ? least - (top - least) * 0.1 : Math.min(0, least ?? 0);
  return [bottom, top > bottom ? top + (top - bottom) * 0.08 : bottom + 1];
}

function chartFont() {
  return "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Noto Sans CJK SC', sans-serif";
}

function chartAxes(model) {
  const look = {
    stroke: Look.color("muted"), font: chartFont(),
    grid: { stroke: Look.color("grid"), width: 1 }, ticks: { stroke: Look.color("grid"), width: 1, size: 4 },
  };
  const value = (each, most) => model.unit === "ms" && most >= 10_000
    ? `${Units.number(each / 1000, 1)} s`
    : model.unit === "ms" ? Units.number(each, 2) : Units.text(each, /B/.test(model.unit ?? "") ? model.unit : "");
  return [
    { ...look, space: 64, size: 26, gap: 4,
      incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400],
      values: (_, splits, __, ___, by) => splits.map((each) => Units.clock(each, by < 1)) },
    { ...look, space: 34, gap: 4, ticks: { show: false },
      ...(/B/.test(model.unit ?? "") ? { incrs: Array.from({ length: 50 }, (_, power) => 2 ** (power - 4)) } : {}),
      size: (_, texts) => 14 + 6.4 * Math.max(2, ...(texts ?? []).map((each) => String(each).length)),
      values: (_, splits) => splits.map((each) => value(each, splits.at(-1))) },
  ];
}

/** Phases of the run lie behind the lines, every other one tinted, with their names in the large charts. */
function drawPhases(self, phases, named) {
  const { ctx, bbox } = self;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = chartFont().replace("11px", `${11 * ratio}px`);
  ctx.textBaseline = "top";
  ctx.textAlign = "left"; // the axes leave it otherwise
  phases.forEach((phase, at) => {
    const from = self.valToPos(phase.from_s, "x", true);
    const until = self.valToPos(phase.until_s, "x", true);
    if (at % 2 === 1) {
      ctx.fillStyle = Look.color("phase");
      ctx.fillRect(from, bbox.top, until - from, bbox.height);
    }
    const left = Math.max(from, bbox.left) + 5 * ratio;
    if (named && ctx.measureText(phase.label).width < Math.min(until, bbox.left + bbox.width) - left) {
      ctx.fillStyle = Look.color("muted");
      ctx.fillText(phase.label, left, bbox.top + 3 * ratio);
    }
  });
  ctx.restore();
}

/** The bounds that objectives set, each with its text where there is room. */
function drawLimits(self, limits) {
  const { ctx, bbox } = self;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = Look.color("bad");
  ctx.lineWidth = ratio;
  ctx.font = chartFont().replace("11px", `${11 * ratio}px`);
  ctx.textAlign = "right";
  let free = Infinity; // above the text drawn last
  for (const { value, text } of (limits ?? []).filter((each) => each.value <= self.scales.y.max).toSorted((a, b) => a.value - b.value)) {
    const y = Math.round(self.valToPos(value, "y", true));
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const above = y - 4 * ratio;
    const below = above - 12 * ratio < bbox.top;
    if (ctx.measureText(text).width < bbox.width * 0.7 && (below ? y + 14 * ratio : above) < free) {
      const at = below ? y + 12 * ratio : above;
      ctx.setLineDash([]);
      ctx.lineJoin = "round";
      ctx.lineWidth = 4 * ratio;
      ctx.strokeStyle = Look.color("surface");
      ctx.strokeText(text, bbox.left + bbox.width - 6 * ratio, at); // so that lines behind it do not make it illegible
      ctx.lineWidth = ratio;
      ctx.strokeStyle = Look.color("bad");
      ctx.fillStyle = Look.color("bad");
      ctx.fillText(text, bbox.left + bbox.width - 6 * ratio, at);
      free = above - 12 * ratio;
    }
  }
  ctx.restore();
}
