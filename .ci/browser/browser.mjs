// A browser for the tests, pages made from a model, and what every page has to keep.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shells = path.join(here, "../../stress/target/page"); // PageTest leaves them there
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));

process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** The HTML of the page: `kind` is report or live. */
export function html(kind, model) {
  const shell = fs.readFileSync(path.join(shells, `${kind}.html`), "utf8");
  return shell.replace(/(<script type="application\/json" id="model">).*?(<\/script>)/s,
    (_, before, after) => before + JSON.stringify(model).replaceAll("<", "\\u003c") + after);
}

let files = 0;

/** A file with a report of this model. */
export function report(model) {
  const file = path.join(scratch, `${++files}.html`);
  fs.writeFileSync(file, html("report", model));
  return file;
}

/** Opens a file or an address; `problems` collects what the console complains about. */
export async function open(browser, where, options = {}) {
  const isFile = !where.startsWith("http");
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", offline: isFile, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error.stack)));
  page.on("request", (request) => isFile && !/^(file|data|blob):/.test(request.url()) && problems.push(`asked for ${request.url()}`));
  await page.goto(isFile ? pathToFileURL(path.resolve(where)).href : where);
  await page.waitForSelector("#answer", { timeout: 5_000 }).catch(() => assert.fail(`nothing was drawn: ${problems.join("; ")}`));
  return { page, problems, close: () => context.close() };
}

/** What a screen reader or a keyboard would stumble over. */
export async function accessible(page) {
  // By way of the debugger, because the page's own policy lets no script in.
  const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`), []);
}

/** Nothing sticks out at the side. */
export async function fits(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `the page is ${wide} wide on a screen of ${room}`);
}

/** What each chart over time shows, as [from, until]. */
export function ranges(page) {
  return page.evaluate(() => Series.all.map((each) => [each.plotted.scales.x.min, each.plotted.scales.x.max]));
}

/** Drags across a chart, between two shares of its width. */
export async function drag(page, chart, from, until) {
  const over = page.locator(`[data-chart="${chart}"] .u-over`);
  await over.scrollIntoViewIfNeeded();
  const box = await over.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * (from + until) / 2, y, { steps: 3 });
  await page.mouse.move(box.x + box.width * until, y, { steps: 3 });
  await page.mouse.up();
}
