"use strict";
// Light or dark, language, and the colours that charts take from the style sheet.

const Look = (() => {
  const listeners = [];
  const asked = new URLSearchParams(location.search);
  const wish = {
    theme: asked.get("theme") ?? recall("theme"),
    language: asked.get("lang") ?? recall("language"),
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;

  // A page from a file may not be allowed to remember.
  function recall(key) {
    try {
      return localStorage.getItem(`xiaozhi.${key}`);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(`xiaozhi.${key}`, value);
    } catch {
      return;
    }
  }

  function theme() {
    return printing ? "light" : wish.theme === "dark" || wish.theme === "light" ? wish.theme : dark.matches ? "dark" : "light";
  }

  function apply() {
    Words.language = wish.language ?? (navigator.languages ?? [navigator.language]).find((each) => /^(zh|en)/i.test(each))?.slice(0, 2);
    document.documentElement.lang = Words.language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = theme();
  }

  function changed() {
    apply();
    listeners.forEach((each) => each());
  }

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

  /** The same colour, more or less transparent: colours of the style sheet are #rrggbb. */
  function faint(hex, alpha) {
    return hex + Math.round(alpha * 255).toString(16).padStart(2, "0");
  }

  dark.addEventListener("change", changed);
  addEventListener("beforeprint", () => {
    printing = true;
    changed();
  });
  addEventListener("afterprint", () => {
    printing = false;
    changed();
  });
  apply();

  return {
    color,
    faint,
    /** Colour of the n-th of things that have no order. */
    hue: (n) => color(`hue-${n % 12}`),
    /** Colour of the n-th of `count` things that go from little to much. */
    ramp: (n, count) => color(`ramp-${count <= 1 ? 3 : Math.round((n * 3) / (count - 1))}`),
    /** Calls back when colours or words have changed. */
    onChange: (listener) => listeners.push(listener),
    toggleTheme() {
      wish.theme = theme() === "dark" ? "light" : "dark";
      remember("theme", wish.theme);
      changed();
    },
    toggleLanguage() {
      wish.language = Words.language === "zh" ? "en" : "zh";
      remember("language", wish.language);
      changed();
    },
  };
})();
