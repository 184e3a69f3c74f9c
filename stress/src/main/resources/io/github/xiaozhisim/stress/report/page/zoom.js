"use strict";
// One stretch of time for all charts: whoever zooms one, zooms them all.

/** A finger across a chart selects as a mouse does; up and down it scrolls the page. */
function zoomByTouch(self) {
  const left = (event) => Math.max(0, Math.min(self.over.clientWidth, event.clientX - self.over.getBoundingClientRect().left));
  let from = null;
  self.over.addEventListener("pointerdown", (event) => {
    from = event.pointerType === "touch" ? left(event) : null;
  });
  self.over.addEventListener("pointermove", (event) => {
    if (from !== null) {
      self.setSelect({ left: Math.min(from, left(event)), width: Math.abs(left(event) - from), top: 0, height: self.over.clientHeight }, false);
    }
  });
  self.over.addEventListener("pointercancel", () => {
    from = null;
    self.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  });
  self.over.addEventListener("pointerup", (event) => {
    if (from === null) {
      return;
    }
    const [a, b] = [from, left(event)].sort((x, y) => x - y);
    from = null;
    self.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    if (b - a > 10) {
      Zoom.show([self.posToVal(a, "x"), self.posToVal(b, "x")]);
    }
  });
}

const Zoom = (() => {
  const charts = new Set();
  let full = [0, 1];
  let shown = null; // null: everything
  let busy = false;
  let bar = null;

  function same(a, b) {
    const slack = (full[1] - full[0]) * 1e-6;
    return Math.abs(a[0] - b[0]) <= slack && Math.abs(a[1] - b[1]) <= slack;
  }

  function describe() {
    if (bar) {
      bar.hidden = shown === null;
      bar.replaceChildren(
        h("span", {}, shown ? Words.say("zoomed", Units.clock(shown[0], true), Units.clock(shown[1], true)) : ""),
        h("button", { type: "button", class: "button small", onclick: () => Zoom.show(null) }, Words.say("showAll")));
    }
  }

  return {
    /** What is shown, as [from, until] in seconds. */
    get range() {
      return shown ?? full;
    },
    get full() {
      return full;
    },
    /** All there is; grows while a run is live. */
    setFull(from, until) {
      full = until > from ? [from, until] : [from, from + 1];
    },
    join: (chart) => charts.add(chart),
    leave: (chart) => charts.delete(chart),
    /** Shows [from, until], or everything for null, in all charts; `origin` shows it already. */
    show(range, origin) {
      if (busy) {
        return;
      }
      busy = true;
      let next = range;
      if (next) {
        const least = Math.min(full[1] - full[0], 0.5);
        const from = Math.max(full[0], Math.min(next[0], full[1] - least));
        next = [from, Math.min(full[1], Math.max(next[1], from + least))];
      }
      shown = next === null || same(next, full) ? null : next;
      for (const chart of charts) {
        if (chart !== origin) {
          chart.showRange(...(shown ?? full));
        }
      }
      describe();
      busy = false;
    },
    /** A chart came to show something else by itself: dragged or double-clicked. */
    moved(chart, from, until) {
      if (!busy && !same([from, until], shown ?? full)) {
        Zoom.show([from, until], chart);
      }
    },
    /** Closer for a factor below 1, around `middle`. */
    by(factor, middle) {
      const [from, until] = Zoom.range;
      Zoom.show([middle - (middle - from) * factor, middle + (until - middle) * factor]);
    },
    /** The line that says what is shown and leads back. */
    bar() {
      bar = h("div", { class: "zoom-bar", role: "status" });
      describe();
      return bar;
    },
  };
})();
