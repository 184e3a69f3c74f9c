"use strict";
// Making elements. Text only ever comes in as text, never as HTML: what a server said may stand on this page.

const SVG = new Set(["svg", "path", "rect", "line", "circle", "g", "text", "title"]);

/**
 * An element. Of the attributes, those that begin with "on" are listeners, `style` is an object, `class` may be a list,
 * and what is null or false is left out. Children: elements, text, lists of them; null and false are left out.
 */
function h(tag, attributes, ...children) {
  const element = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "style") {
      for (const [property, to] of Object.entries(value)) {
        element.style.setProperty(property, to);
      }
    } else if (name === "class") {
      element.setAttribute("class", [value].flat().filter(Boolean).join(" "));
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  return fill(element, children);
}

/** Gives `element` these children, and no others. */
function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const icons = {
  good: "M3 8.5l3.2 3.2L13 4.8",
  bad: "M4 4l8 8M12 4l-8 8",
  warn: "M8 3.5v5.4M8 12v.4",
  plain: "M5 8h6",
};

/** A small sign for a tone; what it means is always said in words beside it. */
function icon(tone) {
  return h("svg", { class: ["icon", `is-${tone}`], viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    h("path", { d: icons[tone] ?? icons.plain }));
}

/** A part of the page with a heading; the navigation lists it when `word` is given. */
function section(id, word, title, hint, ...content) {
  const heading = `${id}-title`;
  const element = h("section", { id, class: "part", "aria-labelledby": heading },
    h("div", { class: "part-head" }, h("h2", { id: heading }, title), hint && h("p", { class: "hint" }, hint)),
    content);
  if (word) {
    element.dataset.word = word;
  }
  return element;
}

/** A table that can be scrolled sideways where it is wider than its place, with the keyboard too. */
function table(label, heads, rows, className) {
  return h("div", { class: ["scroll", className], role: "region", "aria-label": Words.say("table", label), tabindex: "0" },
    h("table", {},
      h("thead", {}, h("tr", {}, heads.map((head) =>
        (head.text ? h("th", { scope: "col", class: head.number && "number" }, head.text) : h("td"))))),
      h("tbody", {}, rows)));
}

/** A short notice at the lower edge, read out as well. */
function toast(text) {
  const place = document.getElementById("toast");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => place.classList.remove("shown"), 4000);
}

/** Replaces what is in `place` by `fresh`; nothing moves when it says the same. Opened details stay open. */
function put(place, fresh) {
  const opened = new Set([...place.querySelectorAll("details[open][data-key]")].map((each) => each.dataset.key));
  fresh.querySelectorAll("details[data-key]").forEach((each) => {
    each.open = opened.has(each.dataset.key);
  });
  if (place.isEqualNode(fresh)) {
    return place;
  }
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.replaceWith(fresh);
  if (focused) {
    document.getElementById(focused)?.focus();
  }
  return fresh;
}
