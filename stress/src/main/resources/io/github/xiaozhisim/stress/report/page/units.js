"use strict";
// Numbers as people read them. Durations come in ms, moments in s since the start.

const Units = (() => {
  const cache = new Map();

  function number(value, digits) {
    const key = `${Words.language}${digits}`;
    let format = cache.get(key);
    if (!format) {
      format = new Intl.NumberFormat(Words.language === "zh" ? "zh-CN" : "en", {
        maximumFractionDigits: digits,
        minimumFractionDigits: 0,
      });
      cache.set(key, format);
    }
    return format.format(value);
  }

  /** Shares close to the whole differ in their last digits. */
  function share(value) {
    return number(value, Math.abs(value) >= 10 && Math.abs(value) < 90 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4);
  }

  /** As many digits as the size deserves. */
  function plain(value) {
    const size = Math.abs(value);
    if (Number.isInteger(value) || size >= 1000) {
      return number(value, 0);
    }
    return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
  }

  const binary = ["B", "KiB", "MiB", "GiB", "TiB"];

  function bytes(value, from) {
    let at = Math.max(0, from);
    let left = value;
    while (Math.abs(left) >= 1024 && at < binary.length - 1) {
      left /= 1024;
      at++;
    }
    return [number(left, Math.abs(left) < 10 ? 2 : Math.abs(left) < 100 ? 1 : 0), binary[at]];
  }

  function milliseconds(value) {
    if (Math.abs(value) >= 10_000) {
      return [number(value / 1000, Math.abs(value) >= 100_000 ? 0 : 1), "s"];
    }
    return [number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2), "ms"];
  }

  /** As it stands behind a number or in a caption. */
  function unitName(unit) {
    return unit === "count" ? "" : (unit ?? "").replace(/^1\//, "/");
  }

  /** The number and its unit, apart. Text stays as it is. */
  function parts(value, unit) {
    if (value === null || value === undefined || Number.isNaN(value)) {
      return ["–", ""];
    }
    if (typeof value !== "number") {
      return [String(value), unit ?? ""];
    }
    const bare = String(unit ?? "").replace(/\/s$/, "");
    const perSecond = bare !== (unit ?? "") ? "/s" : "";
    if (unit === "ms") {
      return milliseconds(value);
    }
    if (binary.includes(bare)) {
      const [text, name] = bytes(value, binary.indexOf(bare));
      return [text, name + perSecond];
    }
    return [unit === "%" ? share(value) : plain(value), unitName(unit)];
  }

  /** Number and unit with a thin space that does not break. */
  function text(value, unit) {
    const [figure, name] = parts(value, unit);
    return name ? `${figure}\u202f${name}` : figure;
  }

  function two(value) {
    return String(value).padStart(2, "0");
  }

  /** A moment of the run: 1:05, 1:02:03; with tenths when asked for. */
  function clock(seconds, tenths) {
    if (seconds < 0) {
      return `−${clock(-seconds, tenths)}`;
    }
    const rounded = tenths ? Math.round(seconds * 10) / 10 : Math.round(seconds);
    const whole = Math.floor(rounded);
    const rest = tenths ? `.${Math.round((rounded - whole) * 10)}` : "";
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    return (hours > 0 ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(whole % 60)}${rest}`;
  }

  function date(iso) {
    const moment = new Date(iso);
    if (Number.isNaN(moment.getTime())) {
      return String(iso ?? "");
    }
    return new Intl.DateTimeFormat(Words.language === "zh" ? "zh-CN" : "en-GB", {
      dateStyle: "long",
      timeStyle: "medium",
    }).format(moment);
  }

  function percent(share) {
    const value = share * 100;
    return `${number(value, value >= 99.95 || value < 0.1 ? 3 : value >= 10 ? 1 : 2)}\u202f%`;
  }

  return { number, plain, parts, unitName, text, clock, date, percent };
})();
